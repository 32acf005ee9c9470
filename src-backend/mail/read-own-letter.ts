/**
 * The plain text of a letter that `folder-transport.ts` wrote; undefined for anything else. No mail parser: nodemailer
 * made the file, with a quoted boundary and the text in base64.
 */
export function readOwnLetter(bytes: Uint8Array): string | undefined {
  const letter = Buffer.from(bytes).toString('latin1');
  const boundary = /boundary="([^"\r\n]{1,100})"/.exec(letter)?.[1];
  if (boundary === undefined) return undefined;
  for (const part of letter.split(`--${boundary}`)) {
    const [head = '', ...rest] = part.split(/\r?\n\r?\n/);
    if (!/^content-type: text\/plain/im.test(head) || !/^content-transfer-encoding: base64/im.test(head))
      continue;
    return Buffer.from(rest.join(''), 'base64').toString('utf8');
  }
  return undefined;
}

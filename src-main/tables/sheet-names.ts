/** Names that Excel allows a sheet: 1 to 31 characters, none of `[]:*?/\`, no apostrophe at the ends, each once. */
export function sheetNames(wanted: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return wanted.map((name) => {
    const plain = name.replace(/[[\]:*?/\\\p{Cc}]/gu, '-').replace(/^'+|'+$/g, '') || 'Sheet';
    let unique = plain.slice(0, 31);
    for (let count = 2; taken.has(unique.toLowerCase()); count += 1) {
      const tail = ` (${count})`;
      unique = plain.slice(0, 31 - tail.length) + tail;
    }
    taken.add(unique.toLowerCase());
    return unique;
  });
}

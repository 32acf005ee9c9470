/** One XML part of a workbook, read in a stream. Parts have no DTD (ECMA-376 part 2, §8.1.4): one with it is refused. */
import { SaxesParser } from 'saxes';
import { DvcttError } from '#shared/contract/errors.ts';

const piece = 1 << 20;
/** ECMA-376 needs a tenth of it. */
const deepest = 64;

export interface PartListener {
  /** Names without their namespace's prefix. */
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** @throws DvcttError XML_BROKEN, XML_DTD_FORBIDDEN, XML_TOO_COMPLEX */
export function readPart(bytes: Uint8Array, listener: PartListener): void {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let depth = 0;
  parser.on('doctype', () => {
    throw new DvcttError('XML_DTD_FORBIDDEN');
  });
  parser.on('error', (error) => {
    throw new DvcttError('XML_BROKEN', { message: error.message.slice(0, 200) });
  });
  parser.on('opentag', ({ name, attributes }) => {
    if ((depth += 1) > deepest) throw new DvcttError('XML_TOO_COMPLEX');
    listener.open(localName(name), attributes);
  });
  parser.on('text', (text) => listener.text?.(text));
  parser.on('cdata', (text) => listener.text?.(text));
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    listener.close?.(localName(name));
  });
  const decoder = decoderOf(bytes);
  for (let at = 0; at < bytes.length; at += piece) {
    parser.write(decode(decoder, bytes.subarray(at, at + piece), at + piece < bytes.length));
  }
  parser.close();
}

function decoderOf([first, second]: Uint8Array): TextDecoder {
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le', { fatal: true });
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be', { fatal: true });
  return new TextDecoder('utf-8', { fatal: true });
}

function decode(decoder: TextDecoder, bytes: Uint8Array, stream: boolean): string {
  try {
    return decoder.decode(bytes, { stream });
  } catch (cause) {
    throw new DvcttError('XML_BROKEN', { where: 'encoding' }, { cause });
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

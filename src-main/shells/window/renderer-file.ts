import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.bcmap': 'application/octet-stream',
  '.pfb': 'application/octet-stream',
};

/** Names that the build makes: no dot at the start, no separator, no escape. */
const safeSegment = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

export interface RendererFile {
  readonly bytes: Buffer;
  readonly mediaType: string;
}

/**
 * Reads one file of the built window by the path of a URL. Anything else is undefined: a folder, a type that the
 * build does not make, a name with an escape, or a link that leads out of the folder.
 */
export async function readRendererFile(folder: string, urlPath: string): Promise<RendererFile | undefined> {
  const segments = urlPath.split('/').slice(1);
  if (segments.length === 0 || !segments.every((segment) => safeSegment.test(segment))) return undefined;
  const mediaType = mediaTypes[extname(urlPath)];
  if (mediaType === undefined) return undefined;
  try {
    const root = await realpath(folder);
    const file = await realpath(join(root, ...segments));
    if (!file.startsWith(root + sep) || !(await stat(file)).isFile()) return undefined;
    return { bytes: await readFile(file), mediaType };
  } catch {
    return undefined;
  }
}

/** `app://window` and `app://pin`: the built window's files, with the headers that confine it, and nothing else. */
import type { Session } from 'electron';
import { confiningHeaders, pinPolicy, windowPolicy } from '../window/content-policy.ts';
import { readRendererFile } from '../window/renderer-file.ts';
import { originOf, pinOrigin, scheme, windowOrigin } from './addresses.ts';

/** Serves the files of one origin to one session. */
export function serveRenderer(session: Session, folder: string, origin: string): void {
  session.protocol.handle(scheme, (request) => answer(request, folder, origin));
}

/** Answers one request of a page; 404 for all that is not a file of this origin. */
export async function answer(
  request: Pick<Request, 'url' | 'method'>,
  folder: string,
  origin: string,
): Promise<Response> {
  const path = URL.parse(request.url)?.pathname ?? '';
  const policy = origin === pinOrigin ? pinPolicy({}) : windowPolicy({});
  const headers = { ...confiningHeaders, 'Content-Security-Policy': policy };
  const file =
    originOf(request.url) === origin && request.method === 'GET' && isServedTo(path, origin)
      ? await readRendererFile(folder, path)
      : undefined;
  if (file === undefined) return new Response('Not found', { status: 404, headers });
  return new Response(new Uint8Array(file.bytes), {
    headers: { ...headers, 'Content-Type': file.mediaType },
  });
}

function isServedTo(path: string, origin: string): boolean {
  if (origin === windowOrigin) return path !== '/pin.html';
  return path === '/pin.html' || path.startsWith('/assets/');
}

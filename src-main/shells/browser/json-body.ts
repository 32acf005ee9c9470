import type { IncomingMessage } from 'node:http';
import { DvcttError } from '#shared/contract/errors.ts';

/**
 * Reads a JSON body of at most `limit` bytes. FILE_TOO_LARGE as soon as more is announced or arrives: the rest is
 * not read. REQUEST_INVALID for another media type, a coding, invalid UTF-8 or broken JSON.
 */
export async function readJsonBody(request: IncomingMessage, limit: number): Promise<unknown> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new DvcttError('REQUEST_INVALID', { reason: 'content-type' });
  if (request.headers['content-encoding'] !== undefined)
    throw new DvcttError('REQUEST_INVALID', { reason: 'content-encoding' });
  if (Number(request.headers['content-length'] ?? 0) > limit)
    throw new DvcttError('FILE_TOO_LARGE', { limitBytes: limit });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    // A request without an encoding gives Buffers.
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > limit) throw new DvcttError('FILE_TOO_LARGE', { limitBytes: limit });
    chunks.push(bytes);
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
    return JSON.parse(text);
  } catch {
    throw new DvcttError('REQUEST_INVALID', { reason: 'json' });
  }
}

import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { DvcttError } from '#shared/contract/errors.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';

const inflate = promisify(gunzip);
const deflate = promisify(gzip);
/** Below this an answer is sent as it is: packing it would save no packet (bytes). */
const worthPacking = 1400;

/**
 * Reads a JSON body that may be packed with gzip. `limit` is of the bytes after unpacking: what would grow beyond it
 * is not unpacked to its end.
 * @throws DvcttError MUTATION_TOO_LARGE, REQUEST_INVALID
 */
export async function readJson(request: FastifyRequest, body: Buffer, limit: number): Promise<unknown> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  const plain = encoding === 'identity' ? body : await unpack(encoding, body, limit);
  try {
    return JSON.parse(plain.toString('utf8')) as unknown;
  } catch (cause) {
    throw new DvcttError('REQUEST_INVALID', { what: 'JSON' }, { cause });
  }
}

async function unpack(encoding: string, body: Buffer, limit: number): Promise<Buffer> {
  if (encoding !== 'gzip') throw new DvcttError('REQUEST_INVALID', { what: 'content-encoding' });
  try {
    return await inflate(body, { maxOutputLength: limit });
  } catch (cause) {
    const tooLarge = cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';
    if (tooLarge) throw new DvcttError('MUTATION_TOO_LARGE', { limit }, { cause });
    throw new DvcttError('REQUEST_INVALID', { what: 'gzip' }, { cause });
  }
}

/** Sends JSON that is already written, packed for those who take it; a fast level, for lines are seldom slower. */
export async function sendJson(
  request: FastifyRequest,
  reply: FastifyReply,
  json: string,
): Promise<FastifyReply> {
  void reply.header('content-type', 'application/json; charset=utf-8').header('vary', 'accept-encoding');
  if (json.length < worthPacking || !takesGzip(request)) return reply.send(json);
  return reply.header('content-encoding', 'gzip').send(await deflate(json, { level: 1 }));
}

function takesGzip(request: FastifyRequest): boolean {
  const accepted = request.headers['accept-encoding'] ?? '';
  return accepted
    .split(',')
    .some((coding) => /^\s*(?:gzip|x-gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*$).*)?$/.test(coding));
}

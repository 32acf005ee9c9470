import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { DvcttError } from '#shared/contract/errors.ts';
import { largestDocument } from '../blobs/disk-blobs.ts';

/** The body of an octet-stream request, unread. @throws DvcttError FILE_TOO_LARGE when its length says so already. */
export function byteStream(request: FastifyRequest): Readable {
  if (!(request.body instanceof Readable))
    throw new DvcttError('REQUEST_INVALID', { what: 'application/octet-stream' });
  if (Number(request.headers['content-length'] ?? 0) > largestDocument) {
    throw new DvcttError('FILE_TOO_LARGE', { limit: largestDocument });
  }
  return request.body;
}

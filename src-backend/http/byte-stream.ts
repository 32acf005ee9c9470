import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { DvcttError } from '#shared/contract/errors.ts';
import { largestDocument } from '../blobs/disk-blobs.ts';
import type { Upload } from '../dossiers/upload.ts';

/** The body of an octet-stream request, unread. @throws DvcttError FILE_TOO_LARGE when its length says so already. */
export function byteStream(request: FastifyRequest): Upload {
  if (!(request.body instanceof Readable))
    throw new DvcttError('REQUEST_INVALID', { what: 'application/octet-stream' });
  // Node lets no body grow past its announced length; one sent in chunks announces none.
  const length = Number(request.headers['content-length'] ?? largestDocument);
  if (length > largestDocument) throw new DvcttError('FILE_TOO_LARGE', { limit: largestDocument });
  return { bytes: request.body, length };
}

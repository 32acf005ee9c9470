import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import { problemSchema } from '#shared/contract/http.ts';
import { blobProgressSchema } from '#shared/contract/sync/http.ts';
import { sha256Schema } from '#shared/domain/dossiers/dossier.ts';
import { readBlob, type ByteRange } from '../../sync/blob-download.ts';
import { blobProgress, receiveBlobPart } from '../../sync/blob-upload.ts';
import { personOf, unitRoles } from '../authorisation.ts';
import type { Services } from '../services.ts';

const bySha256 = z.strictObject({ sha256: sha256Schema });
const nothing = z.strictObject({});
const tags = ['sync'];
const bytes = z.unknown().meta({ type: 'string', format: 'binary' });

/** Attachments of drafts, resumable both ways. */
export const blobRoutes: FastifyPluginCallbackZod<{ services: Services }> = (app, { services }, done) => {
  const { desk } = services;
  app.addContentTypeParser('application/octet-stream', (_request, payload, parsed) => parsed(null, payload));
  app.head(
    '/sync/blobs/:sha256',
    {
      config: { allow: ['KTV'] },
      schema: {
        summary: 'How much of an attachment has arrived',
        tags,
        params: bySha256,
        querystring: nothing,
      },
    },
    async (request, reply) => {
      const progress = await blobProgress(desk, personOf(request), request.params.sha256);
      if (progress === undefined) return reply.code(404).send();
      if (progress.length !== undefined) void reply.header('upload-length', progress.length);
      return reply.header('upload-offset', progress.offset).send();
    },
  );
  app.patch(
    '/sync/blobs/:sha256',
    {
      config: { allow: ['KTV'] },
      schema: {
        summary: 'Send the next part of an attachment (headers upload-offset, upload-length)',
        tags,
        consumes: ['application/octet-stream'],
        params: bySha256,
        querystring: nothing,
        body: z.unknown().meta({ description: 'The bytes from upload-offset on' }),
        response: { 200: blobProgressSchema, default: problemSchema },
      },
    },
    async (request) => {
      const { sha256 } = request.params;
      if (!(request.body instanceof Readable))
        throw new DvcttError('REQUEST_INVALID', { what: 'application/octet-stream' });
      const part = {
        offset: wholeNumber(request, 'upload-offset'),
        length: wholeNumber(request, 'upload-length'),
        bytes: request.body,
      };
      const { offset } = await receiveBlobPart(desk, personOf(request), sha256, part);
      return { sha256, offset };
    },
  );
  app.get(
    '/sync/blobs/:sha256',
    {
      exposeHeadRoute: false,
      config: { allow: unitRoles },
      schema: {
        summary: 'The bytes of an attachment, or a range of them',
        tags,
        params: bySha256,
        querystring: nothing,
        response: {
          200: { description: 'All bytes', content: { 'application/octet-stream': { schema: bytes } } },
          206: { description: 'The range', content: { 'application/octet-stream': { schema: bytes } } },
          default: problemSchema,
        },
      },
    },
    (request, reply) => download(services, request, reply, request.params.sha256),
  );
  done();
};

async function download(
  { desk }: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  sha256: string,
): Promise<FastifyReply> {
  const found = await readBlob(desk, personOf(request), sha256, rangeOf(request.headers.range));
  const { from, to, size } = found;
  void reply
    .header('content-type', 'application/octet-stream')
    .header('content-disposition', 'attachment')
    .header('accept-ranges', 'bytes')
    .header('etag', `"${sha256}"`)
    .header('content-length', to - from + 1);
  if (request.headers.range !== undefined) {
    void reply.code(206).header('content-range', `bytes ${from}-${to}/${size}`);
  }
  return reply.send(found.bytes);
}

/** One range from the beginning (RFC 9110 §14.1.2, without suffixes and lists). @throws DvcttError REQUEST_INVALID */
function rangeOf(header: string | undefined): ByteRange | undefined {
  if (header === undefined) return undefined;
  const [, from, to] = /^bytes=(\d{1,12})-(\d{0,12})$/.exec(header) ?? [];
  if (from === undefined) throw new DvcttError('REQUEST_INVALID', { what: 'range' });
  return { from: Number(from), to: to === undefined || to === '' ? Infinity : Number(to) };
}

/** @throws DvcttError REQUEST_INVALID */
function wholeNumber(request: FastifyRequest, header: string): number {
  const text = request.headers[header];
  if (typeof text !== 'string' || !/^\d{1,12}$/.test(text)) {
    throw new DvcttError('REQUEST_INVALID', { what: header });
  }
  return Number(text);
}

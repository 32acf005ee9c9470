import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { problemSchema, storedBlobSchema } from '#shared/contract/http.ts';
import { dossierCodeSchema, sha256Schema } from '#shared/domain/dossiers/dossier.ts';
import { readDocument } from '../../dossiers/read-document.ts';
import { uploadOriginal, uploadSigned } from '../../dossiers/upload.ts';
import { byteStream } from '../byte-stream.ts';
import { everyRole, personOf, unitRoles } from '../authorisation.ts';
import type { Services } from '../services.ts';

const byDocument = z.strictObject({ code: dossierCodeSchema, id: z.string().min(1).max(80) });
const nothing = z.strictObject({});
const tags = ['documents'];
const consumes = ['application/octet-stream'];
/** Bytes are checked by hash and content, not by shape. */
const bytes = z.unknown().meta({ description: 'The bytes of the file, at most 100 MB' });

export const documentRoutes: FastifyPluginCallbackZod<{ services: Services }> = (app, { services }, done) => {
  const { desk } = services;
  app.addContentTypeParser('application/octet-stream', (_request, payload, parsed) => parsed(null, payload));

  app.get(
    '/dossiers/:code/documents/:id',
    {
      config: { allow: everyRole },
      schema: {
        summary: 'The bytes of a document',
        tags,
        produces: ['application/octet-stream'],
        params: byDocument,
        querystring: z.strictObject({
          revision: z.enum(['original', 'newest']).default('newest'),
          version: z.coerce.number().int().positive().max(1_000_000).optional(),
        }),
        response: {
          200: {
            description: 'The bytes of the file',
            content: {
              'application/octet-stream': { schema: z.unknown().meta({ type: 'string', format: 'binary' }) },
            },
          },
          default: problemSchema,
        },
      },
    },
    async (request, reply) => {
      const { code, id } = request.params;
      const found = await readDocument(desk, personOf(request), { code, id, ...request.query });
      return reply
        .header('content-type', 'application/octet-stream')
        .header('content-disposition', 'attachment')
        .header('etag', `"${found.sha256}"`)
        .send(found.bytes);
    },
  );
  app.put(
    '/dossiers/:code/documents/:id',
    {
      config: { allow: ['KTV'] },
      schema: {
        summary: 'Store the frozen bytes of one document before forwarding',
        tags,
        consumes,
        params: byDocument,
        querystring: nothing,
        body: bytes,
        response: { 200: storedBlobSchema, default: problemSchema },
      },
    },
    (request) => uploadOriginal(desk, personOf(request), request.params, byteStream(request)),
  );
  app.put(
    '/dossiers/:code/signed/:id',
    {
      config: { allow: unitRoles },
      schema: {
        summary: 'Stage a signed revision of one document',
        tags,
        consumes,
        params: byDocument,
        querystring: z.strictObject({ base: sha256Schema }),
        body: bytes,
        response: { 200: storedBlobSchema, default: problemSchema },
      },
    },
    (request) =>
      uploadSigned(
        desk,
        personOf(request),
        { ...request.params, base: request.query.base },
        byteStream(request),
      ),
  );
  done();
};

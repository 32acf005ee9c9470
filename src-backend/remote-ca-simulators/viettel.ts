import type { FastifyPluginCallback, FastifyReply } from 'fastify';
import {
  viettelCertificatesRequest,
  viettelCodes,
  viettelHashOids,
  viettelLoginRequest,
  viettelPaths,
  viettelSignAlgo,
  viettelSignHashRequest,
  viettelStatusRequest,
} from '../remote-ca/wire/viettel.ts';
import type { PhoneRequest } from './phone-requests.ts';
import {
  base64,
  bearerOf,
  Bearers,
  digestOf,
  hashOfOid,
  maybeTwice,
  open,
  phoneWait,
  toldKey,
  withLineFaults,
  type SimulatorRoom,
} from './provider-room.ts';
import { aliasOf } from './subscribers.ts';

const provider = 'VIETTEL';
/** Seconds that a bearer lasts. */
const bearerLasts = 3600;
export const viettelProfile = 'adss:ras:profile:001';
const isName = (text: string) => /^[\x20-\x7e]{1,99}$/.test(text);

const refuse = (reply: FastifyReply, http: 400 | 401, error: string, status?: number) =>
  reply.code(http).send({ error, error_description: error, ...(status === undefined ? {} : { status }) });

/** Viettel MySign: user name alone, bearer of an hour, answers by position. */
export const viettelSimulator: FastifyPluginCallback<{ room: SimulatorRoom }> = (app, { room }, done) => {
  withLineFaults(app, room, provider);
  const bearers = new Bearers<string>(room.now, bearerLasts);
  const clientFits = (given: { client_id: string; client_secret: string }) =>
    given.client_id === room.secrets.spId && given.client_secret === room.secrets.spPassword;
  const holder = (request: Parameters<typeof bearerOf>[0]) => {
    if (room.faults.take(provider, 'session-expired')) return undefined;
    const id = bearers.get(bearerOf(request));
    return id === undefined ? undefined : room.subscribers.byId(id);
  };

  app.post(`/${viettelPaths.login}`, open, ({ body }, reply) => {
    const asked = viettelLoginRequest.safeParse(body);
    if (!asked.success) return refuse(reply, 400, 'invalid_request');
    if (!clientFits(asked.data) || asked.data.profile_id !== viettelProfile)
      return refuse(reply, 401, 'invalid_client');
    const subscriber = room.subscribers.find(provider, asked.data.user_id);
    if (subscriber === undefined) return refuse(reply, 401, 'invalid_user');
    return reply.send({
      access_token: bearers.give(subscriber.id),
      token_type: 'bearer',
      expires_in: bearerLasts,
    });
  });

  app.post(`/${viettelPaths.certificates}`, open, async (request, reply) => {
    const subscriber = holder(request);
    if (subscriber === undefined) return refuse(reply, 401, 'invalid_token');
    const asked = viettelCertificatesRequest.safeParse(request.body);
    if (!asked.success) return refuse(reply, 400, 'invalid_request');
    if (!clientFits(asked.data)) return refuse(reply, 401, 'invalid_client');
    if (asked.data.user_id !== subscriber.username) return refuse(reply, 401, 'invalid_user');
    const key = await toldKey(room, subscriber);
    return reply.send([
      {
        credential_id: aliasOf(subscriber),
        cert: {
          status: room.faults.take(provider, 'cert-expired') ? 'expired' : 'valid',
          certificates: [key.certificate, ...key.chain].map(base64),
        },
      },
    ]);
  });

  app.post(`/${viettelPaths.signHash}`, open, (request, reply) => {
    const subscriber = holder(request);
    if (subscriber === undefined) return refuse(reply, 401, 'invalid_token');
    const asked = viettelSignHashRequest.safeParse(request.body);
    if (!asked.success) return refuse(reply, 400, 'invalid_request');
    const { data } = asked;
    if (!clientFits(data)) return refuse(reply, 401, 'invalid_client');
    const hash = hashOfOid(viettelHashOids, data.hashAlgo);
    const documents = data.documents.map(({ document_id, document_name }, position) => ({
      id: document_id,
      name: document_name,
      digest: hash === undefined ? undefined : digestOf(data.hash[position] ?? '', hash),
    }));
    const known = documents.flatMap(({ digest, ...rest }) =>
      digest !== undefined && isName(rest.name) ? [{ ...rest, digest }] : [],
    );
    if (
      hash === undefined ||
      data.credentialID !== aliasOf(subscriber) ||
      data.signAlgo !== viettelSignAlgo ||
      data.numSignatures !== data.hash.length ||
      known.length !== data.hash.length ||
      known.length === 0
    )
      return refuse(reply, 400, 'invalid_request');
    if (room.faults.take(provider, 'quota')) return refuse(reply, 400, 'out_of_quota', viettelCodes.quota);
    if (room.faults.take(provider, 'cert-expired'))
      return refuse(reply, 400, 'certificate_blocked', viettelCodes.certificateBlocked);
    const started = room.requests.start({
      subscriber,
      title: data.description,
      algorithm: { scheme: 'rsa-pkcs1', hash },
      documents: known,
      lasts: phoneWait,
    });
    return reply.send({ transactionId: started.id, code: started.code, expiresIn: phoneWait });
  });

  app.post(`/${viettelPaths.status}`, open, (request, reply) => {
    const subscriber = holder(request);
    if (subscriber === undefined) return refuse(reply, 401, 'invalid_token');
    const asked = viettelStatusRequest.safeParse(request.body);
    const sought = asked.success ? room.requests.get(asked.data.transactionId) : undefined;
    if (sought?.subscriberId !== subscriber.id || room.faults.take(provider, 'never-known'))
      return refuse(reply, 400, 'unknown_transaction');
    return reply.send({ transactionId: sought.id, ...statusAnswer(room, sought) });
  });
  done();
};

function statusAnswer(room: SimulatorRoom, request: PhoneRequest) {
  switch (request.state) {
    case 'waiting':
      return { status: viettelCodes.waiting };
    case 'signing':
      return { status: viettelCodes.signing };
    case 'expired':
      return { status: viettelCodes.expired };
    case 'rejected':
      return { status: viettelCodes.rejected };
    case 'failed':
      return { status: viettelCodes.failed[1] };
    case 'done':
      return {
        status: viettelCodes.done,
        signatures: maybeTwice(
          room,
          provider,
          request.documents.map((_, position) => {
            const value = request.values[position];
            return value === undefined ? null : base64(value);
          }),
        ),
      };
  }
}

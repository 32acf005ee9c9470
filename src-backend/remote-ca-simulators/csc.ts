import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify';
import type { RemoteProviderId } from '#shared/domain/remote-ca/provider.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import {
  cscAuthorizeRequest,
  cscCredentialRequest,
  cscHashOids,
  cscPaths,
  cscPlainRsa,
  cscPollingRequest,
  cscSignAlgos,
  cscSignHashRequest,
  cscTokenRequest,
} from '../remote-ca/wire/csc.ts';
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
import { aliasOf, passwordFits } from './subscribers.ts';

/** Seconds. */
const lasts = { bearer: 3600, sad: 300 } as const;

const refuse = (reply: FastifyReply, http: 400 | 401, error: string) =>
  reply.code(http).send({ error, error_description: error });

/** CSC API v2 under `csc/v2`, as Nacencomm's stands in here; RSA (PKCS#1 v1.5 and PSS) and ECDSA on P-256. */
export const cscSimulator: FastifyPluginCallback<{ room: SimulatorRoom; provider: RemoteProviderId }> = (
  app,
  { room, provider },
  done,
) => {
  withLineFaults(app, room, provider);
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 16_384 },
    (_request, body, parsed) => {
      parsed(null, Object.fromEntries(new URLSearchParams(String(body))));
    },
  );
  const bearers = new Bearers<string>(room.now, lasts.bearer);
  const sads = new Bearers<{ credentialID: string; hashes: string }>(room.now, lasts.sad);
  const holder = (request: FastifyRequest) => {
    if (room.faults.take(provider, 'session-expired')) return undefined;
    const id = bearers.get(bearerOf(request));
    return id === undefined ? undefined : room.subscribers.byId(id);
  };
  const at = (path: string) => `/csc/v2/${path}`;

  app.post(at(cscPaths.info), open, () => ({
    specs: '2.0.0.2',
    name: 'DVCTT simulator',
    region: 'VN',
    lang: 'vi-VN',
    authType: ['oauth2code'],
    methods: [
      'credentials/list',
      'credentials/info',
      'credentials/authorize',
      'signatures/signHash',
      'signatures/signPolling',
    ],
    asynchronousOperationMode: true,
    signAlgorithms: { algos: algorithmsOf('rsa').concat(algorithmsOf('ec')) },
  }));

  app.post(at(cscPaths.token), open, ({ body }, reply) => {
    const asked = cscTokenRequest.safeParse(body);
    if (!asked.success) return refuse(reply, 400, 'invalid_request');
    if (asked.data.client_id !== room.secrets.spId || asked.data.client_secret !== room.secrets.spPassword)
      return refuse(reply, 401, 'invalid_client');
    const subscriber = room.subscribers.find(provider, asked.data.username);
    if (subscriber === undefined || !passwordFits(subscriber, asked.data.password))
      return refuse(reply, 400, 'invalid_grant');
    return reply.send({
      access_token: bearers.give(subscriber.id),
      token_type: 'Bearer',
      expires_in: lasts.bearer,
    });
  });

  app.post(at(cscPaths.list), open, (request, reply) => {
    const subscriber = holder(request);
    if (subscriber === undefined) return refuse(reply, 401, 'invalid_token');
    return reply.send({ credentialIDs: [aliasOf(subscriber)] });
  });

  app.post(at(cscPaths.credential), open, async (request, reply) => {
    const subscriber = holder(request);
    if (subscriber === undefined) return refuse(reply, 401, 'invalid_token');
    const asked = cscCredentialRequest.safeParse(request.body);
    if (!asked.success || asked.data.credentialID !== aliasOf(subscriber))
      return refuse(reply, 400, 'invalid_request');
    const key = await toldKey(room, subscriber);
    return reply.send({
      key: { status: 'enabled', algo: algorithmsOf(key.kind), len: key.kind === 'rsa' ? 2048 : 256 },
      cert: {
        status: room.faults.take(provider, 'cert-expired') ? 'expired' : 'valid',
        certificates: [key.certificate, ...key.chain].map(base64),
      },
      auth: { mode: 'explicit' },
      SCAL: '2',
      multisign: 100,
    });
  });

  app.post(at(cscPaths.authorize), open, (request, reply) => {
    const subscriber = holder(request);
    if (subscriber === undefined) return refuse(reply, 401, 'invalid_token');
    const asked = cscAuthorizeRequest.safeParse(request.body);
    if (
      !asked.success ||
      asked.data.credentialID !== aliasOf(subscriber) ||
      asked.data.numSignatures !== asked.data.hashes.length ||
      asked.data.hashes.length === 0
    )
      return refuse(reply, 400, 'invalid_request');
    const { credentialID, hashes } = asked.data;
    return reply.send({ SAD: sads.give({ credentialID, hashes: hashes.join() }), expiresIn: lasts.sad });
  });

  app.post(at(cscPaths.signHash), open, (request, reply) => {
    const subscriber = holder(request);
    if (subscriber === undefined) return refuse(reply, 401, 'invalid_token');
    const asked = cscSignHashRequest.safeParse(request.body);
    if (!asked.success) return refuse(reply, 400, 'invalid_request');
    const { data } = asked;
    // Once, and for these hashes alone (SCAL 2).
    const allowed = sads.take(data.SAD);
    if (allowed?.credentialID !== data.credentialID || allowed.hashes !== data.hashes.join())
      return refuse(reply, 400, 'invalid_request');
    if (data.credentialID !== aliasOf(subscriber)) return refuse(reply, 400, 'invalid_request');
    const algorithm = algorithmOf(data.signAlgo, data.hashAlgorithmOID);
    if (algorithm === undefined || (algorithm.scheme === 'ecdsa') !== (subscriber.keyKind === 'ec'))
      return refuse(reply, 400, 'invalid_request');
    const documents = data.hashes.flatMap((text, position) => {
      const digest = digestOf(text, algorithm.hash);
      const named = data.documents[position];
      return digest === undefined
        ? []
        : [{ id: named?.id ?? String(position + 1), name: named?.name ?? '', digest }];
    });
    if (documents.length !== data.hashes.length) return refuse(reply, 400, 'invalid_request');
    if (room.faults.take(provider, 'quota')) return refuse(reply, 400, 'quota_exceeded');
    if (room.faults.take(provider, 'cert-expired')) return refuse(reply, 400, 'credential_blocked');
    const started = room.requests.start({
      subscriber,
      title: data.clientData,
      algorithm,
      documents,
      lasts: phoneWait,
    });
    return reply.send({ responseID: started.id, displayCode: started.code });
  });

  app.post(at(cscPaths.polling), open, (request, reply) => {
    const subscriber = holder(request);
    if (subscriber === undefined) return refuse(reply, 401, 'invalid_token');
    const asked = cscPollingRequest.safeParse(request.body);
    const sought = asked.success ? room.requests.get(asked.data.requestID) : undefined;
    if (sought?.subscriberId !== subscriber.id || room.faults.take(provider, 'never-known'))
      return refuse(reply, 400, 'invalid_request');
    switch (sought.state) {
      case 'waiting':
      case 'signing':
        return reply.code(202).send({ responseID: sought.id, state: sought.state });
      case 'expired':
        return refuse(reply, 400, 'request_expired');
      case 'rejected':
        return refuse(reply, 400, 'user_rejected');
      case 'failed':
        return refuse(reply, 400, 'signing_failed');
      case 'done':
        return reply.send({
          signatures: maybeTwice(
            room,
            provider,
            sought.documents.map((_, position) => {
              const value = sought.values[position];
              return value === undefined ? null : base64(value);
            }),
          ),
        });
    }
  });
  done();
};

function algorithmsOf(kind: 'rsa' | 'ec'): readonly string[] {
  return kind === 'ec'
    ? Object.values(cscSignAlgos.ecdsa)
    : [...Object.values(cscSignAlgos['rsa-pkcs1']), cscSignAlgos['rsa-pss']['SHA-256']];
}

function algorithmOf(signAlgo: string, hashOid: string): SignatureAlgorithm | undefined {
  const hash = hashOfOid(cscHashOids, hashOid);
  if (hash === undefined) return undefined;
  if (signAlgo === cscPlainRsa) return { scheme: 'rsa-pkcs1', hash };
  const scheme = (['rsa-pkcs1', 'rsa-pss', 'ecdsa'] as const).find(
    (one) => cscSignAlgos[one][hash] === signAlgo,
  );
  return scheme === undefined ? undefined : { scheme, hash };
}

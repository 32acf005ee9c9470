import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify';
import {
  misaClientRefused,
  misaLoginRequest,
  misaPaths,
  misaSecondFactorNeeded,
  misaSignRequest,
  misaTwoFactorRequest,
} from '../remote-ca/wire/misa.ts';
import type { PhoneRequest } from './phone-requests.ts';
import {
  base64,
  bearerOf,
  Bearers,
  digestOf,
  maybeTwice,
  open,
  phoneWait,
  sendHtml,
  toldKey,
  withLineFaults,
  type SimulatorRoom,
} from './provider-room.ts';
import { aliasOf, passwordFits, type Subscriber } from './subscribers.ts';

const provider = 'MISA';
/** Seconds that a bearer lasts. */
const bearerLasts = 3600;
const codes = { userOrPassword: 101, client: misaClientRefused, code: 123 } as const;

const refused = (reply: FastifyReply, http: 400 | 401 | 404, errorCode: number | string) =>
  reply.code(http).send({ status: { error: true, errorCode }, error: true, errorCode });

/** MISA eSign: user name and password, perhaps a one-time code; a wrong path answers 200 text/html. */
export const misaSimulator: FastifyPluginCallback<{ room: SimulatorRoom }> = (app, { room }, done) => {
  withLineFaults(app, room, provider);
  const bearers = new Bearers<string>(room.now, bearerLasts);
  const clientFits = ({ headers }: FastifyRequest) =>
    headers['x-clientid'] === room.secrets.spId && headers['x-clientkey'] === room.secrets.spPassword;
  const holder = (request: FastifyRequest): Subscriber | undefined => {
    if (!clientFits(request) || room.faults.take(provider, 'session-expired')) return undefined;
    const id = bearers.get(bearerOf(request, 'authorizationrm'));
    return id === undefined ? undefined : room.subscribers.byId(id);
  };
  const signedIn = (subscriber: Subscriber) => ({
    status: { error: false, errorCode: 0 },
    data: {
      remoteSigningAccessToken: bearers.give(subscriber.id),
      expiresIn: bearerLasts,
      user: { id: subscriber.id },
    },
  });

  app.post(`/${misaPaths.login}`, open, (request, reply) => {
    if (!clientFits(request)) return refused(reply, 401, codes.client);
    const asked = misaLoginRequest.safeParse(request.body);
    const subscriber = asked.success ? room.subscribers.find(provider, asked.data.userName) : undefined;
    if (!asked.success || subscriber === undefined || !passwordFits(subscriber, asked.data.password))
      return refused(reply, 400, codes.userOrPassword);
    if (!subscriber.secondFactor) return reply.send(signedIn(subscriber));
    room.requests.sendCode(subscriber);
    return reply.send({
      status: { error: true, errorCode: misaSecondFactorNeeded },
      data: { default: { email: false, phoneNumber: false, appAuthenticator: true } },
    });
  });

  app.post(`/${misaPaths.twoFactor}`, open, (request, reply) => {
    if (!clientFits(request)) return refused(reply, 401, codes.client);
    const asked = misaTwoFactorRequest.safeParse(request.body);
    const subscriber = asked.success ? room.subscribers.find(provider, asked.data.userName) : undefined;
    if (!asked.success || subscriber === undefined || !room.requests.takeCode(subscriber, asked.data.code))
      return refused(reply, 400, codes.code);
    return reply.send(signedIn(subscriber));
  });

  app.get(`/${misaPaths.certificates}`, open, async (request, reply) => {
    const subscriber = holder(request);
    if (subscriber === undefined) return refused(reply, 401, 'unauthorized');
    const key = await toldKey(room, subscriber);
    const state = room.faults.take(provider, 'cert-expired') ? 'INACTIVE' : 'ACTIVE';
    return reply.send([
      {
        userId: subscriber.id,
        keyAlias: aliasOf(subscriber),
        keyStatus: state,
        certStatus: state,
        certificate: base64(key.certificate),
        certiticateChain: [key.certificate, ...key.chain].map(base64),
      },
    ]);
  });

  app.post(`/${misaPaths.sign}`, open, (request, reply) => {
    const subscriber = holder(request);
    if (subscriber === undefined) return refused(reply, 401, 'unauthorized');
    const asked = misaSignRequest.safeParse(request.body);
    if (!asked.success) return refused(reply, 400, 'invalid_request');
    const { data } = asked;
    const documents = data.Documents.flatMap(({ DocumentId, FileToSign, DocumentName }) => {
      const digest = digestOf(FileToSign, 'SHA-256');
      const fits = DocumentId.length <= 36 && DocumentName.length <= 100;
      return digest !== undefined && fits ? [{ id: DocumentId, name: DocumentName, digest }] : [];
    });
    if (
      data.UserId !== subscriber.id ||
      data.CertAlias !== aliasOf(subscriber) ||
      documents.length !== data.Documents.length ||
      documents.length === 0
    )
      return refused(reply, 400, 'invalid_request');
    if (room.faults.take(provider, 'quota')) return refused(reply, 400, 4005);
    if (room.faults.take(provider, 'cert-expired')) return refused(reply, 400, 13004);
    const started = room.requests.start({
      subscriber,
      title: data.DataToBeDisplayed,
      algorithm: { scheme: 'rsa-pkcs1', hash: 'SHA-256' },
      documents,
      lasts: phoneWait,
    });
    return reply.send({ transactionId: started.id, code: started.code });
  });

  app.get<{ Params: { id: string } }>(`/${misaPaths.status('').slice(0, -1)}/:id`, open, (request, reply) => {
    const subscriber = holder(request);
    if (subscriber === undefined) return refused(reply, 401, 'unauthorized');
    const sought = room.requests.get(request.params.id);
    if (sought?.subscriberId !== subscriber.id || room.faults.take(provider, 'never-known'))
      return refused(reply, 404, 'unknown_transaction');
    return reply.send({ transactionId: sought.id, ...statusAnswer(room, sought) });
  });

  app.all('/*', open, (_request, reply) => sendHtml(reply));
  done();
};

function statusAnswer(room: SimulatorRoom, request: PhoneRequest) {
  switch (request.state) {
    case 'waiting':
      return { status: 'PENDING' };
    case 'signing':
      return { status: 'SIGNING' };
    case 'expired':
      return { status: 'EXPIRED', errorCode: 4001 };
    case 'rejected':
      return { status: 'CANCELLED', errorCode: 4002 };
    case 'failed':
      return { status: 'FAILED', errorCode: 4004 };
    case 'done':
      return {
        status: 'SUCCESS',
        signatures: maybeTwice(
          room,
          provider,
          request.documents.map(({ id }, position) => {
            const value = request.values[position];
            return { documentId: id, signature: value === undefined ? null : base64(value) };
          }),
        ),
      };
  }
}

import type { FastifyPluginCallback } from 'fastify';
import { vnptCertificatesRequest, vnptCodes, vnptPaths, vnptSignRequest } from '../remote-ca/wire/vnpt.ts';
import {
  base64,
  maybeTwice,
  open,
  phoneWait,
  toldKey,
  withLineFaults,
  type SimulatorRoom,
} from './provider-room.ts';
import { aliasOf, passwordFits } from './subscribers.ts';
import type { PhoneRequest } from './phone-requests.ts';

const provider = 'VNPT';
const answer = (status_code: number, message: string, data: unknown = null) => ({
  status_code,
  message,
  data,
});
const hashBySize: Readonly<Record<number, 'SHA-256' | 'SHA-384' | 'SHA-512'>> = {
  32: 'SHA-256',
  48: 'SHA-384',
  64: 'SHA-512',
};
/** Of one transaction. */
const mostFiles = 100;

/** VNPT SmartCA, SP769: see the wire's description for what is public of it. */
export const vnptSimulator: FastifyPluginCallback<{ room: SimulatorRoom }> = (app, { room }, done) => {
  withLineFaults(app, room, provider);
  const serviceFits = (given: { sp_id: string; sp_password: string }) =>
    given.sp_id === room.secrets.spId && given.sp_password === room.secrets.spPassword;
  const bySerial = async (username: string, serial: string | undefined) => {
    const subscriber = room.subscribers.find(provider, username);
    if (subscriber === undefined) return undefined;
    const key = await toldKey(room, subscriber);
    return serial === undefined || sameSerial(key.serial, serial) ? { subscriber, key } : undefined;
  };

  app.post(`/${vnptPaths.certificates}`, open, async ({ body }) => {
    const asked = vnptCertificatesRequest.safeParse(body);
    if (!asked.success) return answer(400, 'Bad request');
    if (!serviceFits(asked.data)) return answer(vnptCodes.serviceRefused, 'Service provider is not allowed');
    const person = room.subscribers.find(provider, asked.data.user_id);
    if (person === undefined || !passwordFits(person, asked.data.user_password))
      return answer(vnptCodes.refused, 'User or password is not valid');
    const found = await bySerial(asked.data.user_id, asked.data.serial_number);
    if (found === undefined) return answer(vnptCodes.unknown, 'Certificate not found');
    const { subscriber, key } = found;
    return answer(vnptCodes.done, 'Success', {
      user_certificates: [
        {
          service_type: 'SMARTCA',
          cert_id: aliasOf(subscriber),
          cert_status: room.faults.take(provider, 'cert-expired') ? 'EXPIRED' : 'VALID',
          serial_number: key.serial.toLowerCase(),
          cert_subject: subscriber.subject.commonName,
          cert_data: base64(key.certificate),
          chain_data: {
            ca_cert: key.chain[0] === undefined ? null : base64(key.chain[0]),
            root_cert: key.chain[1] === undefined ? null : base64(key.chain[1]),
          },
        },
      ],
    });
  });

  app.post(`/${vnptPaths.sign}`, open, async ({ body }) => {
    const asked = vnptSignRequest.safeParse(body);
    if (!asked.success) return answer(400, 'Bad request');
    if (!serviceFits(asked.data)) return answer(vnptCodes.serviceRefused, 'Service provider is not allowed');
    const subscriber = room.subscribers.find(provider, asked.data.user_id);
    if (subscriber === undefined) return answer(vnptCodes.refused, 'User is not valid');
    const key = await room.subscribers.keyOf(subscriber);
    if (!sameSerial(key.serial, asked.data.serial_number))
      return answer(vnptCodes.unknown, 'Certificate not found');
    if (room.faults.take(provider, 'session-expired')) return answer(vnptCodes.refused, 'Session expired');
    if (room.faults.take(provider, 'quota')) return answer(vnptCodes.quota, 'Out of quota');
    if (room.faults.take(provider, 'cert-expired'))
      return answer(vnptCodes.certificateBlocked, 'Certificate expired');
    const documents = asked.data.sign_files.map((file) => ({
      id: file.doc_id,
      name: file.doc_id,
      digest: Buffer.from(
        /^(?:[0-9a-f]{2})+$/.test(file.data_to_be_signed) ? file.data_to_be_signed : '',
        'hex',
      ),
    }));
    const hash = hashBySize[documents[0]?.digest.length ?? 0];
    const ids = new Set(documents.map(({ id }) => id));
    if (
      hash === undefined ||
      documents.length > mostFiles ||
      ids.size !== documents.length ||
      documents.some(({ digest }) => hashBySize[digest.length] !== hash)
    )
      return answer(400, 'sign_files is not valid');
    const request = room.requests.start({
      subscriber,
      title: asked.data.transaction_desc,
      algorithm: { scheme: 'rsa-pkcs1', hash },
      documents,
      lasts: phoneWait,
    });
    return answer(vnptCodes.done, 'Success', {
      transaction_id: request.id,
      tran_code: request.code,
      expired_in: phoneWait,
    });
  });

  app.post<{ Params: { id: string } }>('/v1/signatures/sign/:id/status', open, ({ params }) => {
    const request = room.faults.take(provider, 'never-known') ? undefined : room.requests.get(params.id);
    if (request?.provider !== provider) return answer(vnptCodes.unknown, 'Transaction not found');
    return statusAnswer(room, request);
  });
  done();
};

function statusAnswer(room: SimulatorRoom, request: PhoneRequest) {
  switch (request.state) {
    case 'waiting':
    case 'signing':
      return answer(vnptCodes.waiting, 'Waiting for the user');
    case 'expired':
      return answer(vnptCodes.expired, 'Transaction expired');
    case 'rejected':
      return answer(vnptCodes.rejected, 'Rejected by the user');
    case 'failed':
      return answer(vnptCodes.failed[1], 'Signing failed');
    case 'done': {
      const signatures = request.documents.flatMap(({ id }, position) => {
        const value = request.values[position];
        return value === undefined
          ? []
          : [{ doc_id: id, signature_value: base64(value), timestamp_signature: null }];
      });
      return answer(vnptCodes.done, 'Success', {
        transaction_id: request.id,
        signatures: maybeTwice(room, provider, signatures),
      });
    }
  }
}

const sameSerial = (a: string, b: string) =>
  a.toLowerCase().replace(/^0+/, '') === b.toLowerCase().replace(/^0+/, '');

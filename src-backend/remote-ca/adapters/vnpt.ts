import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import type { RemoteProvider } from '#shared/domain/remote-ca/provider.ts';
import type { RemoteAdapter } from '../adapter.ts';
import type { VnptConfiguration } from '../configuration.ts';
import { callProvider, read } from '../provider-call.ts';
import {
  vnptCertificatesAnswer,
  vnptCodes,
  vnptPaths,
  vnptSignAnswer,
  vnptStatusAnswer,
  type vnptCertificatesRequest,
  type vnptSignRequest,
} from '../wire/vnpt.ts';
import {
  asciiName,
  certificateOf,
  refused,
  serviceRefused,
  sessionEnded,
  valuesById,
} from './shared-rules.ts';
import { pollOf, startRefusal, unknownStatus } from './status-codes.ts';

/** VNPT SmartCA (SP769): the service's secrets and the user name open everything; the phone confirms. */
export function vnptAdapter(
  configuration: VnptConfiguration,
  provider: RemoteProvider,
  now: () => Date,
): RemoteAdapter {
  const { id: name } = provider;
  const service = (username: string) => ({
    sp_id: configuration.spId,
    sp_password: configuration.spPassword,
    user_id: username,
  });
  const post = async (path: string, body: Readonly<Record<string, unknown>>) =>
    (await callProvider({ provider: name, base: configuration.url, path, body })).json;
  const certificatesOf = async (username: string, password?: string) => {
    const body: z.infer<typeof vnptCertificatesRequest> = {
      ...service(username),
      transaction_id: randomUUID(),
      ...(password === undefined ? {} : { user_password: password }),
    };
    return read(name, vnptCertificatesAnswer, await post(vnptPaths.certificates, body));
  };
  const listed = (data: z.infer<typeof vnptCertificatesAnswer>['data']) =>
    (data?.user_certificates ?? []).flatMap(({ cert_id, cert_status, cert_data, chain_data }) => {
      const chain = [chain_data?.ca_cert, chain_data?.root_cert];
      const found = certificateOf(
        { alias: cert_id, der: cert_data, chain, state: cert_status },
        ['valid', 'active', 'đang hoạt động'],
        now(),
      );
      return found === undefined ? [] : [found];
    });
  return {
    provider,
    async signIn(username, password) {
      const { status_code, data } = await certificatesOf(username, password);
      if (status_code === vnptCodes.refused || status_code === vnptCodes.unknown) throw refused(name);
      if (status_code !== vnptCodes.done) throw serviceRefused(name, status_code);
      return { kind: 'open', access: { username }, certificates: listed(data) };
    },
    secondFactor() {
      return Promise.reject(new DvcttError('REMOTE_CODE_WRONG', { provider: name }));
    },
    async certificates({ username }) {
      const { status_code, data } = await certificatesOf(username);
      if (status_code === vnptCodes.refused) throw sessionEnded(name);
      if (status_code !== vnptCodes.done) throw serviceRefused(name, status_code);
      return listed(data);
    },
    async start({ username }, request) {
      const body: z.infer<typeof vnptSignRequest> = {
        ...service(username),
        serial_number: request.serial.toLowerCase(),
        // Ours: asked a second time it is the same request.
        transaction_id: request.mutationId,
        transaction_desc: request.title,
        sign_files: request.documents.map(({ name: file, digest }, position) => ({
          data_to_be_signed: Buffer.from(digest, 'base64').toString('hex'),
          doc_id: shownDocumentId(file, position),
          file_type: 'pdf',
          sign_type: 'hash',
        })),
      };
      const { status_code, data } = read(name, vnptSignAnswer, await post(vnptPaths.sign, body));
      // Who was let in a moment ago is refused now: the person signs in again, and nothing stands on the phone.
      if (status_code === vnptCodes.refused) throw sessionEnded(name);
      if (status_code === vnptCodes.serviceRefused) throw serviceRefused(name);
      if (status_code !== vnptCodes.done) throw startRefusal(name, status_code);
      if (data === undefined || data === null)
        throw new DvcttError('REMOTE_PROVIDER_FAILED', { provider: name, at: 'data' });
      const { transaction_id, tran_code, expired_in } = data;
      return {
        id: transaction_id,
        code: tran_code,
        ...(expired_in === undefined || expired_in === null ? {} : { waitSeconds: expired_in }),
      };
    },
    async poll(_access, id, documents) {
      const { status_code, data } = read(name, vnptStatusAnswer, await post(vnptPaths.status(id), {}));
      const values = valuesById(
        documents,
        (data?.signatures ?? []).map(({ doc_id, signature_value }) => ({
          id: documents[placeOf(doc_id)]?.id ?? doc_id,
          value: signature_value,
        })),
      );
      if (status_code === vnptCodes.done) return { kind: 'done', values };
      return pollOf(status_code, values) ?? unknownStatus(name, status_code, values);
    },
  };
}

/**
 * `12. C4-02a-KB_0012.pdf`: the phone has nothing else by which a person knows a document. Its place makes it the only
 * one where two dossiers have the same name; ASCII without a slash, 80 characters, since nothing public tells the limits.
 */
function shownDocumentId(file: string, position: number): string {
  return asciiName(`${position + 1}. ${file.replace(/[/\\]/g, '-')}`, 80);
}

/** Where `shownDocumentId` stood in the request; -1 for an id of another kind. */
function placeOf(shown: string): number {
  return Number(/^(\d{1,4})\.(?: |$)/.exec(shown)?.[1] ?? 0) - 1;
}

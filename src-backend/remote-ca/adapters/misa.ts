import type { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import type { CodeWay } from '#shared/contract/remote-ca/http.ts';
import type { RemoteProvider } from '#shared/domain/remote-ca/provider.ts';
import type { Access, RemoteAdapter } from '../adapter.ts';
import type { MisaConfiguration } from '../configuration.ts';
import { callProvider, read } from '../provider-call.ts';
import {
  misaCertificatesAnswer,
  misaClientRefused,
  misaError,
  misaLoginAnswer,
  misaOtpTypes,
  misaPaths,
  misaSecondFactorNeeded,
  misaSignAnswer,
  misaStatusAnswer,
  type misaSignRequest,
} from '../wire/misa.ts';
import {
  certificateOf,
  cut,
  failedWith,
  refused,
  requireThere,
  serviceRefused,
  sessionEnded,
  valuesById,
} from './shared-rules.ts';
import { pollOf, startRefusal } from './status-codes.ts';

/** MISA eSign: user name and password, a one-time code where the account wants it; the phone confirms. */
export function misaAdapter(
  configuration: MisaConfiguration,
  provider: RemoteProvider,
  now: () => Date,
): RemoteAdapter {
  const { id: name } = provider;
  const client = { 'x-clientid': configuration.clientId, 'x-clientkey': configuration.clientKey };
  const call = (
    path: string,
    given: { readonly access?: Access; readonly body?: Readonly<Record<string, unknown>> },
  ) =>
    callProvider({
      provider: name,
      base: configuration.url,
      path,
      method: given.body === undefined ? 'GET' : 'POST',
      headers: {
        ...client,
        ...(given.access?.token === undefined ? {} : { AuthorizationRM: `Bearer ${given.access.token}` }),
      },
      ...(given.body === undefined ? {} : { body: given.body }),
    });
  const accessOf = (username: string, json: unknown): Access => {
    const { data } = read(name, misaLoginAnswer, json);
    const token = data?.remoteSigningAccessToken;
    const userId = data?.user?.id;
    if (token === undefined || token === null || token === '' || userId === undefined)
      throw new DvcttError('REMOTE_PROVIDER_FAILED', { provider: name, at: 'data.remoteSigningAccessToken' });
    const seconds = data?.expiresIn ?? 1800;
    return { username, token, userId, tokenEndsAt: now().getTime() + seconds * 1000 };
  };
  return {
    provider,
    async signIn(username, password) {
      const body = { userName: username, password: password ?? '' };
      const { status, json } = await call(misaPaths.login, { body });
      const answer = read(name, misaLoginAnswer, json);
      if (answer.status?.errorCode === misaSecondFactorNeeded)
        return { kind: 'second-factor', step: { username, ...wayOf(answer.data?.default) } };
      if (status === 403 || answer.status?.errorCode === misaClientRefused) throw serviceRefused(name);
      requireThere(name, status);
      if (status >= 400 || answer.status?.error === true) throw refused(name);
      return { kind: 'open', access: accessOf(username, json) };
    },
    async secondFactor({ username, otpType }, code) {
      const { status, json } = await call(misaPaths.twoFactor, {
        body: { userName: username, code, otpType },
      });
      const answer = read(name, misaLoginAnswer, json);
      if (status === 403 || answer.status?.errorCode === misaClientRefused) throw serviceRefused(name);
      requireThere(name, status);
      if (status >= 400 || answer.status?.error === true)
        throw new DvcttError('REMOTE_CODE_WRONG', { provider: name });
      return accessOf(username, json);
    },
    async certificates(access) {
      const { status, json } = await call(misaPaths.certificates, { access });
      if (status === 401) throw sessionEnded(name);
      return read(name, misaCertificatesAnswer, json).flatMap((given) => {
        const inactive = [given.keyStatus, given.certStatus].find(
          (said) => said !== 'ACTIVE' && said !== null && said !== undefined && said !== '',
        );
        const found = certificateOf(
          {
            alias: given.keyAlias,
            der: given.certificate,
            chain: given.certiticateChain ?? [],
            state: inactive,
          },
          ['active'],
          now(),
        );
        return found === undefined ? [] : [found];
      });
    },
    async start(access, request) {
      const body: z.infer<typeof misaSignRequest> = {
        DataToBeDisplayed: request.title,
        UserId: access.userId ?? '',
        CertAlias: request.alias,
        Documents: request.documents.map((document, position) => ({
          DocumentId: documentId(document.id, position),
          FileToSign: document.digest,
          DocumentName: cut(document.name, 100),
        })),
      };
      const { status, json } = await call(misaPaths.sign, { access, body });
      if (status === 401) throw sessionEnded(name);
      if (status >= 400) {
        const code = misaError.safeParse(json).data?.errorCode;
        throw typeof code === 'number' ? startRefusal(name, code) : failedWith(name, status);
      }
      const { transactionId, code } = read(name, misaSignAnswer, json);
      return { id: transactionId, code: code ?? '' };
    },
    async poll(access, id, documents) {
      const { status, json } = await call(misaPaths.status(id), { access });
      if (status === 401) throw sessionEnded(name);
      if (status === 404) return { kind: 'failed', values: [] };
      const answer = read(name, misaStatusAnswer, json);
      const sent = documents.map((document, position) => ({ id: documentId(document.id, position) }));
      const values = valuesById(
        sent,
        (answer.signatures ?? []).map(({ documentId: of, signature }) => ({ id: of, value: signature })),
      );
      switch (answer.status) {
        case 'PENDING':
          return { kind: 'waiting' };
        case 'SIGNING':
          return { kind: 'signing' };
        case 'SUCCESS':
          return { kind: 'done', values };
        case 'CANCELLED':
          return { kind: 'rejected', values };
        case 'EXPIRED':
          return { kind: 'expired', values };
        case 'FAILED': {
          const poll = typeof answer.errorCode === 'number' ? pollOf(answer.errorCode, values) : undefined;
          return poll === undefined || poll.kind === 'waiting' || poll.kind === 'signing'
            ? { kind: 'failed', values }
            : poll;
        }
      }
    },
  };
}

/** MISA takes 36 characters; a longer id of ours becomes its place. */
function documentId(id: string, position: number): string {
  return /^[\x21-\x7e]{1,36}$/.test(id) ? id : `document-${position + 1}`;
}

interface Ways {
  readonly email?: boolean | null | undefined;
  readonly phoneNumber?: boolean | null | undefined;
  readonly appAuthenticator?: boolean | null | undefined;
}

function wayOf(ways: Ways | null | undefined): { readonly sentTo: CodeWay; readonly otpType: number } {
  if (ways?.appAuthenticator === true) return { sentTo: 'app', otpType: misaOtpTypes.app };
  if (ways?.phoneNumber === true) return { sentTo: 'sms', otpType: misaOtpTypes.sms };
  return { sentTo: 'email', otpType: misaOtpTypes.email };
}

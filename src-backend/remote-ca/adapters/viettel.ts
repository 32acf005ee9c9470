import type { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import type { RemoteProvider } from '#shared/domain/remote-ca/provider.ts';
import type { Access, Poll, RemoteAdapter } from '../adapter.ts';
import type { ViettelConfiguration } from '../configuration.ts';
import { callProvider, read, type ProviderAnswer } from '../provider-call.ts';
import {
  viettelCertificatesAnswer,
  viettelCodes,
  viettelError,
  viettelHashOids,
  viettelLoginAnswer,
  viettelPaths,
  viettelSignAlgo,
  viettelSignHashAnswer,
  viettelStatusAnswer,
  type viettelSignHashRequest,
} from '../wire/viettel.ts';
import {
  asciiName,
  certificateOf,
  failedWith,
  refused,
  requireThere,
  serviceRefused,
  sessionEnded,
  valuesByPlace,
} from './shared-rules.ts';
import { pollOf, startRefusal, unknownStatus } from './status-codes.ts';

const bearerSeconds = 3600;
/** A bearer is renewed this long before it ends (ms): not in the middle of a call. */
const margin = 60_000;

/** Viettel MySign: a bearer per user name from the service's own secrets, renewed as needed; the phone confirms. */
export function viettelAdapter(
  configuration: ViettelConfiguration,
  provider: RemoteProvider,
  now: () => Date,
): RemoteAdapter {
  const { id: name } = provider;
  const { profileId, url: base } = configuration;
  const client = { client_id: configuration.clientId, client_secret: configuration.clientSecret };

  const logIn = async (username: string): Promise<Access> => {
    const body = { ...client, profile_id: profileId, user_id: username };
    const { status, json } = await callProvider({ provider: name, base, path: viettelPaths.login, body });
    const error = viettelError.safeParse(json).data?.error;
    if (error === 'invalid_client') throw serviceRefused(name);
    requireThere(name, status);
    if (error === 'invalid_user') throw refused(name);
    if (status >= 400 || error !== undefined) throw serviceRefused(name, error ?? status);
    const { access_token, expires_in } = read(name, viettelLoginAnswer, json);
    const seconds = expires_in ?? bearerSeconds;
    return { username, token: access_token, tokenEndsAt: now().getTime() + seconds * 1000 };
  };
  /** Bearers by user name: those of a session or transaction may have ended since. */
  const bearers = new Map<string, Access>();
  const bearerFor = async (access: Access, anew = false): Promise<string> => {
    const known = bearers.get(access.username) ?? access;
    if (!anew && known.token !== undefined && (known.tokenEndsAt ?? 0) - margin > now().getTime())
      return known.token;
    const fresh = await logIn(access.username);
    if (bearers.size >= 1000) bearers.clear();
    bearers.set(access.username, fresh);
    return fresh.token ?? '';
  };
  const ask = async (
    access: Access,
    path: string,
    body: Readonly<Record<string, unknown>>,
  ): Promise<ProviderAnswer> => {
    const call = async (token: string) =>
      callProvider({ provider: name, base, path, body, headers: { authorization: `Bearer ${token}` } });
    const answer = await call(await bearerFor(access));
    // Taken back before its time.
    return answer.status === 401 ? call(await bearerFor(access, true)) : answer;
  };
  return {
    provider,
    renews: true,
    async signIn(username) {
      return { kind: 'open', access: await logIn(username) };
    },
    secondFactor() {
      return Promise.reject(new DvcttError('REMOTE_CODE_WRONG', { provider: name }));
    },
    async certificates(access) {
      const { status, json } = await ask(access, viettelPaths.certificates, {
        ...client,
        profile_id: profileId,
        user_id: access.username,
        certificates: 'chain',
        certInfo: true,
        authInfo: true,
      });
      if (status === 401) throw sessionEnded(name);
      return read(name, viettelCertificatesAnswer, json).flatMap(({ credential_id, cert }) => {
        const [der = '', ...chain] = cert.certificates;
        const found = certificateOf(
          { alias: credential_id, der, chain, state: cert.status },
          ['valid', 'active'],
          now(),
        );
        return found === undefined ? [] : [found];
      });
    },
    async start(access, request) {
      const body: z.infer<typeof viettelSignHashRequest> = {
        ...client,
        credentialID: request.alias,
        numSignatures: request.documents.length,
        documents: request.documents.map((document) => ({
          document_id: document.id,
          document_name: asciiName(document.name),
        })),
        hash: request.documents.map(({ digest }) => digest),
        hashAlgo: viettelHashOids[request.algorithm.hash],
        signAlgo: viettelSignAlgo,
        async: 2,
        description: asciiName(request.title),
      };
      const { status, json } = await ask(access, viettelPaths.signHash, body);
      if (status === 401) throw sessionEnded(name);
      const error = viettelError.safeParse(json).data;
      if (error !== undefined) {
        const code = error.status ?? Number(error.error);
        throw Number.isInteger(code) ? startRefusal(name, code) : failedWith(name, 'signHash');
      }
      const { transactionId, code, expiresIn } = read(name, viettelSignHashAnswer, json);
      return {
        id: transactionId,
        code: code ?? '',
        ...(expiresIn === undefined || expiresIn === null ? {} : { waitSeconds: expiresIn }),
      };
    },
    async poll(access, id, documents) {
      const { status, json } = await ask(access, viettelPaths.status, { transactionId: id });
      if (status === 401) throw sessionEnded(name);
      const error = viettelError.safeParse(json).data;
      // A request that it refuses to speak of (unknown, of another person) brings nothing, however often it is asked for.
      if ((status === 400 || status === 404) && error !== undefined)
        return endOf(error.status ?? Number(error.error));
      const answer = read(name, viettelStatusAnswer, json);
      const values = valuesByPlace(documents, answer.signatures ?? []);
      if (answer.status === viettelCodes.done) return { kind: 'done', values };
      return pollOf(answer.status, values) ?? unknownStatus(name, answer.status, values);
    },
  };
}

/** What a refused question says of the request, by its number where it has one. */
function endOf(code: number): Poll {
  const poll = pollOf(code, []);
  return poll !== undefined && 'values' in poll ? poll : { kind: 'failed', values: [] };
}

import type { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import type { RemoteProvider } from '#shared/domain/remote-ca/provider.ts';
import type { HashName, SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import type { Access, Poll, RemoteAdapter } from '../adapter.ts';
import type { CscConfiguration } from '../configuration.ts';
import { callProvider, read, type ProviderAnswer } from '../provider-call.ts';
import {
  cscAuthorizeAnswer,
  cscCredentialAnswer,
  cscError,
  cscHashOids,
  cscListAnswer,
  cscPaths,
  cscPlainRsa,
  cscPollingAnswer,
  cscSignAlgos,
  cscSignHashAnswer,
  cscTokenAnswer,
  type cscAuthorizeRequest,
  type cscSignHashRequest,
} from '../wire/csc.ts';
import {
  certificateOf,
  failedWith,
  refused,
  requireThere,
  serviceRefused,
  sessionEnded,
  valuesByPlace,
} from './shared-rules.ts';

/** DER of RSASSA-PSS-params (RFC 4055 §3.1): the hash, MGF1 over it, a salt of its length. */
const pssParams: Readonly<Record<HashName, string>> = {
  'SHA-256':
    '3034a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d06096086480165030402010500a203020120',
  'SHA-384':
    '3034a00f300d06096086480165030402020500a11c301a06092a864886f70d010108300d06096086480165030402020500a203020130',
  'SHA-512':
    '3034a00f300d06096086480165030402030500a11c301a06092a864886f70d010108300d06096086480165030402030500a203020140',
};

/** What the errors of a request mean that end it; busy, broken or new ones say nothing of it. */
const ends: ReadonlyMap<string, 'rejected' | 'expired' | 'quota' | 'blocked' | 'failed'> = new Map([
  ['user_rejected', 'rejected'],
  ['access_denied', 'rejected'],
  ['request_expired', 'expired'],
  ['quota_exceeded', 'quota'],
  ['credential_blocked', 'blocked'],
  ['signing_failed', 'failed'],
  // It knows of no such request (any more).
  ['invalid_request', 'failed'],
] as const);

/** For how long after its time the result of a request is asked for (ms). */
const resultKept = 600_000;

/** CSC API v2: Nacencomm, and any further provider that speaks it. */
export function cscAdapter(
  configuration: CscConfiguration,
  provider: RemoteProvider,
  now: () => Date,
): RemoteAdapter {
  const { id: name } = provider;
  const call = (path: string, body: Readonly<Record<string, unknown>>, access?: Access) =>
    callProvider({
      provider: name,
      base: configuration.url,
      path,
      body,
      form: path === cscPaths.token,
      ...(access?.token === undefined ? {} : { headers: { authorization: `Bearer ${access.token}` } }),
    });
  const ask = async (path: string, body: Readonly<Record<string, unknown>>, access: Access) => {
    const answer = await call(path, body, access);
    if (answer.status === 401) throw sessionEnded(name);
    return answer;
  };
  /** @throws DvcttError REMOTE_QUOTA, REMOTE_CERT_BLOCKED, REMOTE_FAILED for a 4xx */
  const accepted = ({ status, json }: ProviderAnswer): unknown => {
    if (status < 400) return json;
    const end = ends.get(errorOf(json));
    if (end === 'quota') throw new DvcttError('REMOTE_QUOTA', { provider: name });
    if (end === 'blocked') throw new DvcttError('REMOTE_CERT_BLOCKED', { provider: name });
    throw failedWith(name, status);
  };
  /** What may be known of a credential; one of several may be broken or blocked. */
  const credential = async (credentialID: string, access: Access) => {
    const answer = await ask(cscPaths.credential, { credentialID, certificates: 'chain' }, access);
    return answer.status >= 400 ? undefined : cscCredentialAnswer.safeParse(answer.json).data;
  };
  return {
    provider,
    async signIn(username, password) {
      const { status, json } = await call(cscPaths.token, {
        grant_type: 'password',
        username,
        password: password ?? '',
        client_id: configuration.clientId,
        client_secret: configuration.clientSecret,
        scope: 'service',
      });
      if (errorOf(json) === 'invalid_client') throw serviceRefused(name);
      requireThere(name, status);
      if (errorOf(json) === 'invalid_grant') throw refused(name);
      if (status >= 400) throw serviceRefused(name, errorOf(json));
      const { access_token, expires_in } = read(name, cscTokenAnswer, json);
      const tokenEndsAt = now().getTime() + (expires_in ?? 1800) * 1000;
      return { kind: 'open', access: { username, token: access_token, tokenEndsAt } };
    },
    secondFactor() {
      return Promise.reject(new DvcttError('REMOTE_CODE_WRONG', { provider: name }));
    },
    async certificates(access) {
      const list = read(name, cscListAnswer, accepted(await ask(cscPaths.list, {}, access)));
      const found = await Promise.all(
        list.credentialIDs.slice(0, 10).map(async (credentialID) => {
          const told = await credential(credentialID, access);
          const [der = '', ...chain] = told?.cert.certificates ?? [];
          const state = told?.key?.status === 'disabled' ? 'disabled' : told?.cert.status;
          return certificateOf({ alias: credentialID, der, chain, state }, ['valid'], now());
        }),
      );
      return found.filter((certificate) => certificate !== undefined);
    },
    async start(access, request) {
      const hashes = request.documents.map(({ digest }) => digest);
      const told = await credential(request.alias, access);
      // Blocked or expired since it was listed: nobody is asked for what cannot be signed.
      const isBlocked = told?.key?.status === 'disabled' || (told?.cert.status ?? 'valid') !== 'valid';
      if (isBlocked) throw new DvcttError('REMOTE_CERT_BLOCKED', { provider: name });
      const hashAlgorithmOID = cscHashOids[request.algorithm.hash];
      const authorize: z.infer<typeof cscAuthorizeRequest> = {
        credentialID: request.alias,
        numSignatures: hashes.length,
        hashes,
        hashAlgorithmOID,
        description: request.title,
      };
      const authorized = accepted(await ask(cscPaths.authorize, authorize, access));
      const { SAD } = read(name, cscAuthorizeAnswer, authorized);
      const body: z.infer<typeof cscSignHashRequest> = {
        credentialID: request.alias,
        SAD,
        hashes,
        hashAlgorithmOID,
        ...signAlgorithm(request.algorithm, told?.key?.algo ?? []),
        operationMode: 'A',
        validity_period: provider.waitSeconds * 1000 + resultKept,
        clientData: request.title,
        documents: request.documents.map((document) => ({ id: document.id, name: document.name })),
      };
      const answer = accepted(await ask(cscPaths.signHash, body, access));
      const { responseID, displayCode } = read(name, cscSignHashAnswer, answer);
      return { id: responseID, code: displayCode ?? '' };
    },
    async poll(access, requestID, documents): Promise<Poll> {
      const { status, json } = await ask(cscPaths.polling, { requestID }, access);
      const given = cscPollingAnswer.safeParse(json).data?.signatures ?? [];
      const values = valuesByPlace(documents, given);
      const end = status >= 400 ? ends.get(errorOf(json)) : undefined;
      if (end !== undefined) return { kind: end, values };
      if (status >= 400)
        throw new DvcttError('REMOTE_PROVIDER_FAILED', { provider: name, at: `HTTP ${status}` });
      const { state, signatures } = read(name, cscPollingAnswer, json);
      if (status === 202 || signatures === undefined || signatures === null)
        return { kind: state ?? 'waiting' };
      return { kind: 'done', values };
    },
  };
}

const errorOf = (json: unknown): string => cscError.safeParse(json).data?.error ?? '';

/** @param offered by the credential; empty when it does not say */
function signAlgorithm({ scheme, hash }: SignatureAlgorithm, offered: readonly string[]) {
  const own = cscSignAlgos[scheme][hash];
  const plain = scheme === 'rsa-pkcs1' && !offered.includes(own) && offered.includes(cscPlainRsa);
  const signAlgo = plain ? cscPlainRsa : own;
  if (scheme !== 'rsa-pss') return { signAlgo };
  return { signAlgo, signAlgoParams: Buffer.from(pssParams[hash], 'hex').toString('base64') };
}

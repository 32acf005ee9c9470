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

/** What the errors of a request mean; any other is a failure. */
const ends: ReadonlyMap<string, 'rejected' | 'expired' | 'quota' | 'blocked'> = new Map([
  ['user_rejected', 'rejected'],
  ['access_denied', 'rejected'],
  ['request_expired', 'expired'],
  ['quota_exceeded', 'quota'],
  ['credential_blocked', 'blocked'],
] as const);

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
      if (status >= 400) throw refused(name);
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
          const body = { credentialID, certificates: 'chain' };
          const { cert } = read(
            name,
            cscCredentialAnswer,
            accepted(await ask(cscPaths.credential, body, access)),
          );
          const [der = '', ...chain] = cert.certificates;
          return certificateOf({ alias: credentialID, der, chain, state: cert.status }, ['valid'], now());
        }),
      );
      return found.filter((certificate) => certificate !== undefined);
    },
    async start(access, request) {
      const hashes = request.documents.map(({ digest }) => digest);
      const hashAlgorithmOID = cscHashOids[request.algorithm.hash];
      const authorize: z.infer<typeof cscAuthorizeRequest> = {
        credentialID: request.alias,
        numSignatures: hashes.length,
        hashes,
        hashAlgorithmOID,
        description: request.title,
      };
      const { SAD } = read(
        name,
        cscAuthorizeAnswer,
        accepted(await ask(cscPaths.authorize, authorize, access)),
      );
      const body: z.infer<typeof cscSignHashRequest> = {
        credentialID: request.alias,
        SAD,
        hashes,
        hashAlgorithmOID,
        ...signAlgorithm(request.algorithm),
        operationMode: 'A',
        validity_period: provider.waitSeconds,
        clientData: request.title,
        documents: request.documents.map((document) => ({ id: document.id, name: document.name })),
      };
      const answer = accepted(await ask(cscPaths.signHash, body, access));
      const { responseID, displayCode } = read(name, cscSignHashAnswer, answer);
      return { id: responseID, code: displayCode ?? '' };
    },
    async poll(access, responseID, documents): Promise<Poll> {
      const { status, json } = await ask(cscPaths.polling, { responseID }, access);
      const given = cscPollingAnswer.safeParse(json).data?.signatures ?? [];
      const values = valuesByPlace(documents, given);
      if (status >= 400) return { kind: ends.get(errorOf(json)) ?? 'failed', values };
      const { state, signatures } = read(name, cscPollingAnswer, json);
      if (status === 202 || signatures === undefined || signatures === null)
        return { kind: state ?? 'waiting' };
      return { kind: 'done', values };
    },
  };
}

const errorOf = (json: unknown): string => cscError.safeParse(json).data?.error ?? '';

function signAlgorithm({ scheme, hash }: SignatureAlgorithm) {
  const signAlgo = cscSignAlgos[scheme][hash];
  if (scheme !== 'rsa-pss') return { signAlgo };
  return { signAlgo, signAlgoParams: Buffer.from(pssParams[hash], 'hex').toString('base64') };
}

/** What a check sees in a test: nothing is there unless the test says so. */
import type { Check } from '#shared/contract/doctor.ts';
import { DvcttError } from '#shared/contract/errors.ts';
import type { CertificateView, TokenList, TokenView } from '#shared/contract/tokens.ts';
import { readCertificate } from '#shared/validation/certificate.ts';
import type { Checker, CheckServices } from '#main/diagnostics/check.ts';
import { thisMachine, type DoctorMachine } from '#main/diagnostics/machine.ts';
import { runChecks } from '#main/diagnostics/run.ts';
import { certificateView } from '#main/tokens/certificate-view.ts';
import type { TokenCertificate } from '#main/tokens/token-service.ts';

export const aToken: TokenView = {
  serial: 'T1',
  label: 'Token thử',
  manufacturer: 'Test',
  model: 'Test',
  reader: 'Reader 0',
  slotId: '0',
  modulePath: '/lib/test.so',
  pinState: 'ok',
  pukState: 'ok',
  pinPad: false,
  minPinLength: 4,
  maxPinLength: 16,
};

export const noTokens: TokenList = { modules: [], tokens: [], readers: [], pcsc: 'watching' };

/** Says of nothing that it is there; resolves nothing and runs nothing. */
export const emptyMachine: DoctorMachine = {
  ...thisMachine,
  platform: 'linux',
  env: {},
  touchSocket: () => Promise.reject(Object.assign(new Error('connect ENOENT'), { code: 'ENOENT' })),
  ask: () => Promise.resolve({ exitCode: undefined, output: '', error: 'ENOENT' }),
  startDetached: () => Promise.resolve(false),
  resolve: () => Promise.reject(Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' })),
  nameServers: () => ['192.0.2.53'],
  authorities: () => [],
};

export function services(
  given: Partial<CheckServices> & { list?: TokenList; certificates?: readonly TokenCertificate[] } = {},
): CheckServices {
  const { list = noTokens, certificates = [], ...rest } = given;
  return {
    tokens: {
      list: () => Promise.resolve(list),
      certificates: () => Promise.resolve({ certificates, problems: [], pending: [] }),
    },
    backend: {
      url: 'http://127.0.0.1:9',
      health: () => Promise.reject(new DvcttError('BACKEND_UNREACHABLE')),
    },
    trust: () => Promise.resolve({ anchors: [], intermediates: [] }),
    dataFolder: '/nonexistent/dvctt',
    now: () => new Date(),
    machine: emptyMachine,
    ...rest,
  };
}

export async function check(checker: Checker, given: CheckServices): Promise<Check> {
  const [only] = await runChecks(given, { list: [checker] });
  if (only === undefined) throw new Error('no check came');
  return only;
}

/** A certificate as if it lay on a token. */
export async function onToken(
  certificate: Uint8Array,
  chain: readonly Uint8Array[] = [],
  now = new Date(),
  view: Partial<CertificateView> = {},
): Promise<TokenCertificate> {
  const facts = await readCertificate(certificate);
  return {
    view: { ...certificateView(facts, aToken, now, { chain, key: 'unknown' }), ...view },
    certificate,
    chain,
  };
}

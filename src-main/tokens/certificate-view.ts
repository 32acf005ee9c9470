import type { FailureCode } from '#shared/contract/errors.ts';
import type { CertificateSurvey } from '#shared/contract/token-host.ts';
import type { CertificateView, PinState, TokenView } from '#shared/contract/tokens.ts';
import { certificateRefusals, type CertificateFacts } from '#shared/validation/certificate.ts';
import { describeChain } from './certificate-chain.ts';
import { certificatePurposes } from './certificate-purposes.ts';
import { certificateDaysLeft, expiryReminder } from './expiry-reminder.ts';
import { identitiesOf } from './identities.ts';

const refusalOfPinState: Readonly<Record<PinState, FailureCode | undefined>> = {
  ok: undefined,
  low: undefined,
  'final-try': undefined,
  locked: 'PIN_LOCKED',
  'must-be-changed': 'PIN_MUST_BE_CHANGED',
  'not-initialised': 'TOKEN_NOT_INITIALISED',
};

/** The handle of a certificate on a token. */
export function certificateId(tokenSerial: string, thumbprint: string): string {
  return `${tokenSerial}:${thumbprint}`;
}

/** Takes a handle apart, or gives undefined when it is none. Serials may hold colons; thumbprints do not. */
export function parseCertificateId(id: string): { tokenSerial: string; thumbprint: string } | undefined {
  const match = /^(.*):([0-9a-f]{64})$/s.exec(id);
  const [, tokenSerial, thumbprint] = match ?? [];
  return tokenSerial === undefined || thumbprint === undefined ? undefined : { tokenSerial, thumbprint };
}

const privateKeyOf = { seen: 'present', absent: 'absent', unknown: 'unknown' } as const;

type TokenObject = CertificateSurvey['certificates'][number]['objects'][number];

/** What stands around a certificate on its token: its issuers as `chainFrom` gives them, and whether its key is seen. */
export interface Surroundings {
  readonly chain: readonly Uint8Array[];
  readonly key: TokenObject['key'];
}

/** What a person is shown of a certificate on a token, with every reason why it cannot sign at `now`. */
export function certificateView(
  facts: CertificateFacts,
  token: Pick<TokenView, 'serial' | 'label' | 'pinState' | 'pinPad'>,
  now: Date,
  { chain, key }: Surroundings,
): CertificateView {
  const refusals = certificateRefusals(facts, now);
  if (key === 'absent' && !facts.isCa) refusals.push('CERT_NO_PRIVATE_KEY');
  const pinRefusal = refusalOfPinState[token.pinState];
  if (pinRefusal !== undefined) refusals.push(pinRefusal);
  if (token.pinPad) refusals.push('PIN_PAD_UNSUPPORTED');
  const { issuers, complete } = describeChain(facts.der, chain);
  const daysLeft = certificateDaysLeft(facts.notAfter, now);
  // Of an authority nobody who signs can renew anything.
  const reminder = facts.isCa ? undefined : expiryReminder(daysLeft);
  return {
    id: certificateId(token.serial, facts.thumbprint),
    tokenSerial: token.serial,
    tokenLabel: token.label,
    owner: facts.commonName,
    organisation: facts.organisation,
    uids: [...facts.uids],
    identities: identitiesOf(facts.uids),
    issuers: [...issuers],
    chainComplete: complete,
    purposes: certificatePurposes(facts),
    privateKey: privateKeyOf[key],
    ...(reminder === undefined ? {} : { reminder }),
    subject: facts.subject,
    issuer: facts.issuer,
    issuerCommonName: facts.issuerCommonName,
    serial: facts.serial,
    thumbprint: facts.thumbprint,
    notBefore: facts.notBefore.toISOString(),
    notAfter: facts.notAfter.toISOString(),
    daysLeft,
    keyType: facts.keyType,
    keyBits: facts.keyBits,
    keyUsage: [...facts.keyUsage],
    isCa: facts.isCa,
    pinState: token.pinState,
    refusals,
  };
}

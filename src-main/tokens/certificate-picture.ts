import { toFailure, type Failure } from '#shared/contract/errors.ts';
import type { PcscPicture } from '#shared/contract/pcsc-host.ts';
import type { CertificateSurvey } from '#shared/contract/token-host.ts';
import type { TokenView } from '#shared/contract/tokens.ts';
import { readCertificate } from '#shared/validation/certificate.ts';
import { chainFrom } from './certificate-chain.ts';
import { certificateView } from './certificate-view.ts';
import type { ModuleAnswer } from './module-answer.ts';
import { gatherTokens, type SeenToken } from './same-token.ts';
import type { CardDrivers } from './token-picture.ts';
import type { CertificateList, TokenCertificate } from './token-service.ts';

/** One module's certificates. */
export interface CertificatePart<M extends SeenToken['module']> {
  readonly module: M;
  /** Undefined while it is being asked. */
  readonly answer: ModuleAnswer<CertificateSurvey> | undefined;
  /** What is known meanwhile to be there still. */
  readonly standing: CertificateSurvey | undefined;
  readonly thumbprintsOf: SeenTokenThumbprints;
}
type SeenTokenThumbprints = (tokenSerial: string) => ReadonlySet<string> | undefined;

/** The certificates on all tokens, each with the module to reach it through. */
export interface CertificatePicture<M> {
  readonly list: CertificateList;
  readonly moduleOf: ReadonlyMap<string, M>;
}

interface SeenWithObjects<M extends SeenToken['module']> extends SeenToken {
  readonly module: M;
  readonly objects: CertificateSurvey['certificates'][number]['objects'];
}

/** Puts together what the modules have read. A token that several modules show gives each certificate once. */
export async function certificatePicture<M extends SeenToken['module']>(
  parts: readonly CertificatePart<M>[],
  surroundings: {
    readonly picture: PcscPicture | undefined;
    readonly drivers: CardDrivers;
    /** Issuers (DER) besides those on the tokens. */
    readonly intermediates: readonly Uint8Array[];
    readonly now: Date;
  },
): Promise<CertificatePicture<M>> {
  const { picture, drivers } = surroundings;
  const seen = parts.flatMap((part) => tokensOf(part));
  const certificates: TokenCertificate[] = [];
  const problems = parts.flatMap(({ answer }) => (answer?.kind === 'failed' ? [answer.failure] : []));
  const moduleOf = new Map<string, M>();
  const readable = new Set<string>();
  for (const group of gatherTokens(seen, picture, (atr) => drivers.vendorsFor(atr))) {
    const taken = new Set<string>();
    for (const { module, token, objects } of group) {
      for (const found of await read(token, objects, surroundings, problems)) {
        const { id, thumbprint } = found.view;
        if (taken.has(thumbprint) || moduleOf.has(id)) continue;
        taken.add(thumbprint);
        moduleOf.set(id, module);
        certificates.push(found);
      }
    }
    if (taken.size > 0) for (const { token } of group) readable.add(token.serial);
  }
  for (const { answer } of parts) {
    if (answer?.kind !== 'answered') continue;
    // That another module cannot read a token matters to nobody while one can.
    problems.push(
      ...answer.value.problems.filter((problem) => !readable.has(String(problem.details?.['token'] ?? ''))),
    );
  }
  const pending = parts.flatMap(({ module, answer }) => (answer === undefined ? [module.path] : []));
  return { list: { certificates, problems, pending }, moduleOf };
}

function tokensOf<M extends SeenToken['module']>(part: CertificatePart<M>): SeenWithObjects<M>[] {
  const { module, answer, standing, thumbprintsOf } = part;
  const survey = answer === undefined ? standing : answer.kind === 'answered' ? answer.value : undefined;
  if (survey === undefined) return [];
  return survey.tokens.map((token) => ({
    module,
    token,
    thumbprints: thumbprintsOf(token.serial),
    objects: survey.certificates.find(({ tokenSerial }) => tokenSerial === token.serial)?.objects ?? [],
  }));
}

async function read(
  token: TokenView,
  objects: CertificateSurvey['certificates'][number]['objects'],
  { intermediates, now }: { readonly intermediates: readonly Uint8Array[]; readonly now: Date },
  problems: Failure[],
): Promise<readonly TokenCertificate[]> {
  const issuers = [...objects.map(({ certificate }) => certificate), ...intermediates];
  const found: TokenCertificate[] = [];
  for (const { certificate, key } of objects) {
    try {
      const facts = await readCertificate(certificate);
      const chain = chainFrom(certificate, issuers);
      found.push({ view: certificateView(facts, token, now, { chain, key }), certificate, chain });
    } catch (thrown) {
      const failure = toFailure(thrown);
      problems.push({ ...failure, details: { ...failure.details, token: token.serial } });
    }
  }
  return found;
}

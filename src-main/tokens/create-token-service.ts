import { hostEntry } from '#native/host-entry.ts';
import { DvcttError, toFailure, type Failure } from '#shared/contract/errors.ts';
import type { CertificateSurvey, ModuleSurvey, TokenHostCall } from '#shared/contract/token-host.ts';
import type { ModuleView, PinPrompt, SealedPin, TokenList, TokenView } from '#shared/contract/tokens.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import { readCertificate } from '#shared/validation/certificate.ts';
import { chainFrom } from './certificate-chain.ts';
import { certificateView, parseCertificateId } from './certificate-view.ts';
import {
  hostStartDeadline,
  idleAfter,
  promptLifetime,
  removalCheckAfter,
  tokenDeadlines,
} from './deadlines.ts';
import { ModuleClient } from './module-client.ts';
import { TokenSigningSession } from './token-signing-session.ts';
import type { CertificateList, PinEntry, TokenCertificate, TokenService } from './token-service.ts';

export interface TokenServiceOptions {
  /** Absolute paths of PKCS#11 modules; the first that shows a token is the one that token is used through. */
  readonly modules: readonly string[];
  /** Program of the token host; found beside this code when left out. */
  readonly forkEntry?: string;
  /** Laid over the environment of the token hosts, e.g. SOFTHSM2_CONF. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Clock against which certificates are judged. */
  readonly now?: () => Date;
  /** Overrides of the deadlines, ms. */
  readonly deadlines?: Partial<Readonly<Record<TokenHostCall, number>>>;
  readonly idleAfter?: number;
  readonly promptLifetime?: number;
  /** Issuers (DER) besides those on the tokens, from which chains are completed. */
  readonly intermediates?: readonly Uint8Array[];
}

/** Certificates of one look at all modules, each with the module to reach it through. */
interface Look {
  readonly list: CertificateList;
  readonly moduleOf: ReadonlyMap<string, ModuleClient>;
}

/** Token service over one token host process per module; nothing is started before the first call. */
export function createTokenService(options: TokenServiceOptions): TokenService & {
  /** Process numbers of the running hosts by module path; for diagnosis and tests. */
  hostPids(): ReadonlyMap<string, number>;
} {
  return new ModuleTokenService(options);
}

class ModuleTokenService implements TokenService {
  readonly #modules: readonly ModuleClient[];
  readonly #now: () => Date;
  readonly #promptLifetime: number;
  readonly #intermediates: readonly Uint8Array[];
  readonly #promptModules = new Map<string, { module: ModuleClient; token: TokenView }>();
  #moduleOf: ReadonlyMap<string, ModuleClient> = new Map();

  constructor(options: TokenServiceOptions) {
    this.#now = options.now ?? (() => new Date());
    this.#promptLifetime = options.promptLifetime ?? promptLifetime;
    this.#intermediates = options.intermediates ?? [];
    this.#modules = [...new Set(options.modules)].map(
      (modulePath) =>
        new ModuleClient({
          modulePath,
          entry: options.forkEntry ?? hostEntry('token-host'),
          env: options.env ?? {},
          deadlines: { ...tokenDeadlines, ...options.deadlines },
          startDeadline: hostStartDeadline,
          idleAfter: options.idleAfter ?? idleAfter,
          removalCheckAfter,
        }),
    );
  }

  async list(): Promise<TokenList> {
    const surveys = await this.#askAll((module) => module.survey());
    return {
      modules: surveys.map(({ module, answer }) => moduleView(module.path, answer)),
      tokens: distinctTokens(surveys.flatMap(({ answer }) => ('failure' in answer ? [] : answer.tokens))),
    };
  }

  async certificates(): Promise<CertificateList> {
    return (await this.#look()).list;
  }

  async openPinPrompt(
    certificateId: string,
    algorithms: readonly SignatureAlgorithm[] = [],
  ): Promise<PinPrompt> {
    const parts = parseCertificateId(certificateId);
    if (parts === undefined)
      throw new DvcttError('TOKEN_NOT_FOUND', { certificate: certificateId.slice(0, 100) });
    const { tokenSerial } = parts;
    const known = this.#moduleOf.get(certificateId);
    const input = { tokenSerial, algorithms: [...algorithms], lifetime: this.#promptLifetime };
    try {
      if (known !== undefined) return this.#remember(known, await known.openPrompt(input));
    } catch (thrown) {
      // It may have been plugged in elsewhere since: look again below.
      if (!(thrown instanceof DvcttError) || thrown.code !== 'TOKEN_NOT_FOUND') throw thrown;
    }
    const module = (await this.#look()).moduleOf.get(certificateId);
    if (module === undefined) throw new DvcttError('TOKEN_NOT_FOUND', { token: tokenSerial });
    return this.#remember(module, await module.openPrompt(input));
  }

  async enterPin(certificateId: string, sealed: SealedPin): Promise<PinEntry> {
    const prompt = this.#promptModules.get(sealed.promptId);
    this.#promptModules.delete(sealed.promptId);
    const parts = parseCertificateId(certificateId);
    if (prompt === undefined) throw new DvcttError('PIN_PROMPT_EXPIRED');
    if (parts?.tokenSerial !== prompt.token.serial) {
      await prompt.module.cancelPrompt({ promptId: sealed.promptId });
      throw new DvcttError('PIN_PROMPT_EXPIRED', { reason: 'the prompt is for another token' });
    }
    const { module, token } = prompt;
    try {
      const { entry, host } = await module.enterPin({ thumbprint: parts.thumbprint, sealed }, token);
      if (entry.kind === 'refused') return entry;
      return { kind: 'accepted', session: new TokenSigningSession(module, host, token, entry.sessionId) };
    } catch (thrown) {
      if (!(thrown instanceof DvcttError) || thrown.code !== 'PIN_PROMPT_EXPIRED') throw thrown;
      return { kind: 'refused', failure: thrown.toFailure(), pinState: token.pinState };
    }
  }

  async cancelPinPrompt(promptId: string): Promise<void> {
    const prompt = this.#promptModules.get(promptId);
    this.#promptModules.delete(promptId);
    await prompt?.module.cancelPrompt({ promptId });
  }

  close(): Promise<void> {
    for (const module of this.#modules) module.close();
    return Promise.resolve();
  }

  hostPids(): ReadonlyMap<string, number> {
    return new Map(this.#modules.flatMap(({ path, pid }) => (pid === undefined ? [] : [[path, pid]])));
  }

  #remember(module: ModuleClient, prompt: PinPrompt): PinPrompt {
    this.#promptModules.set(prompt.promptId, { module, token: prompt.token });
    return prompt;
  }

  /** Asks every module at the same time; a slow or dead one costs its own deadline and no more. */
  #askAll<T>(
    ask: (module: ModuleClient) => Promise<T>,
  ): Promise<{ readonly module: ModuleClient; readonly answer: T | { readonly failure: Failure } }[]> {
    return Promise.all(
      this.#modules.map(async (module) => {
        try {
          return { module, answer: await ask(module) };
        } catch (thrown) {
          return { module, answer: { failure: toFailure(thrown) } };
        }
      }),
    );
  }

  async #look(): Promise<Look> {
    const certificates: TokenCertificate[] = [];
    const problems: Failure[] = [];
    const moduleOf = new Map<string, ModuleClient>();
    const seen = new Set<string>();
    for (const { module, answer } of await this.#askAll((client) => client.certificates())) {
      if ('failure' in answer) {
        problems.push(answer.failure);
        continue;
      }
      problems.push(...answer.problems);
      for (const found of await this.#read(answer, problems)) {
        // Two modules may show one token, under one serial or under two: the reader and the certificate tell.
        const place = `${found.reader}\n${found.certificate.view.thumbprint}`;
        if (seen.has(place) || moduleOf.has(found.certificate.view.id)) continue;
        seen.add(place);
        moduleOf.set(found.certificate.view.id, module);
        certificates.push(found.certificate);
      }
    }
    this.#moduleOf = moduleOf;
    return { list: { certificates, problems }, moduleOf };
  }

  async #read(
    survey: CertificateSurvey,
    problems: Failure[],
  ): Promise<{ readonly reader: string; readonly certificate: TokenCertificate }[]> {
    const found: { reader: string; certificate: TokenCertificate }[] = [];
    for (const { tokenSerial, objects } of survey.certificates) {
      const token = survey.tokens.find(({ serial }) => serial === tokenSerial);
      if (token === undefined) continue;
      const issuers = [...objects.map(({ certificate }) => certificate), ...this.#intermediates];
      for (const { certificate, key } of objects) {
        try {
          const chain = chainFrom(certificate, issuers);
          const facts = await readCertificate(certificate);
          const view = certificateView(facts, token, this.#now(), { chain, key });
          found.push({ reader: token.reader, certificate: { view, certificate, chain } });
        } catch (thrown) {
          const failure = toFailure(thrown);
          problems.push({ ...failure, details: { ...failure.details, token: tokenSerial } });
        }
      }
    }
    return found;
  }
}

function moduleView(path: string, answer: ModuleSurvey | { readonly failure: Failure }): ModuleView {
  if ('failure' in answer) {
    const nothing = { description: '', manufacturer: '', version: '', readers: [] };
    return { path, ...nothing, state: 'failed', failure: answer.failure };
  }
  return { path, ...answer.module, state: 'ready' };
}

/** A token seen through two modules is listed once, through the first. */
function distinctTokens(tokens: readonly TokenView[]): TokenView[] {
  const seen = new Set<string>();
  return tokens.filter(({ serial, label }) => {
    const key = `${serial.toLowerCase()}\n${label}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

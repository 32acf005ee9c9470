import { requireSafePlace } from '#native/pkcs11/module-place.ts';
import { DvcttError, toFailure } from '#shared/contract/errors.ts';
import type { ModuleTrial, SelfTestStep } from '#shared/contract/token-jobs.ts';
import type { PinPrompt, PinPurpose, SealedPin, TokenList, TokenView } from '#shared/contract/tokens.ts';
import type { Trace } from '#shared/contract/trace.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import type { AddedModules } from './added-modules.ts';
import { certificatePicture, type CertificatePicture } from './certificate-picture.ts';
import { parseCertificateId } from './certificate-view.ts';
import type { ModuleSet } from './module-set.ts';
import { answersWithin } from './patience.ts';
import { tokenList, type CardDrivers } from './token-picture.ts';
import { TokenSigningSession } from './token-signing-session.ts';
import type {
  CertificateList,
  Patience,
  PinChange,
  PinEntry,
  TokenCertificate,
  TokenService,
} from './token-service.ts';
import type { TraceLog } from './trace-log.ts';
import type { TokenWatch } from './watch/token-watch.ts';
import type { WatchedModule } from './watched-module.ts';

export interface ModulesTokenServiceParts {
  readonly modules: ModuleSet;
  readonly added: AddedModules;
  readonly watch: TokenWatch;
  /** Calls of those who watch; the service fills and empties it. */
  readonly watchers: Set<() => void>;
  readonly log: TraceLog;
  readonly drivers: CardDrivers;
  /** Tries a module in a process of its own. */
  readonly trial: (path: string) => Promise<ModuleTrial>;
  readonly now: () => Date;
  readonly promptLifetime: number;
  readonly intermediates: readonly Uint8Array[];
}

/** A prompt that is open, and the way to the token that it was opened for. */
interface OpenPrompt {
  readonly module: WatchedModule;
  readonly token: TokenView;
  readonly purpose: PinPurpose;
}

interface PromptOrder {
  readonly tokenSerial: string;
  readonly purpose: PinPurpose;
  readonly algorithms: readonly SignatureAlgorithm[];
}

/** How long hosts may take to heed the switch of the trace, ms: one that hangs heeds it never. */
const traceSwitch = 500;

/** Token service over one token host process per module; nothing is started before the first call. */
export class ModulesTokenService implements TokenService {
  readonly #parts: ModulesTokenServiceParts;
  readonly #prompts = new Map<string, OpenPrompt>();
  #moduleOf: ReadonlyMap<string, WatchedModule> = new Map();

  constructor(parts: ModulesTokenServiceParts) {
    this.#parts = parts;
  }

  async list({ patience }: Patience = {}): Promise<TokenList> {
    const { modules, watch, drivers } = this.#parts;
    const glance = watch.glance();
    const asked = modules.all;
    const answers = await this.#ask(asked, patience, (module) => module.survey());
    const picture = await glance;
    const parts = asked.map((module, index) => ({
      module,
      answer: answers[index],
      standing: module.standingSurvey,
      thumbprintsOf: (serial: string) => module.thumbprintsOf(serial),
    }));
    return tokenList(parts, picture, drivers);
  }

  async certificates({ patience }: Patience = {}): Promise<CertificateList> {
    return (await this.#look(patience)).list;
  }

  async certificate(id: string): Promise<TokenCertificate> {
    const known = this.#moduleOf.get(id);
    if (known !== undefined) {
      const found = (await this.#lookAt([known])).list.certificates.find(({ view }) => view.id === id);
      if (found !== undefined) return found;
    }
    // Whoever has it answers; the others, one that hangs among them, are not waited for.
    const looks = this.#parts.modules.all.map((module) => this.#lookAt([module]));
    const first = await Promise.any(
      looks.map(async (look) => {
        const { list, moduleOf } = await look;
        const found = list.certificates.find(({ view }) => view.id === id);
        const module = moduleOf.get(id);
        if (found === undefined || module === undefined) throw new DvcttError('TOKEN_NOT_FOUND');
        this.#moduleOf = new Map([...this.#moduleOf, [id, module]]);
        return found;
      }),
    ).catch(() => undefined);
    if (first !== undefined) return first;
    const [problem] = (await Promise.all(looks)).flatMap(({ list }) => list.problems);
    if (problem !== undefined) throw new DvcttError(problem.code, problem.details);
    throw new DvcttError('TOKEN_NOT_FOUND', { certificate: id.slice(0, 100) });
  }

  async lookAgain(options: Patience = {}): Promise<TokenList> {
    this.#parts.modules.refresh();
    for (const module of this.#parts.modules.all) module.startAfresh();
    const list = await this.list(options);
    this.#tell();
    return list;
  }

  watch(changed: () => void): () => void {
    const { watch, watchers } = this.#parts;
    // The same function may watch twice; each has an end of its own.
    const watcher = () => changed();
    watchers.add(watcher);
    watch.start();
    return () => {
      watchers.delete(watcher);
      if (watchers.size === 0) watch.stop();
    };
  }

  async openPinPrompt(
    certificateId: string,
    algorithms: readonly SignatureAlgorithm[] = [],
    purpose: 'sign' | 'challenge' = 'sign',
  ): Promise<PinPrompt> {
    const parts = parseCertificateId(certificateId);
    if (parts === undefined)
      throw new DvcttError('TOKEN_NOT_FOUND', { certificate: certificateId.slice(0, 100) });
    const { tokenSerial } = parts;
    const known = this.#moduleOf.get(certificateId);
    const order = { tokenSerial, purpose, algorithms };
    if (known !== undefined) {
      const prompt = await this.#openIfThere(known, order);
      if (prompt !== undefined) return prompt;
    }
    // It may have been plugged in elsewhere since.
    await this.certificate(certificateId);
    const module = this.#moduleOf.get(certificateId);
    if (module === undefined) throw new DvcttError('TOKEN_NOT_FOUND', { token: tokenSerial });
    return this.#open(module, order);
  }

  async openTokenPrompt(
    tokenSerial: string,
    purpose: 'change' | 'unblock' | 'self-test',
    modulePath?: string,
  ): Promise<PinPrompt> {
    const order = { tokenSerial, purpose, algorithms: [] };
    if (modulePath !== undefined) return this.#open(this.#module(modulePath), order);
    const { tokens, modules } = await this.list();
    const path = tokens.find(({ serial }) => serial === tokenSerial)?.modulePath;
    if (path === undefined) {
      const failure = modules.find(({ state }) => state === 'failed')?.failure;
      throw failure === undefined || tokens.length > 0
        ? new DvcttError('TOKEN_NOT_FOUND', { token: tokenSerial })
        : new DvcttError(failure.code, failure.details);
    }
    return this.#open(this.#module(path), order);
  }

  async enterPin(certificateId: string, sealed: SealedPin): Promise<PinEntry> {
    const { module, token } = await this.#spend(sealed, ['sign', 'challenge']);
    const parts = parseCertificateId(certificateId);
    if (parts?.tokenSerial !== token.serial) {
      await module.client.cancelPrompt({ promptId: sealed.promptId });
      throw new DvcttError('PIN_PROMPT_EXPIRED', { reason: 'the prompt is for another token' });
    }
    try {
      const { entry, host, login } = await module.client.enterPin(
        { thumbprint: parts.thumbprint, sealed },
        token,
      );
      if (entry.kind === 'refused') return entry;
      const place = { module: module.client, host, login };
      const session = new TokenSigningSession(place, entry.sessionId, () => this.#pinWorkDone(module));
      return { kind: 'accepted', session };
    } catch (thrown) {
      if (!(thrown instanceof DvcttError) || thrown.code !== 'PIN_PROMPT_EXPIRED') throw thrown;
      return { kind: 'refused', failure: thrown.toFailure(), pinState: token.pinState };
    } finally {
      this.#pinWorkDone(module);
    }
  }

  async changePin(sealed: SealedPin): Promise<PinChange> {
    const { module, token } = await this.#spend(sealed, ['change', 'unblock']);
    try {
      return await module.client.changePin({ sealed }, token);
    } catch (thrown) {
      if (!(thrown instanceof DvcttError) || thrown.code !== 'PIN_PROMPT_EXPIRED') throw thrown;
      const { pinState, pukState } = token;
      return { kind: 'refused', failure: thrown.toFailure(), pinState, pukState };
    } finally {
      this.#pinWorkDone(module);
    }
  }

  async cancelPinPrompt(promptId: string): Promise<void> {
    const prompt = this.#prompts.get(promptId);
    this.#prompts.delete(promptId);
    await prompt?.module.client.cancelPrompt({ promptId });
  }

  async selfTest(
    modulePath: string,
    { tokenSerial, sealed, onStep }: Parameters<TokenService['selfTest']>[1],
  ): Promise<readonly SelfTestStep[]> {
    const module = this.#module(modulePath);
    const about = tokenSerial === undefined ? {} : { tokenSerial };
    if (sealed === undefined) return (await module.client.selfTest(about, onStep)).steps;
    const prompt = await this.#spend(sealed, ['self-test']);
    if (prompt.module !== module || prompt.token.serial !== (tokenSerial ?? prompt.token.serial)) {
      await prompt.module.client.cancelPrompt({ promptId: sealed.promptId });
      throw new DvcttError('PIN_PROMPT_EXPIRED', { reason: 'the prompt is for another token' });
    }
    try {
      return (await module.client.selfTestWithPin({ ...about, sealed }, prompt.token, onStep)).steps;
    } finally {
      this.#pinWorkDone(module);
    }
  }

  async addModule(path: string): Promise<ModuleTrial> {
    const refused = { path, accepted: false, description: '', manufacturer: '', version: '', tokens: 0 };
    const start = performance.now();
    let file: string;
    try {
      file = requireSafePlace(path);
    } catch (thrown) {
      return { ...refused, failure: toFailure(thrown), milliseconds: Math.round(performance.now() - start) };
    }
    // A link could be turned to another file after the trial: what was looked at is tried and remembered.
    const trial = await this.#parts.trial(file);
    if (!trial.accepted) return trial;
    await this.#parts.added.add(file);
    this.#parts.modules.refresh();
    this.#tell();
    return trial;
  }

  async removeModule(path: string): Promise<void> {
    const added = this.#parts.added.list();
    const file = added.includes(path) ? path : this.#parts.modules.find(path)?.path;
    if (file === undefined || !added.includes(file)) {
      throw new DvcttError('MODULE_NOT_FOUND', { module: path });
    }
    await this.#parts.added.remove(file);
    this.#parts.modules.refresh();
    this.#tell();
  }

  get trace(): TokenService['trace'] {
    const { log, modules } = this.#parts;
    return {
      set: async (on: boolean): Promise<Trace> => {
        log.turn(on);
        const told = Promise.allSettled(modules.all.map(({ client }) => client.trace(on)));
        let timer: NodeJS.Timeout | undefined;
        await Promise.race([
          told,
          new Promise((resolve) => {
            timer = setTimeout(resolve, traceSwitch);
          }),
        ]);
        clearTimeout(timer);
        return log.read();
      },
      read: () => log.read(),
      clear: () => log.clear(),
    };
  }

  close(): Promise<void> {
    this.#parts.watchers.clear();
    this.#parts.watch.stop();
    for (const { client } of this.#parts.modules.all) client.close();
    return Promise.resolve();
  }

  /** Process numbers of the running hosts by module path. */
  hostPids(): ReadonlyMap<string, number> {
    return new Map(
      this.#parts.modules.all.flatMap(({ path, client }) =>
        client.pid === undefined ? [] : [[path, client.pid]],
      ),
    );
  }

  /** Asks modules at the same time; with patience, one that hung lately answers by its last failure. */
  async #ask<T>(
    modules: readonly WatchedModule[],
    patience: number | undefined,
    question: (module: WatchedModule) => Promise<T>,
  ): Promise<readonly (T | NonNullable<ReturnType<WatchedModule['hungLately']>> | undefined)[]> {
    const late = () => this.#tell();
    const hung = modules.map((module) => (patience === undefined ? undefined : module.hungLately(late)));
    const askable = modules.filter((_, index) => hung[index] === undefined);
    const said = await answersWithin(askable.map(question), patience, late);
    return modules.map((module, index) => hung[index] ?? said[askable.indexOf(module)]);
  }

  async #look(patience?: number): Promise<CertificatePicture<WatchedModule>> {
    const { modules, watch } = this.#parts;
    // With several modules the card's ATR says which of them a token is used through.
    const glance = modules.all.length > 1 ? watch.glance() : Promise.resolve(watch.picture);
    const look = await this.#lookAt(modules.all, patience, glance);
    this.#moduleOf = look.moduleOf;
    return look;
  }

  async #lookAt(
    asked: readonly WatchedModule[],
    patience?: number,
    glance: Promise<TokenWatch['picture']> = Promise.resolve(this.#parts.watch.picture),
  ): Promise<CertificatePicture<WatchedModule>> {
    const { drivers, intermediates, now } = this.#parts;
    const answers = await this.#ask(asked, patience, (module) => module.certificates());
    const picture = await glance;
    const parts = asked.map((module, index) => ({
      module,
      answer: answers[index],
      standing: module.standingCertificates,
      thumbprintsOf: (serial: string) => module.thumbprintsOf(serial),
    }));
    return certificatePicture(parts, { picture, drivers, intermediates, now: now() });
  }

  #module(path: string): WatchedModule {
    const module = this.#parts.modules.find(path);
    if (module === undefined) throw new DvcttError('MODULE_NOT_FOUND', { module: path });
    return module;
  }

  async #openIfThere(module: WatchedModule, order: PromptOrder): Promise<PinPrompt | undefined> {
    try {
      return await this.#open(module, order);
    } catch (thrown) {
      if (thrown instanceof DvcttError && thrown.code === 'TOKEN_NOT_FOUND') return undefined;
      throw thrown;
    }
  }

  async #open(module: WatchedModule, { tokenSerial, purpose, algorithms }: PromptOrder): Promise<PinPrompt> {
    const prompt = await module.client.openPrompt({
      tokenSerial,
      purpose,
      algorithms: [...algorithms],
      lifetime: this.#parts.promptLifetime,
    });
    this.#prompts.set(prompt.promptId, { module, token: prompt.token, purpose });
    return prompt;
  }

  /** One press, one prompt: whatever comes of it, it cannot be used again. */
  async #spend(sealed: SealedPin, purposes: readonly PinPurpose[]): Promise<OpenPrompt> {
    const { promptId } = sealed;
    const prompt = this.#prompts.get(promptId);
    this.#prompts.delete(promptId);
    if (prompt === undefined) throw new DvcttError('PIN_PROMPT_EXPIRED');
    if (!purposes.includes(prompt.purpose)) {
      await prompt.module.client.cancelPrompt({ promptId });
      throw new DvcttError('PIN_PROMPT_EXPIRED', { reason: 'the prompt is for another purpose' });
    }
    return prompt;
  }

  /** The PIN's state may be another one now. */
  #pinWorkDone(module: WatchedModule): void {
    module.forget();
    this.#tell();
  }

  #tell(): void {
    for (const watcher of this.#parts.watchers) watcher();
  }
}

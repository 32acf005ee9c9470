import { setTimeout as sleep } from 'node:timers/promises';
import { DvcttError } from '#shared/contract/errors.ts';
import type { SelfTestStep } from '#shared/contract/token-jobs.ts';
import type { TokenView } from '#shared/contract/tokens.ts';
import type {
  CertificateSurvey,
  ModuleSurvey,
  TokenHostCall,
  TokenHostInput,
  TokenHostOutput,
} from '#shared/contract/token-host.ts';
import { HostClient, type CallProgress, type HostClientOptions } from './host-client.ts';
import { OpenLogin } from './open-login.ts';
import { toldSteps } from './told-steps.ts';
import { watchRemoval } from './removal-watch.ts';

export interface ModuleClientOptions extends HostClientOptions {
  /** After this long without a call the module is made to let go of its readers, ms. */
  readonly idleAfter: number;
  /** After this long in a login or signature the token's presence is checked by a second host, ms. */
  readonly removalCheckAfter: number;
}

/** A module that unloads for longer than this hangs, and whoever wants it now need not wait for its deadline, ms. */
const longestUnload = 1_000;

/** A driver whose card has been pulled out says so within this time, and what it made before, ms; else it hangs. */
const lastAnswer = 300;

/**
 * One PKCS#11 module for as long as the service lives: starts its host when needed, lets go of the readers when idle,
 * and ends a host that has seen a PIN once its sessions are over, so that the PIN's memory goes with the process.
 */
export class ModuleClient {
  readonly path: string;
  readonly #options: ModuleClientOptions;
  #host: HostClient | undefined;
  /** Prompts that wait for an answer in the running host, by the instant at which they expire. */
  readonly #prompts = new Map<string, number>();
  /** The running host has seen a PIN. */
  #sawPin = false;
  /** Hosts that were ended because a card left while they read. */
  readonly #hurried = new WeakSet<HostClient>();
  /** PIN work in the running host. */
  readonly #logins = new Set<OpenLogin>();
  #tracing = false;
  #retired = false;
  #releasingSince: number | undefined;
  #lastPrompt: NodeJS.Timeout | undefined;
  #idle: NodeJS.Timeout | undefined;

  constructor(options: ModuleClientOptions) {
    this.path = options.modulePath;
    this.#options = options;
  }

  async survey(): Promise<ModuleSurvey> {
    // Not only when a host starts: one that runs loads the module again after it has let go of it.
    this.#options.place?.();
    return this.#look((host) => this.#callOn(host, 'survey', {}));
  }

  async certificates(): Promise<CertificateSurvey> {
    this.#options.place?.();
    return this.#look((host) => this.#callOn(host, 'certificates', {}));
  }

  async openPrompt(input: TokenHostInput<'openPrompt'>): Promise<TokenHostOutput<'openPrompt'>> {
    this.#options.place?.();
    const prompt = await this.#unhurried((host) => this.#callOn(host, 'openPrompt', input));
    this.#prompts.set(prompt.promptId, Date.parse(prompt.expiresAt));
    return prompt;
  }

  async cancelPrompt(input: TokenHostInput<'cancelPrompt'>): Promise<void> {
    this.#prompts.delete(input.promptId);
    const host = this.#host;
    // The key of a prompt dies with its host; there is nothing to cancel in a new one.
    if (host?.alive !== true) return;
    try {
      await this.#callOn(host, 'cancelPrompt', input);
    } catch (thrown) {
      if (!this.#hurried.has(host)) throw thrown;
    }
    this.#endIfOver(host);
  }

  /** An accepted PIN must be followed by `closeSession` with the host and the login that are returned with it. */
  async enterPin(
    input: TokenHostInput<'enterPin'>,
    token: TokenView,
  ): Promise<{
    readonly entry: TokenHostOutput<'enterPin'>;
    readonly host: HostClient;
    readonly login: OpenLogin;
  }> {
    const { host, login } = this.#beginPinWork(input.sealed.promptId, token);
    let accepted = false;
    try {
      const entry = await this.#watched(host, token, this.#callOn(host, 'enterPin', input));
      accepted = entry.kind === 'accepted';
      return { entry, host, login };
    } finally {
      if (!accepted) this.#loginOver(host, login);
    }
  }

  async changePin(
    input: TokenHostInput<'changePin'>,
    token: TokenView,
  ): Promise<TokenHostOutput<'changePin'>> {
    const { host, login } = this.#beginPinWork(input.sealed.promptId, token);
    try {
      return await this.#watched(host, token, this.#callOn(host, 'changePin', input));
    } finally {
      this.#loginOver(host, login);
    }
  }

  /** With the sealed PIN of a prompt that was opened here for that token. */
  async selfTestWithPin(
    input: TokenHostInput<'selfTest'> & {
      readonly sealed: NonNullable<TokenHostInput<'selfTest'>['sealed']>;
    },
    token: TokenView,
    onStep?: (step: SelfTestStep) => void,
  ): Promise<TokenHostOutput<'selfTest'>> {
    const { host, login } = this.#beginPinWork(input.sealed.promptId, token);
    try {
      return await toldSteps(
        (step) => this.#watched(host, token, this.#callOn(host, 'selfTest', input, { step })),
        onStep,
      );
    } finally {
      this.#loginOver(host, login);
    }
  }

  /** Without a login, in a host of its own: nobody who looks for tokens meanwhile has to wait for it. */
  async selfTest(
    input: TokenHostInput<'selfTest'>,
    onStep?: (step: SelfTestStep) => void,
  ): Promise<TokenHostOutput<'selfTest'>> {
    this.#options.place?.();
    const host = this.#start();
    try {
      return await toldSteps((step) => host.call('selfTest', input, { step }), onStep);
    } finally {
      host.kill();
    }
  }

  sign(host: HostClient, token: TokenView, input: TokenHostInput<'sign'>): Promise<TokenHostOutput<'sign'>> {
    return this.#watched(host, token, host.call('sign', input));
  }

  /** `signed`: told of each value as it is made, for the host may end before it has answered. */
  signEach(
    host: HostClient,
    token: TokenView,
    input: TokenHostInput<'signEach'>,
    signed: (value: Uint8Array) => void,
  ): Promise<TokenHostOutput<'signEach'>> {
    return this.#watched(host, token, host.call('signEach', input, { signed }));
  }

  async closeSession(host: HostClient, login: OpenLogin, sessionId: string): Promise<void> {
    try {
      if (host.alive) await host.call('closeSession', { sessionId });
    } catch {
      // The host is dead or the module refuses: the process ends now, and the token is released with it.
    } finally {
      this.#loginOver(host, login);
    }
  }

  /**
   * Tokens have left their readers: logins on them end with TOKEN_REMOVED, at once or with the answer that was on its
   * way (what the token signed before it left would else be signed a second time). The host ends with them unless
   * somebody is logged in to another token through it.
   */
  tokensLeft(left: (token: TokenView) => boolean): void {
    const gone = [...this.#logins].filter(({ token }) => left(token));
    const [first] = gone;
    if (first === undefined) return;
    const removed = (token: TokenView) =>
      new DvcttError('TOKEN_REMOVED', { token: token.serial, module: this.path });
    if (gone.length === this.#logins.size) void this.#endAfterAnswer(removed(first.token));
    else for (const login of gone) login.end(removed(login.token));
  }

  async #endAfterAnswer(death: DvcttError): Promise<void> {
    const host = this.#host;
    if (host === undefined) return;
    const { answered } = host;
    for (let waited = 0; waited < lastAnswer && host.busy && host.answered === answered; waited += 10)
      await sleep(10);
    host.kill(death);
  }

  /**
   * A card has left while the module is being read. Some never come back from that (OpenSC 0.23 waits in a lock of its
   * own), so a call that is under way gets `grace` ms more; the reading is then begun again in a fresh process.
   */
  hurry(grace: number): void {
    const host = this.#host;
    if (host?.alive !== true || !host.busy || this.#logins.size > 0) return;
    const { answered } = host;
    setTimeout(() => {
      if (!host.alive || !host.busy || host.answered !== answered || this.#logins.size > 0) return;
      this.#hurried.add(host);
      host.kill();
    }, grace).unref();
  }

  /** Tokens on which PIN work is under way. */
  get tokensInUse(): readonly TokenView[] {
    return [...this.#logins].map(({ token }) => token);
  }

  /** A call is under way or waiting. */
  get busy(): boolean {
    return this.#host?.busy === true;
  }

  /** From now on every call of the module is traced, or none any more. */
  async trace(on: boolean): Promise<void> {
    this.#tracing = on;
    if (this.#host?.alive === true) await this.#host.call('trace', { on });
  }

  /** Lets go of the readers now. Nothing happens while somebody is logged in or a call is under way. */
  release(): void {
    clearTimeout(this.#idle);
    const host = this.#host;
    if (host?.alive !== true || this.#logins.size > 0 || host.busy) return;
    this.#releasingSince = performance.now();
    // A module that deadlocks while it unloads is killed by the deadline, and nobody was waiting for it.
    host
      .call('release', {})
      .catch(() => undefined)
      .finally(() => (this.#releasingSince = undefined));
  }

  /** Ends the host unless somebody is logged in or has a prompt open in it; the next call starts another. */
  renew(): void {
    if (this.#logins.size === 0 && this.#openPrompts() === 0) this.close();
  }

  /** No longer wanted: ends as soon as no PIN is at work in it. */
  retire(): void {
    this.#retired = true;
    if (this.#logins.size === 0) this.close();
  }

  close(): void {
    clearTimeout(this.#idle);
    clearTimeout(this.#lastPrompt);
    this.#host?.kill();
    this.#host = undefined;
  }

  /** Process number of the host now running; for diagnosis and tests. */
  get pid(): number | undefined {
    return this.#host?.alive === true ? this.#host.pid : undefined;
  }

  #start(): HostClient {
    const host = new HostClient(this.#options);
    // First in the line, so that not even the module's loading is missed; a host that cannot trace still works.
    if (this.#tracing) host.call('trace', { on: true }).catch(() => undefined);
    return host;
  }

  #running(): HostClient {
    const since = this.#releasingSince;
    // Never under a PIN or PUK that waits for its turn behind the unloading: only a deadline may end that host.
    const hangs = since !== undefined && performance.now() - since > longestUnload;
    if (hangs && this.#logins.size === 0) this.#host?.kill();
    if (this.#host?.alive !== true) {
      const host = this.#start();
      this.#host = host;
      this.#sawPin = false;
      this.#logins.clear();
      this.#prompts.clear();
      this.#releasingSince = undefined;
    }
    return this.#host;
  }

  /**
   * Reads without a session. A host that has answered before and now dies is replaced once: modules lose their wits
   * when a reader or token goes away, and a fresh process sees what is there.
   */
  #look<T>(read: (host: HostClient) => Promise<T>): Promise<T> {
    return this.#unhurried(async (host) => {
      const used = host.answered > 0;
      try {
        return await read(host);
      } catch (thrown) {
        if (host.alive || !used || this.#hurried.has(host)) throw thrown;
        return read(this.#running());
      }
    });
  }

  /**
   * Begins again in a fresh process as often as a leaving card has ended the one that was asked: it may just have been
   * starting on a busy machine, and has failed at nothing.
   */
  async #unhurried<T>(work: (host: HostClient) => Promise<T>): Promise<T> {
    const host = this.#running();
    try {
      return await work(host);
    } catch (thrown) {
      if (!this.#hurried.has(host)) throw thrown;
      return this.#unhurried(work);
    }
  }

  #beginPinWork(promptId: string, token: TokenView): { host: HostClient; login: OpenLogin } {
    const host = this.#running();
    const login = new OpenLogin(token);
    this.#sawPin = true;
    this.#logins.add(login);
    this.#prompts.delete(promptId);
    host.over.addEventListener('abort', () => login.end(host.death), { once: true });
    return { host, login };
  }

  /** Ends a host that hangs over a token that has been pulled out; its calls then fail with TOKEN_REMOVED. */
  #watched<T>(host: HostClient, token: TokenView, call: Promise<T>): Promise<T> {
    return watchRemoval(call, token, {
      after: this.#options.removalCheckAfter,
      look: async () => {
        const scout = this.#start();
        try {
          return await scout.call('survey', {});
        } finally {
          scout.kill();
        }
      },
      removed: () => {
        host.kill(new DvcttError('TOKEN_REMOVED', { token: token.serial, module: this.path }));
      },
    });
  }

  async #callOn<N extends TokenHostCall>(
    host: HostClient,
    name: N,
    input: TokenHostInput<N>,
    progress?: CallProgress,
  ): Promise<TokenHostOutput<N>> {
    clearTimeout(this.#idle);
    try {
      return await host.call(name, input, progress);
    } finally {
      this.#waitForIdle(host);
    }
  }

  #loginOver(host: HostClient, login: OpenLogin): void {
    login.close();
    if (host !== this.#host) return;
    this.#logins.delete(login);
    if (this.#retired && this.#logins.size === 0) this.close();
    else this.#endIfOver(host);
  }

  /** Milliseconds for which the last open prompt can still be answered. */
  #openPrompts(): number {
    return Math.max(0, Math.max(0, ...this.#prompts.values()) - Date.now());
  }

  /** Ends a host that has seen a PIN, once nobody has a session or an open prompt in it. */
  #endIfOver(host: HostClient): void {
    if (host !== this.#host || !this.#sawPin || this.#logins.size > 0) return;
    clearTimeout(this.#lastPrompt);
    const wait = this.#openPrompts();
    if (wait > 0) {
      this.#lastPrompt = setTimeout(() => {
        this.#endIfOver(host);
      }, wait + 1);
      this.#lastPrompt.unref();
      return;
    }
    host.kill();
    this.#host = undefined;
  }

  #waitForIdle(host: HostClient): void {
    clearTimeout(this.#idle);
    if (host !== this.#host || !host.alive) return;
    this.#idle = setTimeout(() => {
      if (host === this.#host) this.release();
    }, this.#options.idleAfter);
    this.#idle.unref();
  }
}

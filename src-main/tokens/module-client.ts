import { DvcttError } from '#shared/contract/errors.ts';
import type { TokenView } from '#shared/contract/tokens.ts';
import type {
  CertificateSurvey,
  ModuleSurvey,
  TokenHostCall,
  TokenHostInput,
  TokenHostOutput,
} from '#shared/contract/token-host.ts';
import { HostClient, type HostClientOptions } from './host-client.ts';
import { watchRemoval } from './removal-watch.ts';

export interface ModuleClientOptions extends HostClientOptions {
  /** After this long without a call the module is made to let go of its readers, ms. */
  readonly idleAfter: number;
  /** After this long in a login or signature the token's presence is checked by a second host, ms. */
  readonly removalCheckAfter: number;
}

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
  #sessions = 0;
  #lastPrompt: NodeJS.Timeout | undefined;
  #idle: NodeJS.Timeout | undefined;

  constructor(options: ModuleClientOptions) {
    this.path = options.modulePath;
    this.#options = options;
  }

  survey(): Promise<ModuleSurvey> {
    return this.#look((host) => this.#callOn(host, 'survey', {}));
  }

  certificates(): Promise<CertificateSurvey> {
    return this.#look((host) => this.#callOn(host, 'certificates', {}));
  }

  async openPrompt(input: TokenHostInput<'openPrompt'>): Promise<TokenHostOutput<'openPrompt'>> {
    const prompt = await this.#call('openPrompt', input);
    this.#prompts.set(prompt.promptId, Date.parse(prompt.expiresAt));
    return prompt;
  }

  async cancelPrompt(input: TokenHostInput<'cancelPrompt'>): Promise<void> {
    this.#prompts.delete(input.promptId);
    const host = this.#host;
    // The key of a prompt dies with its host; there is nothing to cancel in a new one.
    if (host?.alive !== true) return;
    await this.#callOn(host, 'cancelPrompt', input);
    this.#endIfOver(host);
  }

  /** An accepted PIN must be followed by `closeSession` on the host that is returned with it. */
  async enterPin(
    input: TokenHostInput<'enterPin'>,
    token: TokenView,
  ): Promise<{ readonly entry: TokenHostOutput<'enterPin'>; readonly host: HostClient }> {
    const host = this.#running();
    this.#sawPin = true;
    this.#sessions += 1;
    this.#prompts.delete(input.sealed.promptId);
    let accepted = false;
    try {
      const entry = await this.#watched(host, token, this.#callOn(host, 'enterPin', input));
      accepted = entry.kind === 'accepted';
      return { entry, host };
    } finally {
      if (!accepted) this.#sessionOver(host);
    }
  }

  sign(host: HostClient, token: TokenView, input: TokenHostInput<'sign'>): Promise<TokenHostOutput<'sign'>> {
    return this.#watched(host, token, host.call('sign', input));
  }

  async closeSession(host: HostClient, sessionId: string): Promise<void> {
    try {
      if (host.alive) await host.call('closeSession', { sessionId });
    } catch {
      // The host is dead or the module refuses: the process ends now, and the token is released with it.
    } finally {
      this.#sessionOver(host);
    }
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

  #running(): HostClient {
    if (this.#host?.alive !== true) {
      this.#host = new HostClient(this.#options);
      this.#sawPin = false;
      this.#sessions = 0;
      this.#prompts.clear();
    }
    return this.#host;
  }

  /**
   * Reads without a session. A host that has answered before and now dies is replaced once: modules lose their wits
   * when a reader or token goes away, and a fresh process sees what is there.
   */
  async #look<T>(read: (host: HostClient) => Promise<T>): Promise<T> {
    const host = this.#running();
    const used = host.used;
    try {
      return await read(host);
    } catch (thrown) {
      if (host.alive || !used) throw thrown;
      return read(this.#running());
    }
  }

  /** Ends a host that hangs over a token that has been pulled out; its calls then fail with TOKEN_REMOVED. */
  #watched<T>(host: HostClient, token: TokenView, call: Promise<T>): Promise<T> {
    return watchRemoval(call, token, {
      after: this.#options.removalCheckAfter,
      look: async () => {
        const scout = new HostClient(this.#options);
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

  #call<N extends TokenHostCall>(name: N, input: TokenHostInput<N>): Promise<TokenHostOutput<N>> {
    return this.#callOn(this.#running(), name, input);
  }

  async #callOn<N extends TokenHostCall>(
    host: HostClient,
    name: N,
    input: TokenHostInput<N>,
  ): Promise<TokenHostOutput<N>> {
    clearTimeout(this.#idle);
    try {
      return await host.call(name, input);
    } finally {
      this.#waitForIdle(host);
    }
  }

  #sessionOver(host: HostClient): void {
    if (host !== this.#host) return;
    this.#sessions -= 1;
    this.#endIfOver(host);
  }

  /** Ends a host that has seen a PIN, once nobody has a session or an open prompt in it. */
  #endIfOver(host: HostClient): void {
    if (host !== this.#host || !this.#sawPin || this.#sessions > 0) return;
    clearTimeout(this.#lastPrompt);
    const wait = Math.max(0, ...this.#prompts.values()) - Date.now();
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
    if (host !== this.#host || !host.alive || this.#sessions > 0 || host.busy) return;
    this.#idle = setTimeout(() => {
      if (host !== this.#host || !host.alive || this.#sessions > 0 || host.busy) return;
      // A module that deadlocks while it unloads is killed by the deadline, and nobody was waiting for it.
      host.call('release', {}).catch(() => undefined);
    }, this.#options.idleAfter);
    this.#idle.unref();
  }
}

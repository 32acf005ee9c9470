import type { PKCS11 } from 'pkcs11js';
import { DvcttError, toFailure } from '#shared/contract/errors.ts';
import type {
  CertificateSurvey,
  ModuleSurvey,
  TokenHostCall,
  TokenHostInput,
  TokenHostOutput,
} from '#shared/contract/token-host.ts';
import type { SelfTestStep } from '#shared/contract/token-jobs.ts';
import { cryptoki } from '../pkcs11/cryptoki-error.ts';
import { CallTrace } from '../pkcs11/call-trace.ts';
import { openModule } from '../pkcs11/module.ts';
import { requirePinLength } from './login.ts';
import { requireMechanism } from './mechanism.ts';
import { quietly } from './objects.ts';
import { refuseUnshownFinalTry, refuseUnusablePin } from './pin-state.ts';
import { changePin, requireChangeable, unblockPin, type PinChangeResult } from './pin-change.ts';
import { PinPrompts, type OpenedSeal } from './pin-prompts.ts';
import { splitSecrets } from './secret-pair.ts';
import { selfTest } from './self-test.ts';
import { fieldText, findToken, readSlots, type SeenToken } from './slots.ts';
import { readTokenObjects } from './token-objects.ts';
import { TokenSession } from './token-session.ts';

export type TokenHostHandlers = {
  readonly [N in TokenHostCall]: (
    input: TokenHostInput<N>,
  ) => TokenHostOutput<N> | Promise<TokenHostOutput<N>>;
};

/** Told during a self-test or `signEach`. `doing`, `step`: before each call and after each step: what comes next may never come back. */
export interface SelfTestProgress {
  readonly doing: (call: string) => void;
  readonly step: (step: SelfTestStep) => void;
  /** Told during `signEach` after each signature. */
  readonly signed: (value: Uint8Array) => void;
}

/** The calls of one module. Called one at a time; PKCS#11 calls are synchronous and hold up this process alone. */
export class TokenHost implements TokenHostHandlers {
  readonly #modulePath: string;
  readonly #prompts = new PinPrompts();
  readonly #sessions = new Map<string, TokenSession>();
  readonly #trace: CallTrace;
  readonly #safePlace: (path: string) => string;
  readonly #progress: SelfTestProgress | undefined;
  #module: PKCS11 | undefined;

  /** `safePlace` says, before each load, from which path; it throws for a file that others can change. */
  constructor(
    modulePath: string,
    tell?: ConstructorParameters<typeof CallTrace>[0],
    {
      safePlace,
      progress,
    }: { readonly safePlace: (path: string) => string; readonly progress?: SelfTestProgress } = {
      safePlace: (path) => path,
    },
  ) {
    this.#modulePath = modulePath;
    this.#safePlace = safePlace;
    this.#progress = progress;
    this.#trace = new CallTrace(tell);
  }

  survey(): ModuleSurvey {
    return this.#survey().survey;
  }

  certificates(): CertificateSurvey {
    const { survey, tokens } = this.#survey();
    const certificates: CertificateSurvey['certificates'] = [];
    const problems: CertificateSurvey['problems'] = [];
    for (const token of tokens) {
      const tokenSerial = token.view.serial;
      if (token.view.pinState === 'not-initialised') continue;
      try {
        certificates.push({ tokenSerial, objects: readTokenObjects(this.#open(), token) });
      } catch (thrown) {
        const failure = toFailure(thrown);
        problems.push({ ...failure, details: { ...failure.details, token: tokenSerial } });
      }
    }
    return { ...survey, certificates, problems };
  }

  async openPrompt(input: TokenHostInput<'openPrompt'>): Promise<TokenHostOutput<'openPrompt'>> {
    const token = this.#find(input.tokenSerial);
    refuseUnusablePin(token.view, input.purpose);
    for (const algorithm of input.algorithms) requireMechanism(this.#open(), token.slot, algorithm);
    return await this.#prompts.open(token.view, input.purpose, input.lifetime);
  }

  cancelPrompt({ promptId }: TokenHostInput<'cancelPrompt'>): TokenHostOutput<'cancelPrompt'> {
    this.#prompts.cancel(promptId);
    return {};
  }

  async enterPin(input: TokenHostInput<'enterPin'>): Promise<TokenHostOutput<'enterPin'>> {
    const opened = await this.#prompts.spend(input.sealed, ['sign', 'challenge']);
    const { secret, tokenSerial, purpose, shown } = opened;
    try {
      const token = this.#find(tokenSerial);
      try {
        // The state may have changed since the prompt was opened: a locked token is not tried.
        refuseUnusablePin(token.view, purpose);
        refuseUnshownFinalTry(shown, token.view, purpose);
        requirePinLength(secret, token.view);
      } catch (thrown) {
        return { kind: 'refused', failure: toFailure(thrown), pinState: token.view.pinState };
      }
      return this.#logIn(token, input.thumbprint, secret);
    } finally {
      secret.fill(0);
    }
  }

  async changePin(input: TokenHostInput<'changePin'>): Promise<TokenHostOutput<'changePin'>> {
    const opened = await this.#prompts.spend(input.sealed, ['change', 'unblock']);
    const { tokenSerial, purpose } = opened;
    try {
      const token = this.#find(tokenSerial);
      this.#requireLoggedOut(tokenSerial);
      if (purpose !== 'unblock') return this.#change(token, 'change', opened);
      // Unblocking may initialise the module anew, which would end every session in it.
      if (this.#sessions.size > 0) throw new DvcttError('TOKEN_BUSY', { token: tokenSerial });
      try {
        return this.#change(token, 'unblock', opened);
      } finally {
        this.release();
      }
    } finally {
      opened.secret.fill(0);
    }
  }

  async selfTest(input: TokenHostInput<'selfTest'>): Promise<TokenHostOutput<'selfTest'>> {
    const { sealed } = input;
    const opened = sealed === undefined ? undefined : await this.#prompts.spend(sealed, ['self-test']);
    this.#trace.follow = this.#progress?.doing;
    try {
      const tokenSerial = opened?.tokenSerial ?? input.tokenSerial;
      if (tokenSerial !== undefined) this.#requireLoggedOut(tokenSerial);
      if (opened !== undefined) {
        refuseUnshownFinalTry(opened.shown, this.#find(opened.tokenSerial).view, 'self-test');
      }
      const options = { tokenSerial, pin: opened?.secret, onStep: this.#progress?.step };
      return { steps: selfTest(this.#open(), this.#modulePath, options) };
    } finally {
      this.#trace.follow = undefined;
      opened?.secret.fill(0);
    }
  }

  trace({ on }: TokenHostInput<'trace'>): TokenHostOutput<'trace'> {
    this.#trace.on = on;
    return {};
  }

  sign({ sessionId, algorithm, digest }: TokenHostInput<'sign'>): TokenHostOutput<'sign'> {
    const session = this.#sessions.get(sessionId);
    if (session === undefined) throw new DvcttError('TOKEN_REMOVED', { reason: 'the session is over' });
    try {
      return { value: session.sign(algorithm, digest) };
    } catch (thrown) {
      if (thrown instanceof DvcttError && thrown.code === 'TOKEN_REMOVED') this.closeSession({ sessionId });
      throw thrown;
    }
  }

  signEach({ sessionId, algorithm, digests }: TokenHostInput<'signEach'>): TokenHostOutput<'signEach'> {
    const values: Uint8Array[] = [];
    try {
      for (const digest of digests) {
        const { value } = this.sign({ sessionId, algorithm, digest });
        this.#progress?.signed(value);
        values.push(value);
      }
      return { values };
    } catch (thrown) {
      return { values, failure: toFailure(thrown) };
    }
  }

  closeSession({ sessionId }: TokenHostInput<'closeSession'>): TokenHostOutput<'closeSession'> {
    this.#sessions.get(sessionId)?.close();
    this.#sessions.delete(sessionId);
    return {};
  }

  release(): TokenHostOutput<'release'> {
    if (this.#sessions.size > 0) throw new DvcttError('TOKEN_BUSY');
    const module = this.#module;
    if (module === undefined) return {};
    this.#module = undefined;
    quietly(() => {
      module.C_Finalize();
    });
    return {};
  }

  #open(): PKCS11 {
    this.#module ??= openModule(this.#safePlace(this.#modulePath), this.#trace);
    return this.#module;
  }

  #survey(): { survey: ModuleSurvey; tokens: readonly SeenToken[] } {
    const pkcs11 = this.#open();
    const module = this.#modulePath;
    const info = cryptoki(() => pkcs11.C_GetInfo(), { module });
    const { readers, tokens } = readSlots(pkcs11, module);
    const survey = {
      module: {
        description: fieldText(info.libraryDescription),
        manufacturer: fieldText(info.manufacturerID),
        version: `${info.libraryVersion.major}.${info.libraryVersion.minor}`,
        readers,
      },
      tokens: tokens.map(({ view }) => view),
    };
    return { survey, tokens };
  }

  #find(serial: string): SeenToken {
    const token = findToken(this.#open(), this.#modulePath, serial);
    if (token === undefined) throw new DvcttError('TOKEN_NOT_FOUND', { token: serial });
    return token;
  }

  /** Throws TOKEN_BUSY while somebody is logged in to this token here. */
  #requireLoggedOut(serial: string): void {
    // Login state belongs to the whole process (PKCS#11 v2.40 §5.6): a second login would not compare the PIN at all.
    for (const session of this.#sessions.values()) {
      if (session.tokenSerial === serial) throw new DvcttError('TOKEN_BUSY', { token: serial });
    }
  }

  #logIn(token: SeenToken, thumbprint: string, pin: Buffer): TokenHostOutput<'enterPin'> {
    this.#requireLoggedOut(token.view.serial);
    const opened = TokenSession.open(this.#open(), token, thumbprint, pin);
    if (opened instanceof TokenSession) {
      this.#sessions.set(opened.id, opened);
      return { kind: 'accepted', sessionId: opened.id };
    }
    return { kind: 'refused', failure: opened.failure, pinState: opened.pinState };
  }

  #change(token: SeenToken, purpose: 'change' | 'unblock', { secret, shown }: OpenedSeal): PinChangeResult {
    let secrets;
    try {
      refuseUnusablePin(token.view, purpose);
      refuseUnshownFinalTry(shown, token.view, purpose);
      secrets = splitSecrets(secret);
      requireChangeable(secrets, token.view, purpose);
    } catch (thrown) {
      const { pinState, pukState } = token.view;
      return { kind: 'refused', failure: toFailure(thrown), pinState, pukState };
    }
    return purpose === 'change'
      ? changePin(this.#open(), token, secrets)
      : unblockPin(this.#open(), token, secrets);
  }
}

import type { PKCS11 } from 'pkcs11js';
import { DvcttError, toFailure } from '#shared/contract/errors.ts';
import type {
  CertificateSurvey,
  ModuleSurvey,
  TokenHostCall,
  TokenHostInput,
  TokenHostOutput,
} from '#shared/contract/token-host.ts';
import { cryptoki } from '../pkcs11/cryptoki-error.ts';
import { openModule } from '../pkcs11/module.ts';
import { requirePinLength } from './login.ts';
import { requireMechanism } from './mechanism.ts';
import { quietly } from './objects.ts';
import { refuseUnusablePin } from './pin-state.ts';
import { PinPrompts } from './pin-prompts.ts';
import { findToken, readSlots, type SeenToken } from './slots.ts';
import { readTokenObjects } from './token-objects.ts';
import { TokenSession } from './token-session.ts';

export type TokenHostHandlers = {
  readonly [N in TokenHostCall]: (
    input: TokenHostInput<N>,
  ) => TokenHostOutput<N> | Promise<TokenHostOutput<N>>;
};

/** The calls of one module. Called one at a time; PKCS#11 calls are synchronous and hold up this process alone. */
export class TokenHost implements TokenHostHandlers {
  readonly #modulePath: string;
  readonly #prompts = new PinPrompts();
  readonly #sessions = new Map<string, TokenSession>();
  #module: PKCS11 | undefined;

  constructor(modulePath: string) {
    this.#modulePath = modulePath;
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
    refuseUnusablePin(token.view);
    for (const algorithm of input.algorithms) requireMechanism(this.#open(), token.slot, algorithm);
    return await this.#prompts.open(token.view, input.lifetime);
  }

  cancelPrompt({ promptId }: TokenHostInput<'cancelPrompt'>): TokenHostOutput<'cancelPrompt'> {
    this.#prompts.cancel(promptId);
    return {};
  }

  async enterPin(input: TokenHostInput<'enterPin'>): Promise<TokenHostOutput<'enterPin'>> {
    const { pin, tokenSerial } = await this.#prompts.spend(input.sealed);
    try {
      const token = this.#find(tokenSerial);
      try {
        // The state may have changed since the prompt was opened: a locked token is not tried.
        refuseUnusablePin(token.view);
        requirePinLength(pin, token.view);
      } catch (thrown) {
        return { kind: 'refused', failure: toFailure(thrown), pinState: token.view.pinState };
      }
      return this.#logIn(token, input.thumbprint, pin);
    } finally {
      pin.fill(0);
    }
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
    this.#module ??= openModule(this.#modulePath);
    return this.#module;
  }

  #survey(): { survey: ModuleSurvey; tokens: readonly SeenToken[] } {
    const pkcs11 = this.#open();
    const module = this.#modulePath;
    const info = cryptoki(() => pkcs11.C_GetInfo(), { module });
    const { readers, tokens } = readSlots(pkcs11, module);
    const survey = {
      module: {
        description: info.libraryDescription.trim(),
        manufacturer: info.manufacturerID.trim(),
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

  #logIn(token: SeenToken, thumbprint: string, pin: Buffer): TokenHostOutput<'enterPin'> {
    const serial = token.view.serial;
    // Login state belongs to the whole process (PKCS#11 v2.40 §5.6): a second login would not compare the PIN at all.
    for (const session of this.#sessions.values()) {
      if (session.tokenSerial === serial) throw new DvcttError('TOKEN_BUSY', { token: serial });
    }
    const opened = TokenSession.open(this.#open(), token, thumbprint, pin);
    if (opened instanceof TokenSession) {
      this.#sessions.set(opened.id, opened);
      return { kind: 'accepted', sessionId: opened.id };
    }
    const { code, ckr, pinState } = opened;
    return { kind: 'refused', failure: { code, details: { ckr, token: serial } }, pinState };
  }
}

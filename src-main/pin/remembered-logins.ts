import type { CoreEvent } from '#shared/contract/ipc.ts';
import type { RememberedLogins as LoginsView } from '#shared/contract/token-jobs.ts';
import { parseCertificateId } from '../tokens/certificate-view.ts';
import type { SigningSession } from '../tokens/token-service.ts';

/** How long a login that nobody uses is kept, ms. */
export const idleLogin = 5 * 60_000;

/** A login while one job signs with it. End the use in exactly one of the two ways. */
export interface LoginInUse {
  readonly session: SigningSession;
  /** The job is through: the login is kept for the next one if it is to be remembered, else the token is let go. */
  giveBack(): Promise<void>;
  /** The token let the job down: the login is over in any case. */
  end(): Promise<void>;
}

/** A login that ends with its one job. */
export function singleUse(session: SigningSession): LoginInUse {
  const close = () => session.close();
  return { session, giveBack: close, end: close };
}

export interface LoginToKeep {
  readonly certificateId: string;
  readonly owner: string;
  /** Whoever entered the PIN: nobody else signs with it. */
  readonly username: string;
}

interface Login extends LoginToKeep {
  readonly session: SigningSession;
  inUse: boolean;
  ended: boolean;
  /** When it ends unless it is used, ms since the epoch. */
  until: number;
  timer: NodeJS.Timeout | undefined;
}

/**
 * “Remember for this batch”: the logged-in session on a token is kept, never the PIN, so that the next signature with
 * the same certificate by the same person asks for nothing. It ends when the token leaves, the screen is locked, the
 * person signs out, five minutes pass unused, a signature fails, or `forgetAll` is asked; a job that signs with it at
 * that moment still runs to its end, for its PIN was given for all of it, and the login ends with it.
 *
 * While a login is kept the token is held open: another program that wants it for itself may have to wait. (For a key
 * that wants its PIN before each signature, the token host keeps the PIN in its own memory just as long.)
 */
export class RememberedLogins {
  readonly #now: () => Date;
  readonly #emit: (event: CoreEvent) => void;
  readonly #idle: number;
  readonly #logins = new Map<string, Login>();
  #forgettings = 0;

  constructor(options: {
    readonly now: () => Date;
    readonly emit: (event: CoreEvent) => void;
    /** Milliseconds. */
    readonly idle?: number;
  }) {
    this.#now = options.now;
    this.#emit = options.emit;
    this.#idle = options.idle ?? idleLogin;
  }

  view(): LoginsView {
    return {
      logins: [...this.#logins.values()].map(({ certificateId, owner, inUse, until }) => ({
        certificateId,
        owner,
        until: new Date(inUse ? this.#fromNow() : until).toISOString(),
      })),
    };
  }

  /**
   * Call it before the PIN goes to the token, and what it returns once the token took it: a login that everything was
   * forgotten over in between (the screen was locked meanwhile) is good for its own job only.
   */
  keeper(login: LoginToKeep): (session: SigningSession) => LoginInUse {
    const asOf = this.#forgettings;
    return (session) => (asOf === this.#forgettings ? this.#keep(login, session) : singleUse(session));
  }

  /** The login kept for this certificate and person, to be given back or ended; undefined when the PIN must be asked for. */
  async take(certificateId: string, username: string): Promise<LoginInUse | undefined> {
    const login = this.#logins.get(certificateId);
    if (login === undefined || login.inUse) return undefined;
    // The clock decides beside the timer: a machine that slept has timers that are late.
    const over = login.session.over.aborted || this.#now().getTime() >= login.until;
    if (over || login.username !== username) {
      await this.#end(login);
      return undefined;
    }
    clearTimeout(login.timer);
    login.inUse = true;
    this.#changed();
    return this.#inUse(login);
  }

  /** Lets go of a token, so that something else can be done with it. A login in use stays. */
  async free(tokenSerial: string): Promise<void> {
    const here = [...this.#logins.values()].filter(
      ({ certificateId, inUse }) => !inUse && parseCertificateId(certificateId)?.tokenSerial === tokenSerial,
    );
    await Promise.all(here.map((login) => this.#end(login)));
  }

  async forgetAll(): Promise<void> {
    this.#forgettings += 1;
    await Promise.all([...this.#logins.values()].map((login) => this.#end(login)));
  }

  #keep(kept: LoginToKeep, session: SigningSession): LoginInUse {
    const older = this.#logins.get(kept.certificateId);
    if (older !== undefined) void this.#end(older);
    const login: Login = {
      ...kept,
      session,
      inUse: true,
      ended: false,
      until: this.#fromNow(),
      timer: undefined,
    };
    this.#logins.set(login.certificateId, login);
    session.over.addEventListener('abort', () => void this.#end(login), { once: true });
    this.#changed();
    return this.#inUse(login);
  }

  #inUse(login: Login): LoginInUse {
    return {
      session: login.session,
      giveBack: async () => {
        login.inUse = false;
        if (login.ended) return login.session.close();
        if (login.session.over.aborted) return this.#end(login);
        login.until = this.#fromNow();
        login.timer = setTimeout(() => void this.#end(login), this.#idle);
        login.timer.unref();
        this.#changed();
      },
      end: async () => {
        login.inUse = false;
        if (login.ended) return login.session.close();
        await this.#end(login);
      },
    };
  }

  async #end(login: Login): Promise<void> {
    if (login.ended) return;
    login.ended = true;
    clearTimeout(login.timer);
    if (this.#logins.get(login.certificateId) === login) this.#logins.delete(login.certificateId);
    this.#changed();
    if (!login.inUse) await login.session.close();
  }

  #fromNow(): number {
    return this.#now().getTime() + this.#idle;
  }

  #changed(): void {
    this.#emit({ name: 'logins.changed', payload: this.view() });
  }
}

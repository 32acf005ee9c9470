/** A core small enough for the tests of what carries a core: it answers a few calls and can be told to misbehave. */
import { DvcttError } from '#shared/contract/errors.ts';
import type { CallInput, CallName, CallOutput, Core, CoreEvent, SigningJob } from '#shared/contract/ipc.ts';
import type { CoreOptions } from '#main/core/options.ts';
import type { StoreKey } from '#main/store-key/store-key.ts';

export const sampleCode = '1001163260102030405';

type Answers = {
  readonly [N in CallName]?: (input: CallInput<N>) => CallOutput<N> | Promise<CallOutput<N>>;
};

export class TinyCore implements Core {
  readonly options: CoreOptions;
  /** Present where the key is what is tested. */
  readonly storeKey: StoreKey | undefined;
  readonly seen: { readonly name: string; readonly input: unknown }[] = [];
  readonly #listeners = new Set<(event: CoreEvent) => void>();
  #link: string | undefined;

  constructor(options: CoreOptions, storeKey?: StoreKey) {
    this.options = options;
    this.storeKey = storeKey;
  }

  async call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
    this.seen.push({ name, input });
    const answer = this.#answers[name];
    if (answer === undefined) throw new DvcttError('DOSSIER_NOT_FOUND');
    return answer(input);
  }

  readonly #answers: Answers = {
    'app.info': () => ({
      version: String(process.pid),
      shell: this.options.shell,
      backendUrl: this.options.backendUrl,
      policy: this.options.policy,
      dataFolder: this.options.dataFolder,
      demoAccounts: this.options.demoAccounts ?? [],
    }),
    'session.current': () => ({ user: null }),
    'session.signIn': async ({ username }) => {
      if (username === 'crash') process.kill(process.pid, 'SIGKILL');
      if (username === 'slow') await new Promise((resolve) => setTimeout(resolve, 60_000));
      if (username === 'bug') throw new TypeError('cannot read properties of undefined');
      throw new DvcttError('SIGN_IN_REFUSED', { username });
    },
    'store.key': () => this.#key().state(),
    'store.unlock': ({ passphrase }) => this.#key().unlock(passphrase),
    'store.setAside': () => this.#key().setAside(),
    'session.signOut': () => {
      this.emit({ name: 'tokens.changed', payload: {} });
      return {};
    },
    'signing.status': ({ jobId }) => this.job(jobId),
    'dossiers.list': () => ({ dossiers: [] }),
    'drafts.attach': ({ base64 }) => {
      throw new DvcttError('FILE_TOO_LARGE', { characters: base64.length });
    },
    'shell.screenLocked': () => {
      this.emit({ name: 'logins.changed', payload: { logins: [] } });
      return {};
    },
    'shell.openLink': ({ text }) => {
      this.#link = text;
      this.emit({ name: 'link.arrived', payload: {} });
      return {};
    },
    'links.pending': () => ({ text: this.#link ?? null }),
    'pin.cancel': () => ({}),
  };

  #key(): StoreKey {
    if (this.storeKey === undefined) throw new DvcttError('STORE_LOCKED');
    return this.storeKey;
  }

  job(jobId: string): SigningJob {
    return {
      jobId,
      // The tests' own constant, in the shape of a dossier code.
      code: sampleCode as SigningJob['code'],
      phase: 'awaiting-pin',
      done: 0,
      total: 1,
      current: '',
      policy: 'compat',
      results: [],
    };
  }

  emit(event: CoreEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  subscribe(listener: (event: CoreEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

export const tinyOptions: CoreOptions = {
  dataFolder: '/nowhere',
  backendUrl: 'http://127.0.0.1:9',
  modules: [],
  shell: 'browser',
  policy: 'compat',
};

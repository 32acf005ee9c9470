import { normaliseUsername } from '#shared/domain/people/username.ts';
import { createInterface } from 'node:readline/promises';
import { DvcttError, toFailure } from '#shared/contract/errors.ts';
import type { Core, CallOutput } from '#shared/contract/ipc.ts';
import { createCore } from '../../core/core.ts';
import { newestDamagedOf } from '../../diagnostics/damaged-folders.ts';
import { findStoreKey } from '../../store-key/key-source.ts';
import { passphraseFromFile } from '../../store-key/passphrase-file.ts';
import { describeFailure, type Printer } from './printer.ts';
import { backendUrl, dataFolder, namedModules } from './settings.ts';
import { SignInWords, type SecretOptions } from './sign-in-words.ts';

export interface PersonOptions extends SecretOptions {
  readonly user?: string;
  readonly data?: string;
  /** PKCS#11 modules beside those of the catalogue. */
  readonly module?: string[];
}
export type SignedIn = CallOutput<'session.signIn'>;

/** Opens the stores and signs a person in, without a line too; whatever happens, the stores are closed afterwards. */
export function withPerson<T>(
  options: PersonOptions,
  printer: Printer,
  work: (core: Core, signedIn: SignedIn) => Promise<T>,
): Promise<T> {
  return withCore(options, printer, async (core, words) => {
    const { signedIn } = await signPersonIn(core, words, options);
    return work(core, signedIn);
  });
}

/** Asks for name and password where they are not given. */
export async function signPersonIn(
  core: Core,
  words: SignInWords,
  options: PersonOptions,
): Promise<{ readonly signedIn: SignedIn; readonly password: string }> {
  const username = options.user ?? (await askName());
  const password = await words.password(username);
  const signedIn = await core.call('session.signIn', { username, password }).catch((cause: unknown) => {
    throw unlessSetAside(dataFolder(options.data), username, cause);
  });
  return { signedIn, password };
}

/** Opens the stores with nobody signed in; whatever happens, they are closed afterwards. */
export async function withCore<T>(
  options: PersonOptions,
  printer: Printer,
  work: (core: Core, words: SignInWords) => Promise<T>,
): Promise<T> {
  const folder = dataFolder(options.data);
  const words = new SignInWords(options);
  const storeKey = await findStoreKey({
    dataFolder: folder,
    passphrase: await passphraseFromFile(process.env),
  });
  const core = await createCore({
    dataFolder: folder,
    backendUrl: backendUrl(),
    modules: namedModules(options.module),
    shell: 'cli',
    policy: 'compat',
    storeKey,
  });
  try {
    await unlock(core, words, printer);
    return await work(core, words);
  } finally {
    await core.close();
  }
}

/** Brings the key: asks for the passphrase where there is one, or lets the person choose it. */
async function unlock(core: Core, words: SignInWords, printer: Printer): Promise<void> {
  const { state, failure } = await core.call('store.key', {});
  if (state === 'open') return;
  if (state === 'failed') {
    const why = failure ?? toFailure(new DvcttError('STORE_LOCKED'));
    throw new DvcttError(why.code, why.details);
  }
  if (failure !== undefined) {
    // What was given does not open it, and there is nobody to ask: that is the one thing to say.
    if (!words.canBeAsked) throw new DvcttError(failure.code, failure.details);
    printer.note(describeFailure(failure));
  }
  if (state === 'passphrase-new') printer.note('Chọn mật khẩu kho dữ liệu (ít nhất 10 ký tự).');
  await core.call('store.unlock', { passphrase: await words.passphrase() });
}

/** Somebody whose damaged store was just replaced is not unknown here, whatever the new one says of them. */
function unlessSetAside(dataFolder: string, username: string, cause: unknown): unknown {
  if (!(cause instanceof DvcttError) || cause.code !== 'OFFLINE_UNKNOWN_PERSON') return cause;
  const folder = newestDamagedOf(dataFolder, normaliseUsername(username));
  return folder === undefined
    ? cause
    : new DvcttError('STORE_SET_ASIDE', { ...cause.details, folder }, { cause });
}

async function askName(): Promise<string> {
  if (!process.stdin.isTTY) throw new DvcttError('USAGE', { reason: 'cần --user' });
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const name = (await terminal.question('Tên đăng nhập: ')).trim();
    if (name === '') throw new DvcttError('USAGE', { reason: 'cần --user' });
    return name;
  } finally {
    terminal.close();
  }
}

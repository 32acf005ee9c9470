import { DvcttError } from '#shared/contract/errors.ts';
import { SecretLines } from './secret-lines.ts';
import { typedSecret, type SecretKind } from './typed-secret.ts';

/** How a command is told the password of a person and the passphrase of the stores. */
export interface SecretOptions {
  /** The next line of stdin is the password. */
  readonly passwordStdin?: boolean;
  /** The next line of stdin (after the password) is the passphrase. */
  readonly passphraseStdin?: boolean;
  /** The next line of stdin (after both) is the password at the provider of remote signatures. */
  readonly remotePasswordStdin?: boolean;
}

const password: SecretKind = { longest: 1_024, tooLong: 'USAGE', cancelled: 'SESSION_REQUIRED' };
const providerWord: SecretKind = { longest: 1_024, tooLong: 'USAGE', cancelled: 'SIGNING_CANCELLED' };
const passphrase: SecretKind = { longest: 1_024, tooLong: 'USAGE', cancelled: 'STORE_LOCKED' };

/** Reads each secret when it is needed: from stdin in the order password, passphrase, the
 * provider's password and its one-time code, else typed without echo. */
export class SignInWords {
  readonly #options: SecretOptions;
  readonly #providerOption: string;
  #piped: SecretLines | undefined;

  /** @param providerOption by which this command takes the provider's password from stdin */
  constructor(options: SecretOptions, providerOption = '--remote-password-stdin') {
    this.#options = options;
    this.#providerOption = providerOption;
  }

  /** Whether a passphrase could be told at all: by a pipe or by a person at the terminal. */
  get canBeAsked(): boolean {
    return this.#options.passphraseStdin === true || process.stdin.isTTY;
  }

  /** @throws SESSION_REQUIRED when the person gives none, USAGE when there is nowhere to ask. */
  password(username: string): Promise<string> {
    if (this.#options.passwordStdin === true) return this.#line(0, '--password-stdin');
    return this.#ask(`Mật khẩu của ${username}: `, password, '--password-stdin');
  }

  /** At a provider of remote signatures. @throws USAGE when there is nowhere to ask */
  providerPassword(username: string, provider: string): Promise<string> {
    if (this.#options.remotePasswordStdin === true)
      return this.#line(this.#signInLines, 'mật khẩu ở nhà cung cấp');
    return this.#ask(`Mật khẩu của ${username} ở ${provider}: `, providerWord, this.#providerOption);
  }

  /** A provider sends it while the command runs: the line after its password, or typed. @throws USAGE */
  oneTimeCode(question: string): Promise<string> {
    if (this.#options.remotePasswordStdin === true) return this.#line(this.#signInLines + 1, 'mã xác thực');
    return this.#ask(question, providerWord, this.#providerOption);
  }

  /** @throws STORE_LOCKED when the person gives none, or when there is nowhere to ask. */
  passphrase(): Promise<string> {
    if (this.#options.passphraseStdin === true) {
      return this.#line(this.#options.passwordStdin === true ? 1 : 0, '--passphrase-stdin');
    }
    if (!process.stdin.isTTY) {
      const how = 'DVCTT_STORE_PASSPHRASE_FILE, --passphrase-stdin';
      return Promise.reject(new DvcttError('STORE_LOCKED', { how }));
    }
    return this.#ask('Mật khẩu kho dữ liệu trên máy này: ', passphrase, '--passphrase-stdin');
  }

  /** The one that shall be from now on: after the password and the passphrase on stdin, or typed twice. */
  async newPassword(): Promise<string> {
    if (this.#options.passwordStdin === true)
      return this.#line(this.#options.passphraseStdin === true ? 2 : 1, '--password-stdin');
    const next = await this.#ask('Mật khẩu mới (ít nhất 10 ký tự): ', password, '--password-stdin');
    const again = await this.#ask('Nhập lại mật khẩu mới: ', password, '--password-stdin');
    if (next !== again) throw new DvcttError('USAGE', { reason: 'hai lần nhập mật khẩu mới khác nhau' });
    return next;
  }

  /** The PIN that follows the others on stdin, as bytes: the caller overwrites them. @throws USAGE when there is none */
  async pin(): Promise<Uint8Array> {
    return this.#bytes(this.#signInLines, '--pin-stdin');
  }

  /** Lines of stdin before the one that is for signing. */
  get #signInLines(): number {
    const { passwordStdin, passphraseStdin } = this.#options;
    return Number(passwordStdin === true) + Number(passphraseStdin === true);
  }

  async #ask(question: string, kind: SecretKind, option: string): Promise<string> {
    if (!process.stdin.isTTY)
      throw new DvcttError('USAGE', { reason: `không có cửa sổ lệnh để hỏi; dùng ${option}` });
    return Buffer.from(await typedSecret(question, kind)).toString('utf8');
  }

  async #line(index: number, option: string): Promise<string> {
    return (await this.#bytes(index, option)).toString('utf8');
  }

  async #bytes(index: number, option: string): Promise<Buffer> {
    this.#piped ??= new SecretLines(process.stdin);
    const line = await this.#piped.line(index);
    if (line === undefined || line.length === 0)
      throw new DvcttError('USAGE', { reason: `stdin không có dòng ${index + 1} cho ${option}` });
    return line;
  }
}

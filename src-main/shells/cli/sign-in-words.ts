import { DvcttError } from '#shared/contract/errors.ts';
import { typedSecret, type SecretKind } from './typed-secret.ts';

/** How a command is told the password of a person and the passphrase of the stores. */
export interface SecretOptions {
  /** The next line of stdin is the password. */
  readonly passwordStdin?: boolean;
  /** The next line of stdin (after the password) is the passphrase. */
  readonly passphraseStdin?: boolean;
}

/** More than any password and passphrase together. */
const longestInput = 4_096;
const password: SecretKind = { longest: 1_024, tooLong: 'USAGE', cancelled: 'SESSION_REQUIRED' };
const passphrase: SecretKind = { longest: 1_024, tooLong: 'USAGE', cancelled: 'STORE_LOCKED' };

/** Reads each secret when it is needed: from stdin in the order password, passphrase, else typed without echo. */
export class SignInWords {
  readonly #options: SecretOptions;
  #piped: Promise<readonly Buffer[]> | undefined;

  constructor(options: SecretOptions) {
    this.#options = options;
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
    const { passwordStdin, passphraseStdin } = this.#options;
    return this.#bytes(Number(passwordStdin === true) + Number(passphraseStdin === true), '--pin-stdin');
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
    this.#piped ??= readLines(process.stdin);
    const line = (await this.#piped)[index];
    if (line === undefined || line.length === 0)
      throw new DvcttError('USAGE', { reason: `stdin không có dòng ${index + 1} cho ${option}` });
    return line;
  }
}

/** Lines of bytes, of which one may be a PIN: what they were cut from is overwritten. */
async function readLines(input: AsyncIterable<Buffer>): Promise<readonly Buffer[]> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of input) {
    length += chunk.length;
    if (length > longestInput) throw new DvcttError('USAGE', { reason: 'stdin quá dài' });
    chunks.push(chunk);
  }
  const whole = Buffer.concat(chunks);
  const lines: Buffer[] = [];
  for (let from = 0; from <= whole.length;) {
    const found = whole.indexOf(0x0a, from);
    const end = found < 0 ? whole.length : found;
    const cut = end > from && whole[end - 1] === 0x0d ? end - 1 : end;
    lines.push(Buffer.from(whole.subarray(from, cut)));
    from = end + 1;
  }
  for (const bytes of [...chunks, whole]) bytes.fill(0);
  return lines;
}

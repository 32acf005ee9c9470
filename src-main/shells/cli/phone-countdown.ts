import type { PhoneWait } from '#shared/contract/remote-ca/window.ts';
import type { Printer } from './printer.ts';
import { shown, visible } from './visible.ts';

/** A log gets a line so often while the phone is waited for (s); at a terminal one line counts down by itself. */
const everySeconds = 30;

/** Tells on stderr what waits on the phone, and for how much longer. */
export class PhoneCountdown {
  readonly #printer: Printer;
  #phone: PhoneWait | undefined;
  #timer: NodeJS.Timeout | undefined;
  #told: string | undefined;
  #lastSeconds = Infinity;

  constructor(printer: Printer) {
    this.#printer = printer;
  }

  show(phone: PhoneWait): void {
    const { providerName, app, username, code, title, round } = shown(phone);
    // By the code as it came: what is shown of it may have other signs.
    const told = `${round} ${phone.code}`;
    if (told !== this.#told) {
      this.#told = told;
      this.#note(`📱 ${providerName}, ${username}: ${title}`);
      // Some providers show none.
      const which = code === '' ? 'này' : `có mã ${code}`;
      this.#note(`   Mở ứng dụng ${app} trên điện thoại và xác nhận yêu cầu ${which}. Ctrl+C để hủy.`);
      this.#lastSeconds = Infinity;
    }
    if (phone.lineLost === true && this.#phone?.lineLost !== true)
      this.#note('   Mất kết nối với máy chủ; yêu cầu vẫn còn, đang thử lại…');
    if (phone.providerSilent === true && this.#phone?.providerSilent !== true)
      this.#note(`   ${providerName} tạm thời không trả lời; máy chủ vẫn đang hỏi lại…`);
    this.#phone = phone;
    this.#tick();
    this.#timer ??= setInterval(() => this.#tick(), 1_000);
  }

  end(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (this.#phone !== undefined) this.#wipe();
    this.#phone = undefined;
  }

  /** In place of the line that counts, which comes again below it. */
  #note(line: string): void {
    this.#wipe();
    this.#printer.note(line);
  }

  #wipe(): void {
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  }

  #tick(): void {
    if (this.#phone === undefined) return;
    const seconds = Math.max(0, Math.ceil((Date.parse(this.#phone.expiresAt) - Date.now()) / 1000));
    const code = visible(this.#phone.code);
    const line = `   Còn ${clock(seconds)}${code === '' ? '' : `, mã ${code}`}`;
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}`);
    else if (this.#lastSeconds - seconds >= everySeconds) {
      this.#lastSeconds = seconds;
      this.#printer.note(line);
    }
  }
}

/** `4:07`. */
function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

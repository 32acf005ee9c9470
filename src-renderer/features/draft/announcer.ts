/** Says where a person is, at most once a second, the newest place last; and again now and then, so that it is known. */
export const announceEvery = 1000;
/** The server forgets who has said nothing for 45 s. */
export const repeatAfter = 20_000;

export class Announcer {
  readonly #send: (path: string | null) => void;
  readonly #later: (act: () => void, ms: number) => () => void;
  #path: string | undefined;
  #said: string | undefined;
  #resting = false;
  #callOff = () => {};
  #stopRepeating = () => {};

  constructor(send: (path: string | null) => void, later: (act: () => void, ms: number) => () => void) {
    this.#send = send;
    this.#later = later;
  }

  say(path: string): void {
    this.#path = path;
    if (!this.#resting && this.#said !== path) this.#speak();
  }

  leave(): void {
    this.#callOff();
    this.#stopRepeating();
    this.#path = undefined;
    this.#resting = false;
    if (this.#said === undefined) return;
    this.#said = undefined;
    this.#send(null);
  }

  #speak(): void {
    const path = this.#path;
    if (path === undefined) return;
    this.#said = path;
    this.#send(path);
    this.#resting = true;
    this.#callOff = this.#later(() => {
      this.#resting = false;
      if (this.#path !== this.#said) this.#speak();
    }, announceEvery);
    this.#stopRepeating();
    this.#stopRepeating = this.#later(() => this.#speak(), repeatAfter);
  }
}

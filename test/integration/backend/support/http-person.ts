import { problemSchema } from '#shared/contract/http.ts';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

/** Someone at the other end of the line: plain fetch, no product code. */
export class HttpPerson {
  readonly #url: string;
  readonly #token: string | undefined;

  constructor(url: string, token?: string) {
    this.#url = url;
    this.#token = token;
  }

  /** Signs in; the answer must be 201. */
  static async signIn(url: string, username: string, password: string): Promise<HttpPerson> {
    const answer = await new HttpPerson(url).send('POST', '/sessions', { username, password });
    if (answer.status !== 201)
      throw new Error(`sign-in answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return new HttpPerson(url, (answer.body as { token: string }).token);
  }

  get token(): string {
    return this.#token ?? '';
  }

  async send(method: string, path: string, body?: unknown): Promise<Answer> {
    const isBytes = body instanceof Uint8Array;
    return this.sendRaw(method, path, {
      headers:
        body === undefined
          ? {}
          : { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' },
      ...(body === undefined ? {} : { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) }),
    });
  }

  /** With the headers and the body just as given, and the session. */
  async sendRaw(
    method: string,
    path: string,
    {
      headers,
      body,
    }: { readonly headers: Record<string, string>; readonly body?: Uint8Array<ArrayBuffer> | string },
  ): Promise<Answer> {
    const response = await fetch(`${this.#url}/api/v1${path}`, {
      method,
      headers: {
        ...(this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    const type = response.headers.get('content-type') ?? '';
    const received = new Uint8Array(await response.arrayBuffer());
    const json = type.includes('json') && received.length > 0;
    return {
      status: response.status,
      headers: response.headers,
      body: json ? (JSON.parse(new TextDecoder().decode(received)) as unknown) : received,
    };
  }

  /** The failure code of an answer that must be a refusal in the contract's shape. */
  async refusal(method: string, path: string, body?: unknown): Promise<string> {
    return codeOf(await this.send(method, path, body));
  }
}

export function codeOf(answer: Answer): string {
  if (answer.status < 400) return `accepted with ${answer.status}`;
  return problemSchema.parse(answer.body).failure.code;
}

import axios from 'axios';

/** How long one exchange may take, ms, and how many bytes an answer may have when nothing else is said. */
const patience = 4_000;
const largest = 256 * 1024;

export interface BoundedRequest {
  readonly url: string;
  readonly signal: AbortSignal;
  /** Sent by POST with its type; GET without. */
  readonly body?: { readonly type: string; readonly bytes: Uint8Array };
  readonly largest?: number;
  readonly patience?: number;
}

/** Why no usable answer came, in the words of the network: ENOTFOUND, HTTP 404, TIMEOUT, TOO_LARGE … */
export class FetchFailure extends Error {
  override readonly name = 'FetchFailure';
}

/**
 * One HTTP exchange that is bounded in time and size, through the proxy of the environment where there is one. The
 * addresses come from certificates, which strangers may have made: http and https only, and nothing of this machine's
 * is sent along. @throws FetchFailure
 */
export async function fetchBounded(request: BoundedRequest): Promise<Uint8Array> {
  const { url, signal, body } = request;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw new FetchFailure('NOT_HTTP');
  const limit = request.largest ?? largest;
  const due = AbortSignal.timeout(request.patience ?? patience);
  try {
    const answer = await axios.request<unknown>({
      url,
      method: body === undefined ? 'GET' : 'POST',
      ...(body === undefined
        ? {}
        : { data: Buffer.from(body.bytes), headers: { 'content-type': body.type } }),
      responseType: 'arraybuffer',
      signal: AbortSignal.any([due, signal]),
      maxContentLength: limit,
      maxRedirects: 3,
      validateStatus: () => true,
    });
    if (answer.status !== 200) throw new FetchFailure(`HTTP ${answer.status}`);
    if (!(answer.data instanceof Buffer)) throw new FetchFailure('NO_BYTES');
    return new Uint8Array(answer.data);
  } catch (cause) {
    if (cause instanceof FetchFailure) throw cause;
    if (due.aborted || signal.aborted) throw new FetchFailure('TIMEOUT');
    if (!axios.isAxiosError(cause))
      throw new FetchFailure(cause instanceof Error ? cause.message : String(cause));
    if (cause.message.includes('maxContentLength')) throw new FetchFailure('TOO_LARGE');
    throw new FetchFailure(cause.code ?? cause.message);
  }
}

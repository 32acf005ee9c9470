import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios, { type AxiosRequestConfig } from 'axios';
import { literalAddress, isPublic, notPublic, publicLookup } from './public-address.ts';
import { proxyFor } from './proxy-for.ts';

/** How long one exchange may take, ms, and how many bytes an answer may have when nothing else is said. */
const patience = 4_000;
const largest = 256 * 1024;

export interface BoundedRequest {
  readonly url: string;
  readonly signal: AbortSignal;
  /** Sent by POST with its type; GET without. */
  readonly body?: { readonly type: string; readonly bytes: Uint8Array };
  readonly largest?: number;
  /** Who chose the address: the person, or a certificate, which a stranger may have made. */
  readonly named: AddressSource;
  readonly patience?: number;
}

/** The person's own choice may be anywhere; that of a certificate only where `PrivatePlaces` do not forbid it. */
export type AddressSource = 'by-person' | PrivatePlaces;

/** What of this machine and its network a certificate may lead to. */
export interface PrivatePlaces {
  /** Everything: an authority inside the organisation (`DVCTT_ALLOW_PRIVATE_CA=1`). */
  readonly all: boolean;
  /** The address of the configured backend, wherever it is. */
  readonly backendUrl: string;
}

/** An address that is not asked at all. */
export class StrangeAddress extends Error {
  override readonly name = 'StrangeAddress';
}

/** Why no usable answer came, in the words of the network: ENOTFOUND, HTTP 404, TIMEOUT, TOO_LARGE … */
export class FetchFailure extends Error {
  override readonly name = 'FetchFailure';
}

/**
 * One HTTP exchange that is bounded in time and size, through the proxy of the environment where there is one. The
 * addresses come from certificates, which strangers may have made: http and https only, no names and
 * passwords in them, nothing inside this network, and no going on to where an answer leads.
 * @throws FetchFailure, StrangeAddress
 */
export async function fetchBounded(request: BoundedRequest): Promise<Uint8Array> {
  const { url, signal, body } = request;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw new StrangeAddress(url);
  const route = routeTo(new URL(url), request.named);
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
      maxRedirects: 0,
      ...route,
      validateStatus: () => true,
    });
    if (answer.status !== 200) throw new FetchFailure(`HTTP ${answer.status}`);
    if (!(answer.data instanceof Buffer)) throw new FetchFailure('NO_BYTES');
    return new Uint8Array(answer.data);
  } catch (cause) {
    if (cause instanceof FetchFailure) throw cause;
    if (axios.isAxiosError(cause) && cause.code === notPublic) throw new StrangeAddress(url);
    if (due.aborted || signal.aborted) throw new FetchFailure('TIMEOUT');
    if (!axios.isAxiosError(cause))
      throw new FetchFailure(cause instanceof Error ? cause.message : String(cause));
    if (cause.message.includes('maxContentLength')) throw new FetchFailure('TOO_LARGE');
    throw new FetchFailure(cause.code ?? cause.message);
  }
}

/** How an address is reached, when it may be. @throws StrangeAddress */
function routeTo(url: URL, named: AddressSource): AxiosRequestConfig {
  if (url.username !== '' || url.password !== '') throw new StrangeAddress(url.href);
  if (named === 'by-person' || named.all || isBackend(url, named.backendUrl)) return {};
  const literal = literalAddress(url);
  if (literal !== undefined && !isPublic(literal)) throw new StrangeAddress(url.href);
  if (/(?:^|\.)localhost\.?$/.test(url.hostname)) throw new StrangeAddress(url.href);
  // A proxy is inside as a rule, looks names up itself and has its own rules on what it lets through.
  if (proxyFor(url.href, process.env) !== undefined) return {};
  const agents = { httpAgent: new HttpAgent(own), httpsAgent: new HttpsAgent(own) };
  return { ...agents, proxy: false };
}

const own = { lookup: publicLookup };

function isBackend(url: URL, backendUrl: string): boolean {
  return URL.canParse(backendUrl) && new URL(backendUrl).origin === url.origin;
}

/** An address as it may be printed: without a name and password in it. */
export function printedUrl(text: string): string {
  if (!URL.canParse(text)) return '?';
  const url = new URL(text);
  if (url.username === '' && url.password === '') return text;
  url.username = '';
  url.password = '';
  return url.href;
}

import { connect } from 'node:net';
import { toFailure } from '#shared/contract/errors.ts';
import type { Checker } from '../check.ts';
import { proxyFor, proxyPlace } from '../network/proxy-for.ts';
import { systemProxy } from '../network/system-proxy.ts';
import { failedWith, ok, type Outcome } from '../outcome.ts';
import { both, fact, joinWords } from '../words.ts';

/** How long a proxy may take to let somebody in, ms. */
const patience = 4_000;

/** Whether a proxy stands between this machine and the server, and whether it lets the program through. */
export const proxyCheck: Checker = {
  id: 'proxy',
  title: both('Proxy', 'Proxy'),
  looked: ({ backend }) =>
    both(
      `Biến môi trường *_PROXY, cài đặt proxy của hệ điều hành, và ai trả lời ở ${backend.url}`,
      `The variables *_PROXY, the system’s proxy settings, and who answers at ${backend.url}`,
    ),
  run: async ({ backend, machine }, signal) => {
    // The line to this very machine, and one in the clear, never passes a proxy.
    const used = backend.url.startsWith('https:') ? proxyFor(backend.url, machine.env) : undefined;
    const [system, failure] = await Promise.all([
      systemProxy(machine, signal),
      backend.health().then(
        () => undefined,
        (cause: unknown) => toFailure(cause),
      ),
    ]);
    const found = joinWords(
      [
        used === undefined
          ? both('chương trình đi thẳng', 'the program goes straight')
          : both(`qua ${proxyPlace(used)}`, `through ${proxyPlace(used)}`),
        system === undefined
          ? both('hệ điều hành không đặt proxy', 'the system has no proxy')
          : both(`hệ điều hành: ${withoutSecret(system)}`, `the system: ${withoutSecret(system)}`),
      ],
      ' · ',
    );
    if (failure === undefined) return ok(found);
    if (failure.code === 'BACKEND_PROXY_PAGE') {
      return failedWith(
        failure,
        joinWords([found, fact(`HTTP ${String(failure.details?.['status'] ?? '')}`)], ' · '),
      );
    }
    if (used !== undefined && !(await answers(used, signal))) return silent(found, proxyPlace(used));
    if (used === undefined && system !== undefined && !backend.url.startsWith('http:'))
      return unused(found, withoutSecret(system));
    return ok(found);
  },
};

/** A proxy's address may carry a name and a password. */
function withoutSecret(place: string): string {
  return place.replaceAll(/\/\/[^/@\s]*@/g, '//').slice(0, 300);
}

function answers(proxy: URL, signal: AbortSignal): Promise<boolean> {
  const due = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
  return new Promise((resolve) => {
    const port = Number(proxy.port === '' ? (proxy.protocol === 'https:' ? 443 : 80) : proxy.port);
    const socket = connect({ host: proxy.hostname, port, signal: due });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function silent(found: Outcome['found'], place: string): Outcome {
  return {
    state: 'failed',
    found,
    meaning: both(
      `Proxy ${place} không trả lời nên không tới được máy chủ.`,
      `The proxy ${place} does not answer, so the server cannot be reached.`,
    ),
    remedy: both(
      'Kiểm tra địa chỉ proxy (biến HTTPS_PROXY) với quản trị mạng; nếu mạng này không cần proxy, bỏ biến đó.',
      'Check the proxy’s address (HTTPS_PROXY) with the network administrator; if this network needs none, remove the variable.',
    ),
    help: 'BACKEND_UNREACHABLE',
  };
}

function unused(found: Outcome['found'], system: string): Outcome {
  return {
    state: 'warning',
    found,
    meaning: both(
      'Máy này ra mạng qua proxy của hệ điều hành, nhưng chương trình đang đi thẳng và không tới được máy chủ.',
      'This machine reaches the network through the system’s proxy, but the program goes straight and cannot reach the server.',
    ),
    remedy: both(
      `Đặt biến môi trường HTTPS_PROXY theo proxy của máy (${system}) rồi mở lại chương trình.`,
      `Set the variable HTTPS_PROXY to the machine’s proxy (${system}) and start the program again.`,
    ),
    help: 'BACKEND_UNREACHABLE',
  };
}

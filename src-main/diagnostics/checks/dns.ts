import { isIP } from 'node:net';
import type { Checker, Sight } from '../check.ts';
import { proxyFor } from '../network/proxy-for.ts';
import { ok, skipped, type Outcome } from '../outcome.ts';
import { both, fact } from '../words.ts';

/** How long a resolver may take, ms: the system's own try several servers one after the other. */
const patience = 6_000;

/** Whether the server's name leads anywhere. */
export const dnsCheck: Checker = {
  id: 'dns',
  title: both('Tên miền máy chủ (DNS)', 'Server name (DNS)'),
  looked: ({ backend, machine }) =>
    both(
      `Tên ${hostOf(backend.url)} qua máy chủ DNS ${machine.nameServers().join(', ')}`,
      `The name ${hostOf(backend.url)} through the DNS servers ${machine.nameServers().join(', ')}`,
    ),
  run: async (sight, signal) => {
    const host = hostOf(sight.backend.url);
    if (isIP(host) !== 0)
      return skipped(both(`${host} là địa chỉ số, không cần DNS`, `${host} is an address and needs no DNS`));
    const late = Promise.withResolvers<'late'>();
    const timer = setTimeout(() => late.resolve('late'), patience);
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
    try {
      const addresses = await Promise.race([sight.machine.resolve(host), late.promise]);
      if (addresses === 'late') return unresolved(sight, host, 'TIMEOUT');
      return judge(host, addresses);
    } catch (cause) {
      const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
      return unresolved(sight, host, code);
    } finally {
      clearTimeout(timer);
    }
  },
};

const hostOf = (url: string): string => new URL(url).hostname.replace(/^\[|\]$/g, '');

function judge(host: string, addresses: readonly string[]): Outcome {
  const found = fact(`${host} → ${addresses.join(', ')}`);
  const blocked = addresses.every(
    (address) => address === '0.0.0.0' || address === '::' || /^127\./.test(address) || address === '::1',
  );
  if (host === 'localhost' || host.endsWith('.localhost') || !blocked) return ok(found);
  return {
    state: 'failed',
    found,
    meaning: both(
      'Tên máy chủ bị trỏ về chính máy này: bị chặn bởi bộ lọc DNS hoặc tệp hosts.',
      'The server’s name is pointed at this very machine: blocked by a DNS filter or the hosts file.',
    ),
    remedy: both(
      'Bỏ dòng đó trong tệp hosts, hoặc nhờ quản trị mạng bỏ chặn.',
      'Remove that line from the hosts file, or ask the network administrator to unblock it.',
    ),
    help: 'BACKEND_UNREACHABLE',
  };
}

function unresolved({ backend, machine }: Sight, host: string, code: string): Outcome {
  const proxied = proxyFor(backend.url, machine.env) !== undefined && backend.url.startsWith('https:');
  const outcome: Outcome = {
    state: 'failed',
    found: fact(`${host}: ${code}`),
    meaning: both(
      'Máy không tìm ra địa chỉ của máy chủ DVCTT.',
      'This machine cannot find the address of the DVCTT server.',
    ),
    remedy: both(
      'Kiểm tra mạng và cáp; kiểm tra máy chủ DNS trong cài đặt mạng; kiểm tra tên máy chủ có gõ đúng không (DVCTT_BACKEND).',
      'Check the network and its cable; check the DNS servers in the network settings; check the spelling of the server’s name (DVCTT_BACKEND).',
    ),
    help: 'BACKEND_UNREACHABLE',
  };
  if (!proxied) return outcome;
  return {
    ...outcome,
    state: 'warning',
    meaning: both(
      'Máy không tìm ra địa chỉ máy chủ; proxy có thể tìm hộ.',
      'This machine cannot find the server’s address; the proxy may.',
    ),
  };
}

import { isIP } from 'node:net';
import { DvcttError } from '#shared/contract/errors.ts';

/**
 * Addresses of the proxies whose word about a caller's address is taken (`X-Forwarded-For`): `10.0.0.7`,
 * `10.0.0.0/24`, `loopback`, `linklocal`, `uniquelocal`. Never simply “yes” or a number of hops: whoever reaches the
 * server directly would then choose their own address.
 */
export type TrustedProxies = readonly string[];

const ranges: readonly string[] = ['loopback', 'linklocal', 'uniquelocal'];

/**
 * Reads `--trust-proxy` or DVCTT_TRUST_PROXY: empty, `off` or `0` trust nobody; `on` trusts a proxy on this machine;
 * else addresses, CIDR ranges and range names with commas between.
 * @throws DvcttError REQUEST_INVALID for anything else
 */
export function readTrustedProxies(text: string | undefined): TrustedProxies | undefined {
  const said = (text ?? '').trim().toLowerCase();
  if (['', 'off', 'false', 'no', '0'].includes(said)) return undefined;
  if (['on', 'true', 'yes', '1'].includes(said)) return ['loopback'];
  const places = said.split(',').map((place) => place.trim());
  const wrong = places.find((place) => !isPlace(place));
  if (wrong !== undefined) throw new DvcttError('REQUEST_INVALID', { trustProxy: wrong });
  return places;
}

function isPlace(place: string): boolean {
  if (ranges.includes(place)) return true;
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(place) ?? [];
  const version = isIP(address);
  if (version === 0) return false;
  // A range of all addresses trusts the callers themselves.
  return bits === undefined || (Number(bits) > 0 && Number(bits) <= (version === 4 ? 32 : 128));
}

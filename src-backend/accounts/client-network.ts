import { isIP, isIPv4 } from 'node:net';

/**
 * What counts as one address when tries are counted: an IPv4 address, also in its IPv6 form (`::ffff:10.0.0.9`), or
 * the /64 of an IPv6 address, all of which one subnet holds (RFC 4291 §2.5.4). Anything else is `unknown`.
 */
export function clientNetwork(address: string): string {
  const bare = address.replace(/%.*$/, '');
  const mapped = /^::ffff:([\d.]+)$/i.exec(bare)?.[1];
  if (mapped !== undefined && isIPv4(mapped)) return mapped;
  const version = isIP(bare);
  if (version === 4) return bare;
  if (version !== 6) return 'unknown';
  return `${groupsOf(bare).slice(0, 4).join(':')}::/64`;
}

/** The eight groups of an IPv6 address, without leading zeros; an IPv4 tail counts as two that do not matter here. */
function groupsOf(address: string): readonly string[] {
  const [head = '', tail] = address.toLowerCase().split('::');
  const parts = (text: string) =>
    text
      .replace(/[\d.]+\.[\d.]+$/, '0:0')
      .split(':')
      .filter((group) => group !== '');
  const before = parts(head);
  if (tail === undefined) return before.map(bareGroup);
  const after = parts(tail);
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return [...before, ...zeros, ...after].map(bareGroup);
}

function bareGroup(group: string): string {
  return group.replace(/^0+(?=.)/, '');
}

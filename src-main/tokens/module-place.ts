import { lstat, realpath, stat } from 'node:fs/promises';
import { posix, win32 } from 'node:path';
import { DvcttError } from '#shared/contract/errors.ts';

const othersMayWrite = 0o002;
const sticky = 0o1000;

/**
 * Refuses a module that somebody else could put there or change: it would be given the PIN. The path must be absolute
 * and on this machine; on Unix neither the file nor a folder above it may be writable by everybody.
 * @throws MODULE_UNSAFE_PLACE, MODULE_NOT_FOUND
 */
export async function requireSafePlace(path: string, platform: string = process.platform): Promise<void> {
  const unsafe = (reason: string, place: string = path) =>
    new DvcttError('MODULE_UNSAFE_PLACE', { module: path, reason, place });
  const paths = platform === 'win32' ? win32 : posix;
  if (path.includes('\0') || !paths.isAbsolute(path)) throw unsafe('relative');
  // A drive's path begins with a letter; \\server\share and \\?\UNC\server are other machines, \\.\ is a device.
  if (platform === 'win32' && !/^[A-Za-z]:[\\/]/.test(path)) throw unsafe('network');
  if (path.startsWith('\\\\') || path.startsWith('//')) throw unsafe('network');
  const file = await realpath(path).catch(() => undefined);
  if (file === undefined) throw new DvcttError('MODULE_NOT_FOUND', { module: path });
  if (platform === 'win32' && !/^[A-Za-z]:[\\/]/.test(file)) throw unsafe('network', file);
  if (!(await stat(file)).isFile()) throw new DvcttError('MODULE_NOT_FOUND', { module: path });
  if (platform === 'win32') return;
  // The links on the way can be exchanged as well as what they lead to.
  for (const place of new Set([...wayTo(file), ...wayTo(path)])) await requireOwnPlace(place, unsafe);
}

function wayTo(path: string): string[] {
  const way = [path];
  for (let place = path; posix.dirname(place) !== place; place = posix.dirname(place)) {
    way.push(posix.dirname(place));
  }
  return way;
}

async function requireOwnPlace(
  place: string,
  unsafe: (reason: string, place: string) => DvcttError,
): Promise<void> {
  const found = await lstat(place);
  // The rights of a link say nothing; its folder and its end are looked at.
  if (found.isSymbolicLink()) return;
  // Whoever owns the file or folder can change it: only the administrator and this person may.
  if (found.uid !== 0 && found.uid !== process.getuid?.()) throw unsafe('owned by somebody else', place);
  // In a folder like /tmp nobody can rename or delete what is another's; what lies in it is looked at itself.
  const protectedByOwner = found.isDirectory() && (found.mode & sticky) !== 0;
  if ((found.mode & othersMayWrite) !== 0 && !protectedByOwner) throw unsafe('writable by everybody', place);
}

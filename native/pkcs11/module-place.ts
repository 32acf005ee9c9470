import { lstatSync, readlinkSync, realpathSync, statSync, type Stats } from 'node:fs';
import { posix, win32 } from 'node:path';
import { DvcttError } from '#shared/contract/errors.ts';

const mode = { othersMayWrite: 0o002, groupMayWrite: 0o020, sticky: 0o1000 } as const;
/** As many links as the kernel follows. */
const mostLinks = 40;
/** Members of macOS' group `admin` are its administrators, and its folders for libraries are theirs. */
const macAdmins = 80;

/**
 * Refuses a module that somebody else could put there or change: it would be given the PIN. The path must be absolute
 * and on this machine; on Unix each folder, link and file on the way must belong to the administrator or to this person,
 * and nobody else may write there. Returns the path without links: what was looked at, and what is to be loaded. Of its
 * own kind synchronous, so that nothing comes between the look and the start of a host.
 * @throws MODULE_UNSAFE_PLACE, MODULE_NOT_FOUND, MODULE_NOT_PKCS11 (a folder, a device)
 */
export function requireSafePlace(path: string, platform: string = process.platform): string {
  const unsafe = (reason: string, place: string = path) =>
    new DvcttError('MODULE_UNSAFE_PLACE', { module: path, reason, place });
  const missing = () => new DvcttError('MODULE_NOT_FOUND', { module: path });
  const noFile = () => new DvcttError('MODULE_NOT_PKCS11', { module: path, reason: 'not a file' });
  const paths = platform === 'win32' ? win32 : posix;
  if (path.includes('\0') || !paths.isAbsolute(path)) throw unsafe('relative');
  // A drive's path begins with a letter; \\server\share and \\?\UNC\server are other machines, \\.\ is a device.
  if (platform === 'win32' && !/^[A-Za-z]:[\\/]/.test(path)) throw unsafe('network');
  if (path.startsWith('\\\\') || path.startsWith('//')) throw unsafe('network');
  if (platform === 'win32') {
    const file = read(() => realpathSync(path), missing);
    if (!/^[A-Za-z]:[\\/]/.test(file)) throw unsafe('network', file);
    if (!read(() => statSync(file), missing).isFile()) throw noFile();
    return file;
  }
  // The links on the way can be exchanged as well as what they lead to.
  const file = read(() => followed(path, (place, found) => requireOwnPlace(place, found, unsafe)), missing);
  if (!read(() => lstatSync(file), missing).isFile()) throw noFile();
  return file;
}

/** Whatever the system says: what cannot be looked at is not there for us. */
function read<T>(look: () => T, missing: () => DvcttError): T {
  try {
    return look();
  } catch (thrown) {
    throw thrown instanceof DvcttError ? thrown : missing();
  }
}

/** Goes the way of a path as the kernel does, shows each place on it, and tells where it ends. */
function followed(path: string, look: (place: string, found: Stats) => void): string {
  const waiting = path.split('/').reverse();
  let at = '/';
  let links = 0;
  look(at, lstatSync(at));
  while (waiting.length > 0) {
    const name = waiting.pop() ?? '';
    const place = posix.join(at, name);
    // `..` leads back to a place that was looked at.
    if (name !== '' && name !== '.' && name !== '..') {
      const found = lstatSync(place);
      look(place, found);
      if (found.isSymbolicLink()) {
        if (++links > mostLinks) throw new Error('ELOOP');
        const end = readlinkSync(place);
        waiting.push(...end.split('/').reverse());
        if (end.startsWith('/')) at = '/';
        continue;
      }
    }
    at = place;
  }
  return at;
}

function requireOwnPlace(
  place: string,
  found: Stats,
  unsafe: (reason: string, place: string) => DvcttError,
): void {
  // Whoever owns the file, folder or link can change it: only the administrator and this person may.
  if (found.uid !== 0 && found.uid !== process.getuid?.()) throw unsafe('owned by somebody else', place);
  // The rights of a link say nothing; its folder, its owner and its end are looked at.
  if (found.isSymbolicLink()) return;
  // In the administrator's /tmp nobody can rename or delete what is another's, and what lies in it is looked at itself.
  if (found.isDirectory() && found.uid === 0 && (found.mode & mode.sticky) !== 0) return;
  if ((found.mode & mode.othersMayWrite) !== 0) throw unsafe('writable by everybody', place);
  if ((found.mode & mode.groupMayWrite) !== 0 && !isPrivateGroup(found)) {
    throw unsafe('writable by a group', place);
  }
}

/** The group has no members but the owner and administrators: a person's own group carries the person's number. */
function isPrivateGroup({ uid, gid }: Stats): boolean {
  return gid === 0 || gid === uid || (process.platform === 'darwin' && gid === macAdmins);
}

const systemFolders: Readonly<Record<string, readonly string[]>> = {
  linux: ['/usr/', '/lib/', '/lib32/', '/lib64/'],
  darwin: ['/usr/', '/Library/', '/System/'],
};

/** Folders that only administrators fill, whatever their rights look like (Debian's /usr/local is its group staff's). */
export function isInSystemFolder(path: string, platform: string = process.platform): boolean {
  return (systemFolders[platform] ?? []).some((folder) => path.startsWith(folder));
}

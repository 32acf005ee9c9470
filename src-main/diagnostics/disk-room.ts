import { access, constants, realpath, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface DiskRoom {
  /** The folder, or the nearest one above it that exists: a program that has not been used yet has made none. */
  readonly folder: string;
  readonly freeBytes: number;
  /** Undefined where the file system counts none (btrfs, NTFS). */
  readonly freeFiles: number | undefined;
  /** Name of the protocol when the folder lies on another machine. */
  readonly network: string | undefined;
}

/** Numbers of statfs(2) on Linux for file systems that reach over the network. */
const networkTypes: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x01021997, '9P'],
  [0x5346414f, 'AFS'],
  [0x73757245, 'Coda'],
]);

/** The nearest folder that exists at or above a path. */
export async function existingFolder(path: string): Promise<string> {
  try {
    await access(path, constants.F_OK);
    return path;
  } catch (cause) {
    const above = dirname(path);
    if (above === path || !isMissing(cause)) return path;
    return existingFolder(above);
  }
}

/** Room on the disk under a folder; nothing is made. Rejects with the system's own error. */
export async function diskRoom(
  path: string,
  platform: NodeJS.Platform = process.platform,
): Promise<DiskRoom> {
  const folder = await existingFolder(path);
  const { bavail, bsize, files, ffree, type } = await statfs(folder);
  return {
    folder,
    freeBytes: bavail * bsize,
    freeFiles: files > 0 ? ffree : undefined,
    network: await networkOf(folder, platform, type),
  };
}

async function networkOf(
  folder: string,
  platform: NodeJS.Platform,
  type: number,
): Promise<string | undefined> {
  // The numbers are Linux's own.
  if (platform === 'linux') return networkTypes.get(type >>> 0);
  if (platform !== 'win32') return undefined;
  // A mapped drive letter becomes \\server\share.
  const real = await realpath(folder).catch(() => folder);
  return /^\\\\(?![?.]\\)|^\\\\\?\\UNC\\/i.test(real) ? 'SMB' : undefined;
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR');
}

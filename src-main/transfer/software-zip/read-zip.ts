import { DvcttError, toFailure } from '#shared/contract/errors.ts';
import { looksLikeArchive, openArchive, type ArchivedFile } from '../../zip/archive.ts';
import { softwareZipLimits } from '../../zip/limits.ts';
import type { Found } from '../found.ts';
import { readSoftwareXml } from './read-xml.ts';

/** What systems put into archives by themselves. */
const leftovers = /(?:^|[\\/])(?:__MACOSX[\\/]|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i;

/**
 * Every file of an archive of accounting software: its voucher, or why it was refused; read when it is asked for.
 * @throws DvcttError for the archive as a whole, as `openArchive` says
 */
export function* readSoftwareZip(archive: Uint8Array, name: string): Generator<Found> {
  for (const file of openArchive(archive, softwareZipLimits)) {
    if (!leftovers.test(file.name)) yield readFile(file, `${name} › ${file.name}`);
  }
}

function readFile(file: ArchivedFile, from: string): Found {
  try {
    const bytes = file.read();
    if (looksLikeArchive(bytes)) throw new DvcttError('ZIP_NESTED', { name: file.name.slice(0, 100) });
    if (!/\.xml$/i.test(file.name)) {
      throw new DvcttError('IMPORT_KIND_UNKNOWN', { name: file.name.slice(0, 100) });
    }
    const fileName = file.name.split(/[\\/]/).at(-1) ?? '';
    return readSoftwareXml(bytes, fileName, from);
  } catch (cause) {
    if (!(cause instanceof DvcttError)) throw cause;
    return { kind: 'refused', from, failure: toFailure(cause) };
  }
}

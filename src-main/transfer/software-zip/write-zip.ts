import { strToU8, zipSync } from 'fflate';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import { softwareFileName, writeSoftwareXml } from './write-xml.ts';

/** The earliest time that a zip can tell: the same vouchers give the same bytes. */
const noTime = new Date(1980, 0, 1);

/** One document for each voucher, in their order; two of one name are told apart by a number in brackets. */
export function writeSoftwareZip(vouchers: readonly Voucher[]): Uint8Array {
  const files = new Map<string, Uint8Array>();
  const taken = new Set<string>();
  vouchers.forEach((voucher, index) => {
    const name = softwareFileName(voucher, index);
    let unique = name;
    for (let count = 2; taken.has(unique.toLowerCase()); count += 1) {
      unique = name.replace(/\.xml$/, ` (${count}).xml`);
    }
    taken.add(unique.toLowerCase());
    files.set(unique, strToU8(writeSoftwareXml(voucher)));
  });
  return zipSync(Object.fromEntries(files), { level: 6, mtime: noTime });
}

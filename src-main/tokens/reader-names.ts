import type { PcscPicture } from '#shared/contract/pcsc-host.ts';

/** `CK_SLOT_INFO.slotDescription` has 64 bytes (PKCS#11 v2.40 §3.2); a longer name of a reader is cut there. */
const slotNameBytes = 64;
/** A cut inside a character costs up to three more. */
const cutAt = slotNameBytes - 3;

const encoder = new TextEncoder();
const plain = (name: string) => name.replaceAll('\0', ' ').replaceAll(/\s+/g, ' ').trim();

/** Whether a module's slot is this reader of PC/SC: most modules give the slot the reader's name. */
export function isReader(slotName: string, readerName: string): boolean {
  const slot = plain(slotName);
  const reader = plain(readerName);
  if (slot === reader) return true;
  return encoder.encode(slot).length >= cutAt && reader.startsWith(slot);
}

/** The reader of PC/SC that a module's slot stands for; undefined for soft tokens and readers of the vendor's own. */
export function readerOf(
  slotName: string,
  picture: PcscPicture | undefined,
): PcscPicture['readers'][number] | undefined {
  return picture?.readers.find(({ name }) => isReader(slotName, name));
}

import pkcs11js from 'pkcs11js';
import type { Handle, PKCS11, Template } from 'pkcs11js';
import { ckrName, cryptoki } from '../pkcs11/cryptoki-error.ts';

/** More objects than any real token holds; a module that never stops answering is cut off here. */
const mostObjects = 500;

/** Handles of the objects that match a template. Throws a DvcttError with the CKR name. */
export function findObjects(pkcs11: PKCS11, session: Handle, template: Template): Handle[] {
  cryptoki(() => {
    pkcs11.C_FindObjectsInit(session, template);
  });
  const found: Handle[] = [];
  try {
    while (found.length < mostObjects) {
      const batch = cryptoki(() => pkcs11.C_FindObjects(session, 50));
      if (batch.length === 0) break;
      found.push(...batch);
    }
  } finally {
    quietly(() => {
      pkcs11.C_FindObjectsFinal(session);
    });
  }
  return found;
}

/** Room offered to a module that answers the question for a value's length with 0. */
const offeredLength = 16_384;

/** Value of one attribute, or undefined when the object has none or hides it. */
export function readAttribute(
  pkcs11: PKCS11,
  session: Handle,
  object: Handle,
  type: number,
): Buffer | undefined {
  const read = (template: Template) => {
    const value = pkcs11.C_GetAttributeValue(session, object, template)[0]?.value;
    return Buffer.isBuffer(value) ? value : undefined;
  };
  try {
    const value = read([{ type }]);
    return value?.length === 0 ? read([{ type, value: Buffer.alloc(offeredLength) }]) : value;
  } catch (thrown) {
    const name = ckrName(thrown);
    if (name === 'CKR_ATTRIBUTE_TYPE_INVALID' || name === 'CKR_ATTRIBUTE_SENSITIVE') return undefined;
    return cryptoki(() => {
      throw thrown;
    });
  }
}

/** CK_ULONG, little-endian on every platform we ship for; types and classes fit its low 32 bits. */
export function readNumber(value: Buffer | undefined): number | undefined {
  return value === undefined || value.length < 4 ? undefined : value.readUInt32LE();
}

/** Tidies up; what a module answers to that changes nothing for anybody. */
export function quietly(call: () => void): void {
  try {
    call();
  } catch (thrown) {
    if (!(thrown instanceof pkcs11js.NativeError)) throw thrown;
  }
}

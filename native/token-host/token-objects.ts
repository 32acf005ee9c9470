import pkcs11js from 'pkcs11js';
import type { PKCS11 } from 'pkcs11js';
import type { z } from 'zod';
import type { tokenObjectSchema } from '#shared/contract/token-host.ts';
import { cryptoki } from '../pkcs11/cryptoki-error.ts';
import { findObjects, quietly, readAttribute } from './objects.ts';
import type { SeenToken } from './slots.ts';

/** Reads the certificate objects of a token without a login. Throws a DvcttError with the CKR name. */
export function readTokenObjects(pkcs11: PKCS11, token: SeenToken): z.output<typeof tokenObjectSchema>[] {
  const session = cryptoki(() => pkcs11.C_OpenSession(token.slot, pkcs11js.CKF_SERIAL_SESSION));
  try {
    const ids = (objectClass: number) =>
      findObjects(pkcs11, session, [{ type: pkcs11js.CKA_CLASS, value: objectClass }]).map((key) =>
        readAttribute(pkcs11, session, key, pkcs11js.CKA_ID)?.toString('hex'),
      );
    const privateKeys = ids(pkcs11js.CKO_PRIVATE_KEY);
    // Private keys are hidden before the login on most tokens; the public half shows that there is a pair.
    const keys = new Set([...privateKeys, ...ids(pkcs11js.CKO_PUBLIC_KEY)]);
    return findObjects(pkcs11, session, [
      { type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_CERTIFICATE },
      { type: pkcs11js.CKA_CERTIFICATE_TYPE, value: pkcs11js.CKC_X_509 },
    ]).map((object) => {
      const id = readAttribute(pkcs11, session, object, pkcs11js.CKA_ID)?.toString('hex');
      const certificate = readAttribute(pkcs11, session, object, pkcs11js.CKA_VALUE);
      return {
        certificate: new Uint8Array(certificate ?? []),
        key:
          id !== undefined && id !== '' && keys.has(id)
            ? 'seen'
            : privateKeys.length > 0
              ? 'absent'
              : 'unknown',
      };
    });
  } finally {
    quietly(() => {
      pkcs11.C_CloseSession(session);
    });
  }
}

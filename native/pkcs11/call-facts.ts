/** What may be told of each PKCS#11 call. A call or argument that is not named here is not told at all. */
import pkcs11js from 'pkcs11js';
import type { TracedCall } from '#shared/contract/trace.ts';

export type CallFacts = TracedCall['facts'];

/** Names of one family of constants by their value: `CKM_`, `CKO_`, `CKA_`. */
function names(prefix: string): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const [name, value] of Object.entries(pkcs11js)) {
    if (name.startsWith(prefix) && typeof value === 'number' && !found.has(value)) found.set(value, name);
  }
  return found;
}
const mechanisms = names('CKM_');
const objectClasses = names('CKO_');
const attributes = names('CKA_');
const users = new Map<unknown, string>([
  [pkcs11js.CKU_USER, 'CKU_USER'],
  [pkcs11js.CKU_SO, 'CKU_SO'],
  [pkcs11js.CKU_CONTEXT_SPECIFIC, 'CKU_CONTEXT_SPECIFIC'],
]);

const hex = (value: number): string => `0x${value.toString(16).toUpperCase().padStart(8, '0')}`;

/** The name of a constant, or its number. */
function named(from: ReadonlyMap<number, string>, value: unknown): string {
  return typeof value === 'number' ? (from.get(value) ?? hex(value)) : 'unknown';
}

/** A property of something whose shape is not known. */
function property(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined;
}

/** A slot, session or object number. Handles are opaque numbers of the module and tell nothing of what they stand for. */
function handle(value: unknown): string {
  if (!Buffer.isBuffer(value)) return 'unknown';
  return value.length === 8
    ? value.readBigUInt64LE().toString()
    : value.readUIntLE(0, value.length).toString();
}

const length = (value: unknown): number => (Buffer.isBuffer(value) ? value.length : 0);
const count = (value: unknown): number => (Array.isArray(value) ? value.length : 0);
const mechanism = (value: unknown): string => named(mechanisms, property(value, 'mechanism') ?? value);
const flags = (result: unknown): CallFacts => {
  const value = property(result, 'flags');
  return typeof value === 'number' ? { flags: hex(value) } : {};
};

function template(value: unknown): CallFacts {
  if (!Array.isArray(value)) return {};
  const facts: CallFacts = { attributes: value.length };
  for (const attribute of value) {
    if (property(attribute, 'type') === pkcs11js.CKA_CLASS) {
      facts['objectClass'] = named(objectClasses, property(attribute, 'value'));
    }
  }
  return facts;
}

interface Told {
  /** Known when the call begins. */
  readonly before?: (args: readonly unknown[]) => CallFacts;
  /** Known when it has come back well. */
  readonly after?: (result: unknown) => CallFacts;
}

const bySlot = ([slot]: readonly unknown[]): CallFacts => ({ slot: handle(slot) });
const bySession = ([session]: readonly unknown[]): CallFacts => ({ session: handle(session) });
/** Session, mechanism and perhaps a key: C_SignInit and its like. */
const operation = ([session, wanted, key]: readonly unknown[]): CallFacts => ({
  session: handle(session),
  mechanism: mechanism(wanted),
  ...(key === undefined ? {} : { object: handle(key) }),
});
/** Session and data, of which only the length is told. */
const overData = ([session, data]: readonly unknown[]): CallFacts => ({
  session: handle(session),
  dataLength: length(data),
});
const resultLength = (result: unknown): CallFacts => ({ length: length(result) });

const told: Readonly<Record<string, Told>> = {
  C_GetSlotList: {
    before: ([present]) => ({ tokenPresent: present === true }),
    after: (slots) => ({ count: count(slots) }),
  },
  C_GetSlotInfo: { before: bySlot, after: flags },
  C_GetTokenInfo: { before: bySlot, after: flags },
  C_GetMechanismList: { before: bySlot, after: (list) => ({ count: count(list) }) },
  C_GetMechanismInfo: {
    before: ([slot, wanted]) => ({ slot: handle(slot), mechanism: mechanism(wanted) }),
    after: flags,
  },
  C_OpenSession: {
    before: ([slot, wanted]) => ({
      slot: handle(slot),
      readWrite: typeof wanted === 'number' && (wanted & pkcs11js.CKF_RW_SESSION) !== 0,
    }),
    after: (session) => ({ session: handle(session) }),
  },
  C_CloseSession: { before: bySession },
  C_CloseAllSessions: { before: bySlot },
  C_GetSessionInfo: { before: bySession, after: flags },
  C_Login: {
    // Not even the length of a PIN is told.
    before: ([session, user]) => ({ session: handle(session), user: users.get(user) ?? 'unknown' }),
  },
  C_Logout: { before: bySession },
  C_InitPIN: { before: bySession },
  C_SetPIN: { before: bySession },
  C_FindObjectsInit: {
    before: ([session, wanted]) => ({ session: handle(session), ...template(wanted) }),
  },
  C_FindObjects: { before: bySession, after: (found) => ({ count: count(found) }) },
  C_FindObjectsFinal: { before: bySession },
  C_GetAttributeValue: {
    before: ([session, object, wanted]) => ({
      session: handle(session),
      object: handle(object),
      attribute: Array.isArray(wanted)
        ? wanted
            .map((one) => named(attributes, property(one, 'type')))
            .join(' ')
            .slice(0, 200)
        : 'unknown',
    }),
    after: (values) => ({
      length: Array.isArray(values)
        ? values.reduce((sum: number, one) => sum + length(property(one, 'value')), 0)
        : 0,
    }),
  },
  C_GenerateRandom: { before: overData },
  C_SeedRandom: { before: overData },
  C_DigestInit: { before: operation },
  C_Digest: { before: overData, after: resultLength },
  C_SignInit: { before: operation },
  C_Sign: { before: overData, after: resultLength },
  C_VerifyInit: { before: operation },
  C_Verify: { before: overData },
};

/** Facts that are known when a call begins. */
export function factsBefore(call: string, args: readonly unknown[]): CallFacts {
  return told[call]?.before?.(args) ?? {};
}

/** Facts that are known when a call has come back with CKR_OK. */
export function factsAfter(call: string, result: unknown): CallFacts {
  return told[call]?.after?.(result) ?? {};
}

import pkcs11js from 'pkcs11js';
import type { Handle, PKCS11 } from 'pkcs11js';
import type { TokenView } from '#shared/contract/tokens.ts';
import type { ModuleSurvey } from '#shared/contract/token-host.ts';
import { ckrName, cryptoki } from '../pkcs11/cryptoki-error.ts';
import { pinStateOf, pukStateOf } from './pin-state.ts';

/** CKF_TOKEN_PRESENT (PKCS#11 v2.40 §3.2, table 5), which pkcs11js does not declare. */
const tokenPresentFlag = 1;

/** A token and the slot in which it was just seen. */
export interface SeenToken {
  readonly slot: Handle;
  readonly view: TokenView;
}

/** CK_ULONG of this machine as a decimal string; slot numbers are opaque and may use all 64 bits. */
function slotNumber(slot: Handle): string {
  return slot.length === 8 ? slot.readBigUInt64LE().toString() : slot.readUInt32LE().toString();
}

/**
 * Fixed-width text of a CK structure: blank-padded by the standard, NUL-padded by some modules, and whatever lay in
 * memory by others. Control and direction characters are taken out: it is shown to people and written to logs.
 */
export function fieldText(value: string): string {
  return value.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, ' ').trim();
}

/** More bytes than any PIN has; a module that means “unknown” or “no limit” says so with a huge number. */
const longestPin = 255;

/** Lengths of a PIN as CK_TOKEN_INFO tells them, with 0 for every limit that makes no sense. */
export function pinLengths(min: number, max: number): { minPinLength: number; maxPinLength: number } {
  const maxPinLength = max > longestPin ? 0 : max;
  const minPinLength = min > longestPin || (maxPinLength > 0 && min > maxPinLength) ? 0 : min;
  return { minPinLength, maxPinLength };
}

/**
 * More readers than anybody has. A module with hundreds of thousands would be asked for a quarter of a minute; how many it
 * claims is in the trace.
 */
const mostSlots = 64;

const someSlots = (slots: readonly Handle[]): readonly Handle[] => slots.slice(0, mostSlots);

/** All slots (the first of them, when they are beyond reason) of a module with the tokens in them. A slot that cannot be asked is left out; a lost token is not a failure. */
export function readSlots(
  pkcs11: PKCS11,
  modulePath: string,
): { readers: ModuleSurvey['module']['readers']; tokens: SeenToken[] } {
  const readers: ModuleSurvey['module']['readers'] = [];
  const tokens: SeenToken[] = [];
  for (const slot of someSlots(cryptoki(() => pkcs11.C_GetSlotList(false), { module: modulePath }))) {
    const info = answered(() => pkcs11.C_GetSlotInfo(slot));
    if (info === undefined) continue;
    const name = fieldText(info.slotDescription);
    const tokenPresent = (info.flags & tokenPresentFlag) !== 0;
    readers.push({ name, slotId: slotNumber(slot), tokenPresent });
    const view = tokenPresent ? readToken(pkcs11, slot, name, modulePath) : undefined;
    if (view !== undefined) tokens.push({ slot, view });
  }
  return { readers, tokens };
}

/** What a token says of itself, or undefined when it is gone, unknown to the module, or a blank without a serial. */
export function readToken(
  pkcs11: PKCS11,
  slot: Handle,
  reader: string,
  modulePath: string,
): TokenView | undefined {
  const info = answered(() => pkcs11.C_GetTokenInfo(slot));
  if (info === undefined) return undefined;
  const serial = fieldText(info.serialNumber);
  const label = fieldText(info.label);
  // SoftHSM2 and tpm2-pkcs11 always offer one empty slot to make the next token in; it is not a token anybody owns, and
  // unlike a blank token of a vendor it has no serial.
  const initialised = (info.flags & pkcs11js.CKF_TOKEN_INITIALIZED) !== 0;
  if (!initialised && label === '' && /^0*$/.test(serial)) return undefined;
  return {
    serial: serial === '' ? label : serial,
    label,
    manufacturer: fieldText(info.manufacturerID),
    model: fieldText(info.model),
    reader,
    slotId: slotNumber(slot),
    modulePath,
    pinState: pinStateOf(info.flags),
    pukState: pukStateOf(info.flags),
    pinPad: (info.flags & pkcs11js.CKF_PROTECTED_AUTHENTICATION_PATH) !== 0,
    ...pinLengths(info.minPinLen, info.maxPinLen),
  };
}

/** How long pcscd may take to notice that a card is gone, ms: its readers are polled. */
const removalNotice = 2_000;
const removalPoll = 100;

/**
 * Whether the token has left its slot, asked after an answer that may mean it. Waits, because the failed command
 * comes back before the reader has noticed. Holds up this process, which has nothing else to do with that token.
 */
export function isGone(pkcs11: PKCS11, token: SeenToken): boolean {
  for (let waited = 0; waited <= removalNotice; waited += removalPoll) {
    if (readAgain(pkcs11, token) === undefined) return true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, removalPoll);
  }
  return false;
}

/** The same token as it is now, or undefined when it is gone. Looked for in every slot: some modules renumber them. */
export function readAgain(pkcs11: PKCS11, { slot, view }: SeenToken): TokenView | undefined {
  const here = readToken(pkcs11, slot, view.reader, view.modulePath);
  if (here?.serial === view.serial) return here;
  try {
    return findToken(pkcs11, view.modulePath, view.serial)?.view;
  } catch {
    // A module that cannot list its slots any more has lost the token too.
    return undefined;
  }
}

/** The token with this serial, wherever it is plugged in now. */
export function findToken(pkcs11: PKCS11, modulePath: string, serial: string): SeenToken | undefined {
  return readSlots(pkcs11, modulePath).tokens.find(({ view }) => view.serial === serial);
}

/** The answer of one slot, or undefined when the module answers it with any CKR. */
function answered<T>(call: () => T): T | undefined {
  try {
    return call();
  } catch (thrown) {
    if (ckrName(thrown) === undefined) throw thrown;
    return undefined;
  }
}

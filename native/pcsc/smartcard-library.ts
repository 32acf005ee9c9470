/** The optional package `smartcard`, of which only the listening half is used: no card is ever connected to. */
import { z } from 'zod';

/** A reader as PC/SC tells it: SCARD_READERSTATE. */
export interface ReaderState {
  readonly name: string;
  /** `dwEventState`; the upper half counts events where the platform counts them. */
  readonly state: number;
  readonly atr: Uint8Array | null;
}

/** SCARDCONTEXT. Throws an Error with PC/SC's own words. */
export interface PcscContext {
  /** SCardListReaders, with the state of each (SCardGetStatusChange without waiting). */
  listReaders(): readonly ReaderState[];
  /** SCardGetStatusChange: resolves at the first change, or empty after `timeout` ms. */
  waitForChange(
    readers: readonly { readonly name: string; readonly state: number }[],
    timeout: number,
  ): Promise<unknown>;
  close(): void;
}

export interface PcscLibrary {
  /** SCardEstablishContext. */
  openContext(): PcscContext;
}

type ContextClass = new () => PcscContext;

const librarySchema = z.object({
  Context: z.custom<ContextClass>((value) => typeof value === 'function'),
});

/** Not a literal, so that neither compiler nor bundler asks for a package that may be absent. */
const packageName = ['smart', 'card'].join('');

/** Loads the package, or says why it cannot be: not installed, not built, or no PC/SC library on this machine. */
export async function loadSmartcard(): Promise<PcscLibrary | { readonly missing: string }> {
  try {
    const loaded: unknown = await import(packageName);
    const { Context } = librarySchema.parse(loaded);
    return { openContext: () => new Context() };
  } catch (thrown) {
    const [firstLine = ''] = (thrown instanceof Error ? thrown.message : String(thrown)).split('\n');
    return { missing: firstLine.slice(0, 300) };
  }
}

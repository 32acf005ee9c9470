import { DvcttError } from '#shared/contract/errors.ts';
import type { BundlePreview } from '#shared/contract/doctor.ts';
import { makeBundle, zipOf, type Bundle } from './bundle.ts';
import type { Evidence } from './evidence.ts';

/** The bundle that a person was shown last: only that one can be had as a file. */
export class BundleDesk {
  readonly #gather: () => Promise<Evidence>;
  #shown: Bundle | undefined;
  #asked = 0;

  constructor(gather: () => Promise<Evidence>) {
    this.#gather = gather;
  }

  /** Runs the checks and puts a new bundle together. While that goes on the one before is no longer to be had. */
  async preview(summary: string): Promise<BundlePreview> {
    const asked = ++this.#asked;
    this.#shown = undefined;
    const bundle = makeBundle(await this.#gather(), { summary });
    // Of two that were asked for at once, the one asked for last is the one on the screen.
    if (asked === this.#asked) this.#shown = bundle;
    return bundle.preview;
  }

  /** @throws BUNDLE_NOT_SHOWN before a preview has been shown. */
  file(): { readonly name: string; readonly bytes: Uint8Array } {
    if (this.#shown === undefined) throw new DvcttError('BUNDLE_NOT_SHOWN');
    return { name: this.#shown.preview.name, bytes: zipOf(this.#shown) };
  }
}

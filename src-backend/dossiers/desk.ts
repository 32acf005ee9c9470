import type { DiskBlobs } from '../blobs/disk-blobs.ts';
import type { PartialBlobs } from '../blobs/partial-blobs.ts';
import type { LiveHub } from '../live/live-hub.ts';
import type { Store } from '../store/open.ts';
import type { UploadSpace } from './upload-space.ts';
import type { Validation } from '../validation/validation.ts';

/** Certificates that the Treasury trusts, and those taken back. */
export interface Trust {
  /** DER of the roots. */
  readonly anchors: readonly Uint8Array[];
  /** DER of issuing authorities. */
  readonly intermediates: readonly Uint8Array[];
  /** By serial, upper-case hex. */
  readonly isRevoked: (serial: string) => boolean;
}

/** What every step of a dossier works with. */
export interface Desk {
  readonly store: Store;
  readonly blobs: DiskBlobs;
  /** Attachments of drafts on their way. */
  readonly partials: PartialBlobs;
  readonly trust: Trust;
  readonly validation: Validation;
  readonly uploadSpace: UploadSpace;
  /** Tells other machines of what was committed. */
  readonly live: LiveHub;
  readonly now: () => Date;
}

/** PC/SC watch: the process that listens to readers and cards. Started by the core; it tells and is asked nothing. */
import { openHostSide } from '../channel/host-side.ts';
import { endWithParent } from '../token-host/parent-watch.ts';
import type { PcscPicture } from '#shared/contract/pcsc-host.ts';
import { watchReaders } from './reader-watch.ts';
import { loadSmartcard } from './smartcard-library.ts';

const core = openHostSide();

function tell(picture: PcscPicture): void {
  core.tell(picture);
}

endWithParent();
const library = await loadSmartcard();
if ('missing' in library) {
  tell({ service: 'no-library', reason: library.missing, readers: [] });
  process.exit(0);
} else {
  await watchReaders(library, tell);
}

/** PC/SC watch: the process that listens to readers and cards. Started by the core; it tells and is asked nothing. */
import { endWithParent } from '../token-host/parent-watch.ts';
import type { PcscPicture } from '#shared/contract/pcsc-host.ts';
import { watchReaders } from './reader-watch.ts';
import { loadSmartcard } from './smartcard-library.ts';

if (process.send === undefined) process.exit(64);

function tell(picture: PcscPicture): void {
  process.send?.(picture);
}

process.on('disconnect', () => process.exit(0));
endWithParent();
const library = await loadSmartcard();
if ('missing' in library) {
  process.send({ service: 'no-library', reason: library.missing, readers: [] } satisfies PcscPicture, () =>
    process.exit(0),
  );
} else {
  await watchReaders(library, tell);
}

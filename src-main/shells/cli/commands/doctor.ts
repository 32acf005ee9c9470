import { join } from 'node:path';
import type { Check } from '#shared/contract/ipc.ts';
import { BackendClient } from '../../../backend-client/backend-client.ts';
import { runChecks } from '../../../diagnostics/run.ts';
import { findStoreKey } from '../../../store-key/key-source.ts';
import { passphraseFromFile } from '../../../store-key/passphrase-file.ts';
import { StoreKey } from '../../../store-key/store-key.ts';
import { readTrust } from '../../../trust/trust-store.ts';
import { backendUrl, dataFolder } from '../settings.ts';
import type { Printer } from '../printer.ts';
import { withTokens } from '../tokens-from.ts';

const marks = { ok: '✓', warning: '⚠', failed: '✗', skipped: '–' } as const;

/** `dvctt doctor`: exit 0 when nothing has failed, else 1. It asks for no PIN and changes nothing. */
export async function doctorCommand(
  options: { module?: string[]; data?: string },
  printer: Printer,
): Promise<number> {
  const folder = dataFolder(options.data);
  const passphrase = await passphraseFromFile(process.env);
  const source = await findStoreKey({ dataFolder: folder, passphrase, onlyLook: true });
  const storeKey = await StoreKey.open(source, folder);
  const checks = await withTokens(options, (tokens) =>
    runChecks({
      tokens,
      backend: new BackendClient(backendUrl(), 5_000),
      trust: () => readTrust(join(folder, 'trust')),
      dataFolder: folder,
      storeKey,
      now: () => new Date(),
    }),
  );
  printer.data({ checks });
  for (const check of checks) printer.say(describeCheck(check));
  return checks.some(({ state }) => state === 'failed') ? 1 : 0;
}

function describeCheck(check: Check): string {
  const remedy = check.remedy.vi === '' ? [] : [`    → ${check.remedy.vi}`];
  return [`${marks[check.state]} ${check.title.vi}: ${check.found}`, ...remedy].join('\n');
}

import { join, resolve } from 'node:path';
import { toFailure } from '#shared/contract/errors.ts';
import type { Check } from '#shared/contract/ipc.ts';
import { mendFirst } from '#shared/help/mend-first.ts';
import { BackendClient } from '../../../backend-client/backend-client.ts';
import type { CheckServices } from '../../../diagnostics/check.ts';
import { gatherEvidence } from '../../../diagnostics/bundle/evidence.ts';
import { checkers } from '../../../diagnostics/checkers.ts';
import { runChecks } from '../../../diagnostics/run.ts';
import { logFolder } from '../../../logging/log.ts';
import { findStoreKey } from '../../../store-key/key-source.ts';
import { passphraseFromFile } from '../../../store-key/passphrase-file.ts';
import { StoreKey } from '../../../store-key/store-key.ts';
import { readTrust } from '../../../trust/trust-store.ts';
import { backendUrl, dataFolder } from '../settings.ts';
import { tsaUrl } from '../../../diagnostics/timestamp/tsa-url.ts';
import type { Printer } from '../printer.ts';
import { SignInWords } from '../sign-in-words.ts';
import { withTokens } from '../tokens-from.ts';
import { byGroups, describeFirst } from './doctor-words.ts';
import { lookAtBundlePlace, writeBundle, type BundleOptions } from './doctor-bundle.ts';
import { shown } from '../visible.ts';

export type DoctorOptions = BundleOptions & {
  readonly module?: string[];
  readonly data?: string;
  readonly passphraseStdin?: boolean;
};

/**
 * `dvctt doctor`: exit 0 when nothing has failed, else 1. It asks for no PIN and changes nothing; with `--bundle` it
 * writes what support needs into one zip.
 */
export async function doctorCommand(options: DoctorOptions, printer: Printer): Promise<number> {
  const { bundle } = options;
  if (bundle !== undefined) await lookAtBundlePlace(resolve(bundle), options, process.stdin.isTTY);
  const folder = dataFolder(options.data);
  const passphrase = await passphraseFromFile(process.env);
  const source = await findStoreKey({ dataFolder: folder, passphrase, onlyLook: true });
  const url = backendUrl();
  const storeKey = await unlocked(await StoreKey.open(source, folder), options);
  const onChecked = byGroups(checkers, (lines) => printer.say(lines));
  const looked = await withTokens(options, async (tokens) => {
    const services = {
      tokens,
      backend: new BackendClient(url, 5_000),
      trust: () => readTrust(join(folder, 'trust')),
      dataFolder: folder,
      storeKey,
      now: () => new Date(),
      tsaUrl: tsaUrl(process.env),
    };
    if (bundle === undefined) return { checks: await runChecks(services, { onChecked }) };
    // What the modules were asked and what they answered is what support wants to see first.
    await tokens.trace.set(true);
    return gatherEvidence({ ...services, shell: 'cli', logFolder: logFolder(folder) }, { onChecked });
  });
  const { checks } = looked;
  printer.say(summaryOf(checks));
  const first = mendFirst(checks);
  if (first !== undefined) printer.say(describeFirst(shown(first)));
  const written =
    bundle === undefined || !('trace' in looked)
      ? undefined
      : await writeBundle(looked, { ...options, bundle }, printer);
  printer.data(written === undefined ? { checks } : { checks, bundle: written });
  return checks.some(({ state }) => state === 'failed') ? 1 : 0;
}

function summaryOf(checks: readonly Check[]): string {
  const count = (state: Check['state']) => checks.filter((check) => check.state === state).length;
  return `${checks.length} mục: ${count('ok')} đạt, ${count('warning')} cảnh báo, ${count('failed')} hỏng, ${count('skipped')} bỏ qua`;
}

/** The piped passphrase opens the key for this look; one that does not is what the check of the stores says. */
async function unlocked(
  key: StoreKey,
  options: { readonly passphraseStdin?: boolean },
): Promise<NonNullable<CheckServices['storeKey']>> {
  if (options.passphraseStdin !== true || key.state().state !== 'passphrase') return key;
  try {
    await key.unlock(await new SignInWords(options).passphrase());
    return key;
  } catch (cause) {
    const failure = toFailure(cause);
    if (failure.code === 'USAGE') throw cause;
    return { state: () => ({ ...key.state(), failure }), masterKey: () => key.masterKey() };
  }
}

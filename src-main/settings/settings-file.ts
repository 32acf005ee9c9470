import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { logLevelSchema } from '#shared/contract/doctor.ts';
import { diskFailure } from '../account-store/disk-failure.ts';
import { writeWhole } from '../account-store/whole-file.ts';

/** Name of the file in the data folder. */
export const settingsFileName = 'settings.json';

/** What this program keeps there; what a newer one has added is kept as it is. */
const settingsSchema = z.looseObject({
  /** Absolute paths of the PKCS#11 modules that a person has added, oldest first. */
  addedModules: z.array(z.string().max(1_000)).max(100).optional(),
  /**
   * User name that was used last at each provider of remote signatures, by its id and, where somebody is signed in, by
   * person: `VNPT`, `ktt.songlo VNPT`. Never a password.
   */
  remoteUsernames: z.record(z.string().max(200), z.string().max(100)).optional().catch(undefined),
  /** How much is logged; a word that is none is as good as none. */
  logLevel: logLevelSchema.optional().catch(undefined),
});
export type Settings = z.infer<typeof settingsSchema>;

/**
 * Settings of this machine's person, in one JSON file that every shell shares. Secrets are never in it. A file that
 * cannot be understood is set aside under another name, and the program goes on without it.
 */
export class SettingsFile {
  readonly path: string;
  readonly #folder: string;
  readonly #now: () => Date;

  constructor(dataFolder: string, now: () => Date = () => new Date()) {
    this.#folder = dataFolder;
    this.path = join(dataFolder, settingsFileName);
    this.#now = now;
  }

  /** @throws STORE_FAILED when the disk refuses */
  read(): Settings {
    const text = this.#text();
    if (text === undefined) return {};
    const settings = settingsSchema.safeParse(parseJson(text));
    if (settings.success) return settings.data;
    this.#setAside();
    return {};
  }

  /** Changes what `change` returns and leaves the rest. @throws STORE_FAILED, DISK_FULL */
  update(change: (settings: Settings) => Partial<Settings>): void {
    const settings = this.read();
    const next = { ...settings, ...change(settings) };
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      writeWhole(this.path, Buffer.from(`${JSON.stringify(next, undefined, 2)}\n`));
    } catch (cause) {
      throw diskFailure(this.#folder, cause);
    }
  }

  #text(): string | undefined {
    try {
      return readFileSync(this.path, 'utf8');
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
      throw diskFailure(this.#folder, cause);
    }
  }

  #setAside(): void {
    const stamp = this.#now().toISOString().replaceAll(/[:.]/g, '-');
    try {
      renameSync(this.path, `${this.path}.damaged-${stamp}`);
    } catch (cause) {
      throw diskFailure(this.#folder, cause);
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

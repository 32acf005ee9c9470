/** Builds the real Electron shell around the tests' tiny core and a bare page, and starts it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { ElectronApplication, Page } from 'playwright-core';
import { bundles, root } from '../../../scripts/build/bundles.ts';
import { tinyOptions } from '#test/integration/shells/tiny-core.ts';
import { endDisplay } from './display.ts';
import { launchElectron } from './runtime.ts';

const page = (title: string) =>
  `<!doctype html><html lang="vi"><meta charset="utf-8"><title>${title}</title><script type="module" src="./assets/a.js"></script></html>`;

export interface TinyProgram {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly folder: string;
  /** `keep` leaves the folder for another start. */
  close(keep?: boolean): Promise<void>;
}

async function buildInto(folder: string): Promise<string> {
  const out = join(folder, 'out');
  const wanted = bundles.filter(({ outfile }) => outfile?.startsWith(join(root, 'out', 'electron')));
  const core = bundles.find(({ outfile }) => outfile === join(root, 'out', 'core.js'));
  const entry = join(root, 'test', 'integration', 'shells', 'tiny-core-main.ts');
  await Promise.all([
    ...wanted.map((bundle) =>
      build({ ...bundle, outfile: bundle.outfile!.replace(join(root, 'out'), out), sourcemap: false }),
    ),
    build({ ...core, entryPoints: [entry], outfile: join(out, 'core.js'), sourcemap: false }),
  ]);
  mkdirSync(join(out, 'renderer', 'assets'), { recursive: true });
  writeFileSync(join(out, 'renderer', 'index.html'), page('window'));
  writeFileSync(join(out, 'renderer', 'pin.html'), page('pin'));
  writeFileSync(join(out, 'renderer', 'assets', 'a.js'), 'document.documentElement.dataset.ran = "yes";');
  writeFileSync(join(out, 'package.json'), '{"type":"module"}');
  return out;
}

/**
 * `ownNode`: the core in Electron's utilityProcess instead of on the project's Node. `folder`: of a program that was
 * closed with `keep`, to be started again on its data.
 */
export async function startTinyProgram(
  options: {
    readonly ownNode?: boolean;
    readonly folder?: string;
    readonly env?: Readonly<Record<string, string | undefined>>;
    /** Behind the program's own arguments, as the system puts what it was asked to open. */
    readonly opened?: string;
  } = {},
): Promise<TinyProgram> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'dvctt-electron-'));
  const out = options.folder === undefined ? await buildInto(folder) : join(folder, 'out');
  const optionsFile = join(folder, 'options.json');
  writeFileSync(
    optionsFile,
    JSON.stringify({ ...tinyOptions, shell: 'electron', dataFolder: join(folder, 'data') }),
  );
  const app = await launchElectron({
    out,
    optionsFile,
    ownNode: options.ownNode === true,
    ...(options.env === undefined ? {} : { env: options.env }),
    ...(options.opened === undefined ? {} : { opened: options.opened }),
  });
  const first = await app.firstWindow({ timeout: 60_000 });
  await first.waitForLoadState();
  return {
    app,
    page: first,
    folder,
    async close(keep = false) {
      await app.close();
      endDisplay();
      if (!keep) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * `npm test`: puts the judges and devices of the tests on the machine, builds, runs every suite, and closes with the
 * one line that CI reads.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import {
  provideDebianPackages,
  softTokenPackages,
  type DebianPackage,
} from '../src-main/shells/cli/debian-packages.ts';
import { providePcscAddon } from './pcsc-addon.ts';

/** Debian's name for this machine's libraries. */
const multiarch = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';

const testPackages: readonly DebianPackage[] = [
  ...softTokenPackages,
  { name: 'opensc', provides: '/usr/bin/pkcs11-tool' },
  { name: 'opensc-pkcs11', provides: `/usr/lib/${multiarch}/opensc-pkcs11.so` },
  { name: 'pcscd', provides: '/usr/sbin/pcscd' },
  { name: 'libpcsclite-dev', provides: '/usr/include/PCSC/winscard.h' },
  { name: 'g++', provides: '/usr/bin/g++' },
  { name: 'make', provides: '/usr/bin/make' },
  { name: 'vsmartcard-vpcd', provides: '/usr/lib/pcsc/drivers/serial/libifdvpcd.so' },
  { name: 'openssl', provides: '/usr/bin/openssl' },
  { name: 'xmlsec1', provides: '/usr/bin/xmlsec1' },
  { name: 'poppler-utils', provides: '/usr/bin/pdfsig' },
  { name: 'zbar-tools', provides: '/usr/bin/zbarimg' },
  { name: 'chromium', provides: '/usr/bin/chromium' },
  { name: 'xvfb', provides: '/usr/bin/xvfb-run' },
  { name: 'xauth', provides: '/usr/bin/xauth' },
  { name: 'gdb', provides: '/usr/bin/gcore' },
  { name: 'gcc', provides: '/usr/bin/gcc' },
  { name: 'libc6-dev', provides: '/usr/include/stdlib.h' },
  { name: 'libp11-kit-dev', provides: '/usr/include/p11-kit-1/p11-kit/pkcs11.h' },
  { name: 'swtpm', provides: '/usr/bin/swtpm' },
  { name: 'libtpm2-pkcs11-1', provides: `/usr/lib/${multiarch}/pkcs11/libtpm2_pkcs11.so` },
  { name: 'gnome-keyring', provides: '/usr/bin/gnome-keyring-daemon' },
  { name: 'dbus-daemon', provides: '/usr/bin/dbus-run-session' },
  { name: 'libsecret-tools', provides: '/usr/bin/secret-tool' },
  { name: 'fontconfig', provides: '/usr/bin/fc-query' },
  { name: 'procps', provides: '/usr/bin/ps' },
  // Debian's package also starts a cluster of the system's, which the tests leave alone.
  { name: 'postgresql', provides: '/usr/lib/postgresql' },
];

const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTotalTests: z.number(),
});

function main(): number {
  const provision = provideDebianPackages(testPackages);
  if (provision.kind === 'missing') {
    console.error(`The tests need packages that are not here. Run once:\n  ${provision.command}`);
    return 1;
  }
  if (provision.kind === 'installed') console.log(`Installed for the tests: ${provision.names.join(' ')}`);

  providePcscAddon();

  const build = spawnSync(process.execPath, [join(import.meta.dirname, 'build.ts')], { stdio: 'inherit' });
  if (build.status !== 0) return 1;

  if (!existsSync(join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '/nowhere', 'electron'))) {
    console.log(
      'Electron suite skipped: no Electron runtime here (set ELECTRON_OVERRIDE_DIST_PATH to its folder).',
    );
  }

  const temporary = temporaryFolder();
  const folder = mkdtempSync(join(temporary, 'dvctt-test-report-'));
  try {
    const file = join(folder, 'report.json');
    const arguments_ = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const vitest = join(import.meta.dirname, '..', 'node_modules', 'vitest', 'vitest.mjs');
    const run = spawnSync(process.execPath, [vitest, ...arguments_, ...process.argv.slice(2)], {
      stdio: 'inherit',
      // The tests start the product's programs again and again: V8 compiles each once for all of them.
      env: { ...process.env, TMPDIR: temporary, NODE_COMPILE_CACHE: join(folder, 'compiled') },
    });
    if (!existsSync(file)) {
      console.error('The test runner left no report.');
      return 1;
    }
    const report = reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    // A file that fails to load has no failed test of its own; the runner's exit code still says so.
    const failed = Math.max(report.numFailedTests, run.status === 0 ? 0 : 1);
    const skipped = report.numPendingTests > 0 ? `, ${report.numPendingTests} skipped` : '';
    console.log(`${report.numPassedTests} passed, ${failed} failed${skipped}`);
    return run.status ?? 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Memory where there is plenty: hundreds of stores, browsers and clusters write and are thrown away. */
function temporaryFolder(): string {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    const mounts = readFileSync('/proc/mounts', 'utf8').split('\n');
    const [, , , options = 'noexec'] = mounts.find((line) => line.includes(' /dev/shm '))?.split(' ') ?? [];
    // The tests build programs and libraries of their own there.
    if (bavail * bsize > 6e9 && !options.includes('noexec')) return '/dev/shm';
  } catch {
    // A system without it.
  }
  return tmpdir();
}

process.exitCode = main();

import { defineConfig } from 'vitest/config';
import { ReaderTurns } from './test/support/reader-turns.ts';

/** What is waited for comes within its second on an idle machine; CI's is not idle. */
const patience = { poll: { timeout: 15_000 } } as const;
const common = { environment: 'node', pool: 'forks', expect: patience } as const;

/** Integration tests of rooms that use neither the virtual reader nor a display: they need not wait for each other. */
const withoutDevices = [
  'backend',
  'cli',
  'diagnostics',
  'dossiers',
  'modules',
  'registration',
  'shells',
  'signatures',
  'store',
  'store-key',
  'support',
  'sync',
  'transfer',
].map((room) => `test/integration/${room}/**/*.test.ts`);

/**
 * One pcscd and one virtual reader on the machine: the files that use them take turns (`test/support/pcscd.ts`,
 * `test/support/reader-turns.ts`), and only tests that look at no token of theirs run beside them.
 */
const besideTheReader = { maxWorkers: 2, sequence: { groupOrder: 1 } } as const;
/** The walks through the window that sign with a card. */
const onTheReader = ['registration', 'month-end'].map((name) => `test/e2e/${name}.test.ts`);

export default defineConfig({
  test: {
    sequence: { sequencer: ReaderTurns },
    projects: [
      {
        test: {
          ...common,
          name: 'unit',
          ...besideTheReader,
          include: ['src-*/**/*.test.ts', 'native/**/*.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          ...common,
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          exclude: [...withoutDevices, 'test/integration/postgres/**'],
          testTimeout: 180_000,
          // Whoever waits for the reader waits in its `beforeAll`.
          hookTimeout: 600_000,
          ...besideTheReader,
        },
      },
      {
        test: {
          ...common,
          name: 'service',
          include: withoutDevices,
          setupFiles: ['test/support/light-passwords.mjs'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 3,
        },
      },
      {
        test: {
          ...common,
          // The server's own tests once more, each backend on a schema of a private PostgreSQL cluster.
          name: 'postgres',
          include: [
            'test/integration/backend/**/*.test.ts',
            'test/integration/postgres/**/*.test.ts',
            'src-backend/store/both/**/*.test.ts',
          ],
          // Documents, letters, pages, ports, simulators and the disk are no matter of the store; `sync-kill` kills as `restart` does
          // (`postgres/lost-database` cuts the store off); a backup in `sync-restore` is SQLite's file.
          exclude: [
            'hostile-files',
            'mail',
            'pages',
            'port',
            'remote-ca-simulators',
            'restart',
            'sync-flood',
            'sync-kill',
            'sync-restore',
            'upload-space',
            'validation-pool',
          ].map((name) => `test/integration/backend/${name}.test.ts`),
          globalSetup: ['test/support/postgres/global-setup.ts'],
          setupFiles: ['test/support/postgres/worker-setup.ts', 'test/support/light-passwords.mjs'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          ...besideTheReader,
        },
      },
      {
        test: {
          ...common,
          name: 'walk',
          include: onTheReader,
          setupFiles: ['test/e2e/tell-failures.ts'],
          testTimeout: 180_000,
          hookTimeout: 600_000,
          ...besideTheReader,
        },
      },
      {
        test: {
          ...common,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: onTheReader,
          setupFiles: ['test/support/light-passwords.mjs', 'test/e2e/tell-failures.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // One pool with the service tests: a window waits more than it works, and three keep two cores busy.
          maxWorkers: 3,
        },
      },
    ],
  },
});

/** A desktop on a machine of its own with a line to a real server, for tests of registration dossiers. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Backend } from '#backend/server.ts';
import { createCore } from '#main/core/core.ts';
import type { CoreOptions } from '#main/core/options.ts';
import { giveKey } from '#main/store-key/given-key.ts';
import type { Core } from '#shared/contract/ipc.ts';
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import type { RegistrationContent } from '#shared/domain/registration/registration.ts';
import { FaultyLine } from '#test/faults/line/faulty-line.ts';
import { sampleRegistration } from '#test/support/sample-registration.ts';
import { startBackend } from '#test/support/start-backend.ts';

export interface Desk {
  readonly folder: string;
  readonly backend: Backend;
  readonly line: FaultyLine;
  /** A core on that machine with a window; `close` closes it. */
  start(machine?: string, given?: Partial<CoreOptions>, now?: () => Date): Promise<Core>;
  close(): Promise<void>;
}

/** `now`: the server's clock. */
export async function openDesk({ now }: { readonly now?: () => Date } = {}): Promise<Desk> {
  const folder = await mkdtemp(join(tmpdir(), 'dvctt-declaring-'));
  const backend = await startBackend({
    dataFolder: join(folder, 'backend'),
    port: 0,
    demo: true,
    ...(now === undefined ? {} : { now }),
  });
  const line = await FaultyLine.open({ target: backend.url });
  const cores = new Set<Core>();
  return {
    folder,
    backend,
    line,
    start: async (machine = 'office', given = {}, now) => {
      const dataFolder = join(folder, machine);
      const options: CoreOptions = {
        dataFolder,
        backendUrl: line.url,
        modules: [],
        shell: 'cli',
        policy: 'compat',
        ...(given.storeKey === undefined ? { storeKey: await giveKey(dataFolder) } : {}),
        ...given,
      };
      const core = await createCore(options, now);
      core.subscribe(() => undefined);
      cores.add(core);
      return core;
    },
    close: async () => {
      for (const core of cores) await core.close();
      await line.close();
      await backend.close();
      await rm(folder, { recursive: true });
    },
  };
}

let units = 2_000_000;

/** Complete, of a unit that nobody has registered yet, and before anybody's certificate. */
export function schoolOf(unitCode = String((units += 1))): RegistrationContent {
  const own = (text: string) => text.replaceAll('1001163', unitCode);
  const { unit, projects, members, leftOut } = sampleRegistration;
  return {
    ...sampleRegistration,
    unit: { ...unit, unitCode },
    projects: projects.map((project) => ({ ...project, code: own(project.code) })),
    leftOut: leftOut.map(own),
    members: members.map((member) => ({ ...member, certificate: null, accounts: member.accounts.map(own) })),
  };
}

/** A first registration, filled in but not saved. */
export async function declare(core: Core, content = schoolOf()): Promise<RegistrationView> {
  const created = await core.call('registrations.create', { kind: 'first' });
  return core.call('registrations.keep', { id: created.id, baseRevision: created.revision, content });
}

export const save = (core: Core, { id, revision }: RegistrationView) =>
  core.call('registrations.save', { id, revision });

/** The same with a line: on a busy machine the answer may come after “Lưu” has given up waiting for it. */
export async function send(core: Core, view: RegistrationView): Promise<RegistrationView> {
  let sent = await save(core, view);
  for (; sent.saved.state === 'queued'; sent = await core.call('registrations.get', { id: view.id }))
    await new Promise((resolve) => setTimeout(resolve, 100));
  return sent;
}

/** What the server has of a code. */
export async function atServer({ backend }: Desk, code = '') {
  const rows = await backend.store
    .selectFrom('registrations')
    .select(['code', 'version', 'unit_code', 'status'])
    .where('code', 'like', `${code}%`)
    .execute();
  return rows;
}

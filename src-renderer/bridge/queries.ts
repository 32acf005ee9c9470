/** Names under which answers of the core are kept, and the events that make them stale. */
import { notifyManager, QueryClient, type QueryFilters } from '@tanstack/react-query';
import { DvcttError, type Failure } from '#shared/contract/errors.ts';
import type { SyncState } from '#shared/contract/sync/window.ts';
import type { CallInput, CallOutput, CoreEvent, WindowCallName } from '#shared/contract/ipc.ts';

export const keys = {
  info: ['app.info'],
  session: ['session'],
  /** Who was signed in when the session ended by itself. */
  interrupted: ['interrupted'],
  /** True while the person is asked for the password again, over the screen they work on. */
  signInAgain: ['sign-in-again'],
  /** Why the person was put out for good: access revoked, data erased. */
  revoked: ['revoked'],
  /** Changes that stayed on this machine when the last person left. */
  leftBehind: ['left-behind'],
  storeKey: ['store-key'],
  notices: ['store-notices'],
  /** Every page of every list. */
  dossiers: ['dossiers'],
  dossierPage: (filter: CallInput<'dossiers.list'>) => ['dossiers', filter],
  /** Filter, order and place of the list, to come back to. */
  listView: ['list-view'],
  /** Dossiers ticked in the list. */
  chosen: ['chosen'],
  /** How many dossiers wait for this person; below `dossiers`: asked again with the list. */
  waiting: ['dossiers', 'waiting'],
  /** What is reviewed before it is signed: dossiers, what was unticked and what was opened. */
  batchDesk: ['batch-desk'],
  batchReview: (number: number) => ['batch-review', number],
  /** What is different from what this person last saw, in this version. */
  seenDifferences: (code: string, version: number) => ['seen-differences', code, version],
  /** The batch that is being signed or was signed last. */
  batch: ['batch'],
  batchRows: (jobId: string) => ['batch-rows', jobId],
  /** Dossiers that are being sent to the Treasury in one go. */
  submission: ['submission'],
  /** Files to import, their preview and what was made of it. */
  importDesk: ['import-desk'],
  /** What the report is of, to come back to. */
  reportView: ['report-view'],
  /** Below `dossiers`: summed up again when a dossier has changed. */
  sums: (filter: CallInput<'reports.run'>) => ['dossiers', 'sums', filter],
  sync: ['sync'],
  queue: ['queue'],
  presence: ['presence'],
  dossier: (code: string) => ['dossier', code],
  /** `earlier`: of that version of the dossier. */
  document: (code: string, id: string, sha256: string, earlier?: number) => [
    'document',
    code,
    id,
    sha256,
    earlier,
  ],
  report: (code: string, id: string, sha256: string, earlier?: number) => [
    'report',
    code,
    id,
    sha256,
    earlier,
  ],
  /** Below the dossier's own key; `step`: rows of its log, another with each step that could void signatures. */
  signedVersions: (code: string, step: number) => ['dossier', code, 'signed-versions', step],
  signedVersion: (code: string, version: number) => ['signed-version', code, version],
  attachment: (code: string, sha256: string) => ['attachment', code, sha256],
  preview: (code: string, voucherId: string, version: number) => ['preview', code, voucherId, version],
  /** Every list of registration dossiers. */
  registrations: ['registrations'],
  /** What the list of them is narrowed to, to come back to. */
  registrationView: ['registration-view'],
  registrationPage: (filter: CallInput<'registrations.list'>) => ['registrations', filter],
  registration: (id: string) => ['registration', id],
  /** `sha256`: of the frozen document; of a declaration that is not frozen yet, the copy's revision stands for it. */
  registrationDocument: (id: string, documentId: string, sha256: string) => [
    'registration-document',
    id,
    documentId,
    sha256,
  ],
  registrationReport: (id: string, documentId: string, sha256: string) => [
    'registration-report',
    id,
    documentId,
    sha256,
  ],
  tokens: ['tokens'],
  certificates: ['certificates'],
  /** Providers of remote signatures; below `remote`: asked again together. */
  remoteProviders: ['remote', 'providers'],
  remoteCertificates: ['remote', 'certificates'],
  remotePending: ['remote', 'pending'],
  /** Logins that are kept for a batch. */
  logins: ['logins'],
  doctor: ['doctor'],
  /** The doctor's run as far as it has come. */
  examination: ['examination'],
  trace: ['trace'],
  logLevel: ['log-level'],
  /** The letter to support as far as it has come. */
  supportLetter: ['support-letter'],
} as const;

export type SessionState = CallOutput<'session.current'>;
export interface LeftBehind {
  readonly name: string;
  /** Sent by themselves after the next signing in. */
  readonly unsent: number;
  /** Sent only after the person has chosen or dealt with a refusal. */
  readonly blocked: number;
}

// Watchers are told before the browser goes on: a box that is ticked would otherwise jump back and be ticked again later,
// and what is typed meanwhile would be lost.
notifyManager.setScheduler(queueMicrotask);

export const queries: QueryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The core answers from this machine; only a restart of the core is worth asking again by itself.
      retry: (count, error) => error instanceof DvcttError && error.code === 'CORE_RESTARTED' && count < 3,
      retryDelay: 1000,
      refetchOnWindowFocus: false,
      // The browser's own idea of “offline” says nothing about a core on this very machine.
      networkMode: 'always',
      staleTime: 10_000,
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});

/** What is known before and beside any person; everything else goes when somebody leaves. */
const impersonal: readonly unknown[] = [
  keys.info,
  keys.session,
  keys.interrupted,
  keys.revoked,
  keys.leftBehind,
  keys.storeKey,
].map(([name]) => name);

/** Forgets everything that was shown of a person's work. The session query stays: its watchers must be told. */
export function forgetWork(client: QueryClient = queries): void {
  client.setQueryData(keys.interrupted, null);
  client.setQueryData(keys.session, { user: null } satisfies SessionState);
  client.removeQueries({ predicate: (query) => !impersonal.includes(query.queryKey[0]) });
}

/** Steps that a person takes and that wait for the server: worth asking for the password at once. */
const deliberate: ReadonlySet<WindowCallName> = new Set([
  'dossiers.forward',
  'dossiers.return',
  'dossiers.submit',
  'signing.start',
  'batch.start',
  'batch.resume',
  'batch.resend',
  'registrations.sign',
  'registrations.confirm',
  'registrations.renew',
]);

/**
 * A call found out that the session has ended. Remembers whose screen this is and asks the core: when it still holds
 * the person's store, work goes on and only a step that needs the server brings the password dialog; when it does not
 * (the core was restarted), the dialog comes over the screen, so that nothing that was being typed is lost.
 */
export function noteSessionEnded(name: WindowCallName, client: QueryClient = queries): void {
  const user = client.getQueryData<SessionState>(keys.session)?.user ?? null;
  if (user === null) return;
  client.setQueryData(keys.interrupted, user);
  if (deliberate.has(name)) client.setQueryData(keys.signInAgain, true);
  void client.invalidateQueries({ queryKey: keys.session });
}

function noteEnd(failure: Failure, client: QueryClient): void {
  if (failure.code !== 'ACCESS_REVOKED') {
    noteSessionEnded('session.current', client);
    return;
  }
  client.setQueryData(keys.revoked, failure);
  forgetWork(client);
}

/** The line or the queue moved. What was sent or refused loses or gets its mark in the list. */
function noteSync(state: SyncState, client: QueryClient): void {
  const before = client.getQueryData<SyncState>(keys.sync);
  client.setQueryData(keys.sync, state);
  // A long queue is asked for once at a time, however fast it drains; see QueueList for the last word.
  void client.invalidateQueries({ queryKey: keys.queue }, { cancelRefetch: false });
  const counts = ({ waiting, setAside, conflicts }: SyncState) => `${waiting} ${setAside} ${conflicts}`;
  if (before !== undefined && counts(before) !== counts(state)) refresh(client, { queryKey: keys.dossiers });
}

/**
 * Fetches again what these queries show. A first fetch that is under way is let end and is then repeated: the library
 * takes its answer for fresh, though it may be older than the event, and what changed would stay unseen.
 */
function refresh(client: QueryClient, filters: QueryFilters = {}): void {
  const early = client
    .getQueryCache()
    .findAll({ ...filters, fetchStatus: 'fetching' })
    .filter(({ state }) => state.data === undefined);
  void client.invalidateQueries(filters);
  for (const { promise, queryKey } of early) {
    const again = () => client.invalidateQueries({ queryKey, exact: true });
    void promise?.then(again, again);
  }
}

/** Marks what an event has made stale. */
export function refreshAfter(event: CoreEvent, client: QueryClient = queries): void {
  switch (event.name) {
    case 'dossiers.changed':
      refresh(client, { queryKey: keys.dossiers });
      if (event.payload.code === undefined) refresh(client, { queryKey: ['dossier'] });
      else refresh(client, { queryKey: keys.dossier(event.payload.code) });
      return;
    case 'tokens.changed':
      refresh(client, { queryKey: keys.tokens });
      refresh(client, { queryKey: keys.certificates });
      return;
    case 'remote.changed':
      refresh(client, { queryKey: ['remote'] });
      refresh(client, { queryKey: keys.certificates });
      return;
    case 'logins.changed':
      client.setQueryData(keys.logins, event.payload);
      return;
    case 'sync.changed':
      noteSync(event.payload, client);
      return;
    case 'registrations.changed':
      refresh(client, { queryKey: keys.registrations });
      refresh(client, {
        queryKey: event.payload.id === undefined ? ['registration'] : keys.registration(event.payload.id),
      });
      return;
    case 'presence.changed':
      client.setQueryData(keys.presence, event.payload);
      return;
    case 'store.noticed':
      refresh(client, { queryKey: keys.notices });
      return;
    case 'session.ended':
      noteEnd(event.payload.failure, client);
      return;
    case 'core.restarted':
      refresh(client);
      return;
    case 'dossiers.arrived':
      refresh(client, { queryKey: keys.dossiers });
      return;
    case 'batch.progress':
    case 'signing.progress':
    case 'tokens.job':
    case 'doctor.checked':
    case 'link.arrived':
      // A dialog or screen listens to its own.
      return;
  }
}

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DvcttError } from '#shared/contract/errors.ts';
import { enterEarlierUnits } from './accounts/earlier-units.ts';
import { Registry } from './accounts/registry.ts';
import { Sessions } from './accounts/sessions.ts';
import { keepTreasuryOffices } from './accounts/treasury-offices.ts';
import { DiskBlobs } from './blobs/disk-blobs.ts';
import { PartialBlobs } from './blobs/partial-blobs.ts';
import { seedDemo, type DemoData } from './demo-seed.ts';
import { DevCa } from './dev-ca/dev-ca.ts';
import { forgetStaleUploads } from './dossiers/stale-uploads.ts';
import { UploadSpace } from './dossiers/upload-space.ts';
import { buildApp } from './http/app.ts';
import type { Log } from './http/log.ts';
import type { TrustedProxies } from './http/trusted-proxies.ts';
import { LiveHub } from './live/live-hub.ts';
import { Delivery } from './mail/deliver.ts';
import { folderTransport, sweepLetters } from './mail/folder-transport.ts';
import { queueLetters } from './mail/outbox.ts';
import type { SmtpSettings } from './mail/settings.ts';
import { smtpTransport } from './mail/smtp-transport.ts';
import { serveStore, type ServedStore, type Store } from './store/open.ts';
import { isDatabaseUrl } from './store/place.ts';
import { holdFolder } from './store/sqlite.ts';
import { remoteCaConfiguration, type RemoteCaConfiguration } from './remote-ca/configuration.ts';
import { RemoteCa } from './remote-ca/remote-ca.ts';
import { demoSubscribers, type DemoSubscriber } from './remote-ca-simulators/demo-subscribers.ts';
import { simulatorProviders, simulatorRoutes, Simulators } from './remote-ca-simulators/simulators.ts';
import { RegistrationDesk } from './registrations/registration-desk.ts';
import { beginIncarnation } from './sync/incarnation.ts';
import { purgeTombstones } from './sync/tombstones.ts';
import type { PoolOptions } from './validation/pool.ts';
import { Validation } from './validation/validation.ts';
import { backendVersion } from './version.ts';

export interface BackendOptions {
  /** Everything the server keeps: `backend.db`, `blobs/`, `uploads/`, `ca/`. Made when absent. */
  readonly dataFolder: string;
  /** `postgres://…` of the database to use in the place of `backend.db`. */
  readonly database?: string;
  /** Called once when another server may have taken the database: this one then answers nothing but STORE_FAILED. */
  readonly onStoreLost?: (failure: DvcttError) => void;
  /** 0 takes a free one. */
  readonly port: number;
  readonly host?: string;
  /** Seeds the demo unit and its people; see `demo` of the answer. */
  readonly demo?: boolean;
  /** Passwords of the demo's people by user name; random ones are made for the others. */
  readonly demoPasswords?: Readonly<Record<string, string>>;
  readonly now?: () => Date;
  readonly log?: Log;
  /** Whose word about a caller's address is taken; left out: nobody's, the address is the connection's. */
  readonly trustProxy?: TrustedProxies;
  /** Bytes that one person may have waiting; default 2 GB. */
  readonly uploadSpace?: number;
  /** Mail server for letters; left out: they go into the folder `mail/` of the data folder. */
  readonly smtp?: SmtpSettings;
  /** Address for the links in letters, without a slash at the end; left out: the one listened on. */
  readonly publicUrl?: string;
  /** Providers of remote signatures; left out: none, in a demo the simulated ones. */
  readonly remoteCa?: readonly RemoteCaConfiguration[];
  /** Between two questions to a provider about one transaction (ms); default a second, tests do not wait so long. */
  readonly remoteCaGap?: number;
  /** Limits of the threads that judge documents; tests pass their own program. */
  readonly validation?: Partial<PoolOptions>;
}

/** A running backend. */
export interface Backend {
  /** Without a slash at the end. */
  readonly url: string;
  readonly ca: DevCa;
  readonly registry: Registry;
  readonly store: Store;
  /** Present with `demo: true`; `phones` are its people at the simulated providers. */
  readonly demo?: DemoData & { readonly phones?: readonly DemoSubscriber[] };
  /** In a demo without providers of its own. */
  readonly simulators?: Simulators;
  /** Hands over the letters that are due now, without waiting for the next look at the outbox. */
  deliverMail(): Promise<void>;
  /** Answers what is under way, then lets go of port and files. */
  close(): Promise<void>;
}

/**
 * Starts the backend in this process.
 * @throws DvcttError STORE_NEWER; STORE_IN_USE while another server has folder or database; STORE_FAILED when one
 * cannot be used; PORT_IN_USE when the port cannot be had
 */
export async function startBackend(options: BackendOptions): Promise<Backend> {
  const now = options.now ?? (() => new Date());
  const log: Log = options.log ?? (() => undefined);
  const validation = new Validation(options.validation);
  const { served, blobs, partials, ca } = await openData(options, now);
  const { store } = served;
  served.onLost((failure) => {
    log({ level: 'error', event: 'store-lost', code: failure.code });
    options.onStoreLost?.(failure);
  });
  const sessions = new Sessions(store, now);
  const live = new LiveHub(now, (session) => sessions.isOpen(session));
  try {
    const desk = {
      store,
      blobs,
      partials,
      now,
      live,
      validation,
      uploadSpace: new UploadSpace(store, options.uploadSpace),
      trust: {
        anchors: [ca.rootDer],
        intermediates: [ca.issuingDer],
        isRevoked: (serial: string) => ca.isRevoked(serial),
      },
    };
    await keepTreasuryOffices(store);
    await beginIncarnation(store, now());
    await purgeTombstones(store, now());
    await forgetStaleUploads(desk);
    const registry = new Registry(store, now);
    const demo = options.demo === true ? await seedDemo(registry, options.demoPasswords) : undefined;
    const simulators =
      demo === undefined || options.remoteCa !== undefined
        ? undefined
        : await Simulators.open(join(options.dataFolder, 'remote-ca-simulators'), ca, now);
    const phones = demo && simulators ? await demoSubscribers(simulators, demo, registry) : undefined;
    // After the demo's own, which knows more of its unit.
    await enterEarlierUnits(store, now());
    let publicUrl = options.publicUrl ?? '';
    const mailFolder = join(options.dataFolder, 'mail');
    await sweepLetters(mailFolder, now());
    const delivery = new Delivery({
      store,
      transport: options.smtp === undefined ? folderTransport(mailFolder) : smtpTransport(options.smtp),
      publicUrl: () => publicUrl,
      now,
      log,
    });
    const remoteCa = new RemoteCa(store, options.remoteCa ?? [], now, options.remoteCaGap);
    await remoteCa.transactions.forgetOld();
    const services = {
      desk,
      remoteCa,
      sessions,
      registrations: new RegistrationDesk(
        { ...desk, queueLetters, remoteOffered: () => remoteCa.providers().length > 0 },
        sessions,
      ),
      ca,
      version: backendVersion,
      now,
      log,
      publicUrl: () => publicUrl,
      ...(options.demo === true && options.smtp === undefined ? { mailbox: mailFolder } : {}),
    };
    const app = await buildApp(services, options.trustProxy);
    if (simulators !== undefined)
      await app.register(simulatorRoutes, { simulators, publicUrl: () => publicUrl });
    const url = await listen(app, options);
    ca.servedAt(url);
    if (publicUrl === '') publicUrl = url;
    if (simulators !== undefined)
      remoteCa.use(remoteCaConfiguration(simulatorProviders(ownAddress(url), simulators.secrets)));
    delivery.start();
    remoteCa.start();
    log({ level: 'info', event: 'listening' });
    return {
      url,
      ca,
      registry,
      store,
      ...(demo === undefined ? {} : { demo: { ...demo, ...(phones === undefined ? {} : { phones }) } }),
      ...(simulators === undefined ? {} : { simulators }),
      deliverMail: async () => {
        // The look that is under way may have begun before the newest letter was there.
        await delivery.deliver();
        await delivery.deliver();
      },
      close: async () => {
        // First, for a file that is being judged could hold up the answer by its whole deadline.
        await validation.close();
        live.close();
        await remoteCa.close();
        await closeApp(app);
        await delivery.close();
        await served.close();
      },
    };
  } catch (cause) {
    live.close();
    await served.close();
    throw cause;
  }
}

/** Under which this process reaches itself: the simulators' secrets go to no other machine. */
function ownAddress(url: string): string {
  const { port, hostname } = new URL(url);
  return hostname === '[::1]' || hostname === '[::]' ? `http://[::1]:${port}` : `http://127.0.0.1:${port}`;
}

async function openData({ dataFolder: folder, database }: BackendOptions, now: () => Date) {
  let served: ServedStore | undefined;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    served = await openPlace(folder, database ?? join(folder, 'backend.db'));
    const blobs = await DiskBlobs.open(join(folder, 'blobs'));
    const partials = await PartialBlobs.open(join(folder, 'uploads'));
    const ca = await DevCa.open(join(folder, 'ca'), now);
    return { served, blobs, partials, ca };
  } catch (cause) {
    await served?.close();
    if (cause instanceof DvcttError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DvcttError('STORE_FAILED', { folder, reason }, { cause });
  }
}

/** A database keeps a second server from itself, but not from the folder: there the uploads lie. */
async function openPlace(folder: string, place: string): Promise<ServedStore> {
  if (!isDatabaseUrl(place)) return serveStore(place);
  const held = holdFolder(join(folder, 'in-use.db'));
  try {
    const served = await serveStore(place);
    const close = async () => {
      await served.close();
      held.release();
    };
    return { ...served, close };
  } catch (cause) {
    held.release();
    throw cause;
  }
}

/** What is under way may take this long to end once the server is told to (ms). */
const closingTime = 10_000;

/** An upload that its sender lets trickle must not keep the server from ending. */
async function closeApp(app: Awaited<ReturnType<typeof buildApp>>): Promise<void> {
  const patience = setTimeout(() => app.server.closeAllConnections(), closingTime);
  try {
    await app.close();
  } finally {
    clearTimeout(patience);
  }
}

async function listen(
  app: Awaited<ReturnType<typeof buildApp>>,
  { host = '127.0.0.1', port }: BackendOptions,
): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (cause) {
    await app.close();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DvcttError('PORT_IN_USE', { host, port, reason }, { cause });
  }
}

/** Links `dvctt://lien-ket?…` that the system hands to the program: as an argument, or by an event on macOS. */
import type { Core } from '#shared/contract/ipc.ts';
import { deepLink, deepLinkScheme } from '../../registration/link-text.ts';

/** As `shell.openLink` takes them. */
const longestLink = 2000;

/** The parts of Electron's `app` that have to do with links. */
export interface LinkEvents {
  readonly isPackaged: boolean;
  setAsDefaultProtocolClient(scheme: string): boolean;
  on(event: 'second-instance', told: (event: unknown, argv: readonly string[]) => void): unknown;
  on(event: 'open-url', told: (event: { preventDefault(): void }, url: string) => void): unknown;
}

/** The link among the arguments of a start. Any program may start this one with anything: only our own form counts. */
export function linkAmong(argv: readonly string[]): string | undefined {
  const link = argv.findLast((word) => word.toLowerCase().startsWith(`${deepLinkScheme}://`));
  if (link === undefined || link.length > longestLink || /\s/.test(link)) return undefined;
  return deepLink(link) === undefined ? undefined : link;
}

/** Hands links on to the core, which asks the window; one that comes before there is a core waits for it. */
export class LinkDoor {
  readonly #core: () => Pick<Core, 'call'> | undefined;
  #waiting: string | undefined;

  constructor(core: () => Pick<Core, 'call'> | undefined) {
    this.#core = core;
  }

  arrived(argv: readonly string[]): void {
    this.#waiting = linkAmong(argv) ?? this.#waiting;
    this.coreReady();
  }

  coreReady(): void {
    const [core, text] = [this.#core(), this.#waiting];
    if (core === undefined || text === undefined) return;
    this.#waiting = undefined;
    // A core that restarts at this moment: the person presses the link again.
    core.call('shell.openLink', { text }).catch(() => undefined);
  }
}

/**
 * Takes what the system brings from now on; `called` is told whenever somebody wants to see the window. An installed
 * program says that the scheme is its own (Windows has no other way); one under development leaves the machine alone.
 */
export function listenForLinks(app: LinkEvents, door: LinkDoor, called: () => void): void {
  if (app.isPackaged) app.setAsDefaultProtocolClient(deepLinkScheme);
  app.on('second-instance', (_event, argv) => {
    door.arrived(argv);
    called();
  });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    door.arrived([url]);
    called();
  });
}

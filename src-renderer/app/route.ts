/** Where the window is: kept in the address's fragment, so that Back works and nothing is asked of the server. */
import { useSyncExternalStore } from 'react';
import { registrationIdSchema } from '#shared/contract/registration/window.ts';
import { dossierCodeSchema, type DossierCode } from '#shared/domain/dossiers/dossier.ts';

export type Route =
  | { readonly screen: 'dossiers' }
  | { readonly screen: 'dossier'; readonly code: DossierCode }
  /** Many dossiers: their review, the signing, its report. */
  | { readonly screen: 'batch' }
  /** Many dossiers sent to the Treasury. */
  | { readonly screen: 'submission' }
  /** Vouchers from files. */
  | { readonly screen: 'import' }
  /** Báo cáo. */
  | { readonly screen: 'reports' }
  /** Tra cứu hồ sơ đăng ký. */
  | { readonly screen: 'registrations' }
  /** `part`: the member in front of this machine confirms their own data. */
  | { readonly screen: 'registration'; readonly id: string; readonly part?: 'confirm' }
  /** A link from a letter, arrived or to be pasted. */
  | { readonly screen: 'link' }
  | { readonly screen: 'password' }
  | { readonly screen: 'tokens' }
  | { readonly screen: 'doctor' }
  | { readonly screen: 'support' }
  | { readonly screen: 'trace' }
  /** `page`: a failure's code or a topic; whether there is such a page is seen when it is shown. */
  | { readonly screen: 'help'; readonly page?: string }
  | { readonly screen: 'settings' };

/** Registrations of who has no account yet: open without signing in, kept in this machine's own store. */
const openStore: ReadonlySet<Route['screen']> = new Set<Route['screen']>([
  'registrations',
  'registration',
  'link',
]);
/** What IT support needs on a machine where it has no account: open without signing in. */
const openToAll: ReadonlySet<Route['screen']> = new Set<Route['screen']>([
  ...openStore,
  'tokens',
  'doctor',
  'support',
  'trace',
  'help',
]);
const plain = [
  'batch',
  'submission',
  'import',
  'reports',
  'registrations',
  'link',
  'password',
  'tokens',
  'doctor',
  'support',
  'trace',
  'settings',
] as const;

export function needsNobody(route: Route): boolean {
  return openToAll.has(route.screen);
}

/** Whether a screen that needs nobody signed in shows what lies in the encrypted store all the same. */
export function needsStore(route: Route): boolean {
  return openStore.has(route.screen);
}

/** Reads a fragment; anything unknown is the list. */
export function parseRoute(fragment: string): Route {
  const [screen, rest, part] = fragment.replace(/^#\/?/, '').split('/');
  const id = registrationIdSchema.safeParse(rest);
  if (screen === 'registrations' && id.success)
    return { screen: 'registration', id: id.data, ...(part === 'confirm' ? { part } : {}) };
  const found = plain.find((name) => name === screen);
  if (found !== undefined) return { screen: found };
  if (screen === 'help')
    return rest !== undefined && /^[\w-]{1,60}$/.test(rest) ? { screen, page: rest } : { screen };
  const code = dossierCodeSchema.safeParse(rest);
  return screen === 'dossiers' && code.success
    ? { screen: 'dossier', code: code.data }
    : { screen: 'dossiers' };
}

export function routeHref(route: Route): string {
  if (route.screen === 'dossier') return `#/dossiers/${route.code}`;
  if (route.screen === 'registration')
    return `#/registrations/${route.id}${route.part === undefined ? '' : `/${route.part}`}`;
  return route.screen === 'help' && route.page !== undefined ? `#/help/${route.page}` : `#/${route.screen}`;
}

export function go(route: Route): void {
  location.hash = routeHref(route);
}

const listen = (changed: () => void) => {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
};

export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(listen, () => location.hash));
}

/** Where the window is: kept in the address's fragment, so that Back works and nothing is asked of the server. */
import { useSyncExternalStore } from 'react';
import { dossierCodeSchema, type DossierCode } from '#shared/domain/dossiers/dossier.ts';

export type Route =
  | { readonly screen: 'dossiers' }
  | { readonly screen: 'dossier'; readonly code: DossierCode }
  | { readonly screen: 'tokens' }
  | { readonly screen: 'doctor' }
  | { readonly screen: 'support' }
  | { readonly screen: 'trace' }
  /** `page`: a failure's code or a topic; whether there is such a page is seen when it is shown. */
  | { readonly screen: 'help'; readonly page?: string }
  | { readonly screen: 'settings' };

/** What IT support needs on a machine where it has no account: open without signing in. */
const openToAll: ReadonlySet<Route['screen']> = new Set<Route['screen']>([
  'tokens',
  'doctor',
  'support',
  'trace',
  'help',
]);
const plain = ['tokens', 'doctor', 'support', 'trace', 'settings'] as const;

export function needsNobody(route: Route): boolean {
  return openToAll.has(route.screen);
}

/** Reads a fragment; anything unknown is the list. */
export function parseRoute(fragment: string): Route {
  const [screen, rest] = fragment.replace(/^#\/?/, '').split('/');
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

/** Where the window is: kept in the address's fragment, so that Back works and nothing is asked of the server. */
import { useSyncExternalStore } from 'react';
import { dossierCodeSchema, type DossierCode } from '#shared/domain/dossiers/dossier.ts';

export type Route =
  | { readonly screen: 'dossiers' }
  | { readonly screen: 'dossier'; readonly code: DossierCode }
  | { readonly screen: 'tokens' }
  | { readonly screen: 'doctor' }
  | { readonly screen: 'settings' };

/** What IT support needs on a machine where it has no account: open without signing in. */
const openToAll: ReadonlySet<Route['screen']> = new Set<Route['screen']>(['tokens', 'doctor']);

export function needsNobody(route: Route): boolean {
  return openToAll.has(route.screen);
}

/** Reads a fragment; anything unknown is the list. */
export function parseRoute(fragment: string): Route {
  const [screen, rest] = fragment.replace(/^#\/?/, '').split('/');
  if (screen === 'tokens' || screen === 'doctor' || screen === 'settings') return { screen };
  const code = dossierCodeSchema.safeParse(rest);
  return screen === 'dossiers' && code.success
    ? { screen: 'dossier', code: code.data }
    : { screen: 'dossiers' };
}

export function routeHref(route: Route): string {
  return route.screen === 'dossier' ? `#/dossiers/${route.code}` : `#/${route.screen}`;
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

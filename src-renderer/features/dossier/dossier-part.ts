/** What of a dossier is on screen: kept in the address behind the dossier's own, so that Back closes it. */
import { useSyncExternalStore } from 'react';
import { routeHref } from '../../app/route.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';

const parts = ['conflict', 'history', 'kept', 'signed'] as const;
/**
 * `desk`: the dossier itself; `kept`: its history, opened at the newest version that lost; `signed`: an earlier version
 * that was signed.
 */
export type DossierPart = 'desk' | (typeof parts)[number];

export function parsePart(fragment: string): DossierPart {
  const named = fragment.replace(/^#\/?/, '').split('/')[2];
  return parts.find((part) => part === named) ?? 'desk';
}

export function partHref(code: DossierCode, part: DossierPart): string {
  const href = routeHref({ screen: 'dossier', code });
  return part === 'desk' ? href : `${href}/${part}`;
}

/** One earlier version that was signed. */
export function signedVersionHref(code: DossierCode, version: number): string {
  return `${partHref(code, 'signed')}/${version}`;
}

/** The number of the version that is named behind `signed`; undefined when none is. */
export function parseSignedVersion(fragment: string): number | undefined {
  const [, , part, version = ''] = fragment.replace(/^#\/?/, '').split('/');
  return part === 'signed' && /^[1-9]\d{0,6}$/.test(version) ? Number(version) : undefined;
}

export function openPart(code: DossierCode, part: DossierPart): void {
  location.hash = partHref(code, part);
}

const listen = (changed: () => void) => {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
};

export function useDossierPart(): DossierPart {
  return parsePart(useSyncExternalStore(listen, () => location.hash));
}

export function useSignedVersionNumber(): number | undefined {
  return parseSignedVersion(useSyncExternalStore(listen, () => location.hash));
}

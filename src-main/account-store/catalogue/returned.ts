import type { ServerDossier } from '#shared/contract/http.ts';
import { heldSince } from '#shared/domain/dossiers/held-since.ts';
import { cameBack } from '#shared/domain/dossiers/status.ts';
import type { DossierStatus } from '#shared/domain/dossiers/dossier.ts';

/** How a dossier came back to the accountants: what a draft that mends it still is. */
export interface Returned {
  readonly status: DossierStatus;
  /** ISO instant; undefined when it is not known. */
  readonly heldSince: string | undefined;
}

/** Of a dossier as last seen; one that is not here, or has gone on, was returned as far as its draft knows. */
export function returnedOf(dossier: ServerDossier | undefined): Returned {
  if (dossier === undefined || !cameBack(dossier.status)) return { status: 'TRA_LAI', heldSince: undefined };
  return { status: dossier.status, heldSince: heldSince(dossier.log) };
}

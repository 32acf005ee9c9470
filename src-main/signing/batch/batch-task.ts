/** The state of a batch: dossiers, their rows, and a task for each document. */
import type { Failure } from '#shared/contract/errors.ts';
import type { BatchRow } from '#shared/contract/batch.ts';
import type { ServerDossier } from '#shared/contract/http.ts';
import type { DossierCode, DossierDocument } from '#shared/domain/dossiers/dossier.ts';
import type { KeptSignature, SignatureKey } from '../../account-store/account-store.ts';
import type { DocumentToSign } from '../document-to-sign.ts';
import type { SigningEntry } from './entries.ts';

/** A signature that is durable on this machine. */
export interface MadeSignature {
  readonly base: DocumentToSign;
  /** The whole signed revision. */
  readonly bytes: Uint8Array;
  readonly kept: KeptSignature;
}

/** One document to be signed. */
export interface BatchTask {
  readonly row: BatchLine;
  readonly document: DossierDocument;
  readonly key: SignatureKey;
  /** Set once; let go of when the server has it. */
  made: MadeSignature | undefined;
  /** A signature exists, whether its bytes are still here or the server has them. */
  signed: boolean;
}

/** One voucher or attachment. */
export interface BatchLine {
  readonly parcel: Parcel;
  readonly entry: SigningEntry;
  readonly tasks: BatchTask[];
  state: BatchRow['state'];
  failure: Failure | undefined;
  indication: BatchRow['indication'];
  warnings: readonly string[];
}

/** Lines of one dossier that are handed over together. */
export interface Parcel {
  readonly dossier: DossierInBatch;
  readonly lines: BatchLine[];
  state: 'open' | 'sending' | 'sent';
  /** The server was asked to take it, and its answer may have been lost. */
  asked: boolean;
}

export interface DossierInBatch {
  readonly dossier: ServerDossier;
  readonly parcels: Parcel[];
  /** Set once: nothing more of it is signed or sent. */
  failure: Failure | undefined;
}

/** A dossier of which nothing can be signed, as it is reported. */
export interface RefusedDossier {
  readonly code: DossierCode;
  readonly title: string;
  readonly failure: Failure;
  readonly entries: readonly SigningEntry[];
}

/** Most lines that are handed over at once: the server verifies them all in one request. */
const parcelSize = 50;

/** @param thumbprint of the certificate that will sign */
export function dossierInBatch(
  dossier: ServerDossier,
  entries: readonly SigningEntry[],
  thumbprint: string,
): DossierInBatch {
  const made: DossierInBatch = { dossier, parcels: [], failure: undefined };
  for (let from = 0; from < entries.length; from += parcelSize) {
    const parcel: Parcel = { dossier: made, lines: [], state: 'open', asked: false };
    for (const entry of entries.slice(from, from + parcelSize)) {
      const row: BatchLine = {
        parcel,
        entry,
        tasks: [],
        state: 'waiting',
        failure: undefined,
        indication: undefined,
        warnings: [],
      };
      for (const document of entry.documents)
        row.tasks.push({
          row,
          document,
          key: keyOf(dossier, document, thumbprint),
          made: undefined,
          signed: false,
        });
      parcel.lines.push(row);
    }
    made.parcels.push(parcel);
  }
  return made;
}

function keyOf(
  { code, version }: ServerDossier,
  document: DossierDocument,
  thumbprint: string,
): SignatureKey {
  return { code, version, documentId: document.id, base: document.sha256, thumbprint };
}

export function rowView({ entry, state, failure, indication, warnings }: BatchLine): BatchRow {
  const { code, entryId, number, name, total } = entry;
  return {
    code,
    entryId,
    number,
    name,
    total,
    state,
    ...(failure === undefined ? {} : { failure }),
    ...(indication === undefined ? {} : { indication }),
    warnings: [...warnings],
  };
}

/** One row for each chosen thing, or one for the dossier when it could not even be looked into. */
export function refusedRows({ code, title, failure, entries }: RefusedDossier): BatchRow[] {
  const about = entries.length > 0 ? entries : [{ entryId: '', number: '', name: title, total: '0' }];
  return about.map(({ entryId, number, name, total }) => ({
    code,
    entryId,
    number,
    name,
    total,
    state: 'failed',
    failure,
    warnings: [],
  }));
}

/** Finishes what a phone has signed while the program was closed: prepared again, compared, completed, kept, handed over. */
import { DvcttError, type Failure } from '#shared/contract/errors.ts';
import type { ServerDossier } from '#shared/contract/http.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import type { SigningStep } from '#shared/domain/people/roles.ts';
import type { KeptSignature, SignatureKey } from '../account-store/account-store.ts';
import type { RemoteRequest, RemoteRequestDocument } from '../account-store/signing/remote-request.ts';
import type { BackendClient } from '../backend-client/backend-client.ts';
import { sha256 } from '../blobs/blob-store.ts';
import type { Workspace } from '../session/workspace.ts';
import { addedBytes } from '../signing/batch/added-bytes.ts';
import { dossierInBatch } from '../signing/batch/batch-task.ts';
import { entriesOf } from '../signing/batch/entries.ts';
import { handOver } from '../signing/batch/hand-over.ts';
import { isLineLost } from '../signing/batch/line-lost.ts';
import { DocumentLoader } from '../signing/batch/loader.ts';
import { itemOf, loadDocument, type Judge } from '../signing/document-to-sign.ts';
import { completeRemotely } from './complete.ts';
import { whyNoValue, type RemoteAnswers } from './transaction.ts';

export interface TakingUp {
  readonly backend: Pick<
    BackendClient,
    'dossier' | 'document' | 'report' | 'stageSigned' | 'commitSignatures'
  >;
  readonly workspace: Workspace;
  /** What the person signs as now. */
  readonly step: SigningStep;
  readonly judge: Judge;
  /** Asked before each dossier: the person has taken the request back, or has left. */
  readonly stopped: () => boolean;
}

/**
 * Takes the values of a request, dossier by dossier; may be done again. Answers the first reason why something of it
 * was not handed over: another dossier's trouble does not keep a whole one. @throws BACKEND_UNREACHABLE,
 * SESSION_REQUIRED, SIGNING_CANCELLED
 */
export async function takeUp(
  request: RemoteRequest,
  answers: RemoteAnswers,
  given: TakingUp,
): Promise<Failure | undefined> {
  const dossiers = Map.groupBy(request.documents, ({ code }) => code);
  let trouble: Failure | undefined;
  for (const [code, documents] of dossiers) {
    if (given.stopped()) throw new DvcttError('SIGNING_CANCELLED');
    try {
      trouble = (await takeUpDossier(request, code, documents, answers, given)) ?? trouble;
    } catch (cause) {
      if (!(cause instanceof DvcttError) || isLineLost(cause)) throw cause;
      trouble ??= cause.toFailure();
    }
  }
  return trouble;
}

async function takeUpDossier(
  request: RemoteRequest,
  code: DossierCode,
  documents: readonly RemoteRequestDocument[],
  answers: RemoteAnswers,
  given: TakingUp,
): Promise<Failure | undefined> {
  const { backend, workspace, step } = given;
  const dossier = await backend.dossier(code);
  workspace.requireOpen();
  workspace.took(dossier);
  const signed = new Set(
    dossier.documents.filter(({ signedBy }) => signedBy.includes(step)).map(({ id }) => id),
  );
  const open = documents.filter(({ documentId }) => !signed.has(documentId));
  if (open.length === 0) return otherwiseSigned(request, code, documents, backend);
  // What is kept already was signed over the same: of another version nothing would be handed over, and nobody told.
  for (const document of open) requireSame(dossier, document);
  let missing: Failure | undefined;
  for (const document of open) {
    const value = answers.values.get(document.requestId);
    if (workspace.store.signatures.get(signatureKey(document, request.certificate)) !== undefined) continue;
    if (value === undefined) missing ??= whyNoValue(answers, document.requestId);
    else await keep(request, dossier, document, value, given);
  }
  // What came is kept for the next batch.
  if (missing !== undefined) return missing;
  await deliver(request, dossier, given);
  return undefined;
}

/** All was handed over before: by this very signature, whose answer was lost, or with another certificate meanwhile. */
async function otherwiseSigned(
  { certificate }: RemoteRequest,
  code: DossierCode,
  documents: readonly RemoteRequestDocument[],
  backend: TakingUp['backend'],
): Promise<Failure | undefined> {
  const thumbprint = sha256(certificate);
  const reports = new Map((await backend.report(code)).documents.map(({ id, report }) => [id, report]));
  const ours = documents.every(({ documentId }) =>
    reports.get(documentId)?.signatures.some(({ signer }) => signer?.thumbprint === thumbprint),
  );
  return ours ? undefined : { code: 'SIGNED_OTHERWISE', details: { code } };
}

/** @throws DOSSIER_CONFLICT, DOCUMENT_CHANGED */
function requireSame(
  dossier: ServerDossier,
  { code, version, documentId, base }: RemoteRequestDocument,
): void {
  if (dossier.version !== version) throw new DvcttError('DOSSIER_CONFLICT', { code });
  const document = dossier.documents.find((each) => each.id === documentId);
  if (document?.sha256 !== base)
    throw new DvcttError('DOCUMENT_CHANGED', { name: document?.name ?? documentId });
}

/** By what the signature of a document is found on this machine. */
export function signatureKey(
  { code, version, documentId, base }: RemoteRequestDocument,
  certificate: Uint8Array,
): SignatureKey {
  return { code, version, documentId, base, thumbprint: sha256(certificate) };
}

/** @throws DOCUMENT_CHANGED when it does not come out with the digest that was signed; REMOTE_SIGNATURE_WRONG */
async function keep(
  request: RemoteRequest,
  dossier: ServerDossier,
  asked: RemoteRequestDocument,
  value: Uint8Array,
  { backend, workspace, judge }: TakingUp,
): Promise<void> {
  const { documentId, base, signingTime, id, digest } = asked;
  const key = signatureKey(asked, request.certificate);
  const document = dossier.documents.find((each) => each.id === documentId);
  if (document === undefined) throw new DvcttError('DOCUMENT_CHANGED', { name: documentId });
  const toSign = await loadDocument(backend, dossier, document, base, judge);
  const { algorithm } = request;
  const prepared = await itemOf(toSign, request).prepare(algorithm, new Date(signingTime), id);
  if (Buffer.from(prepared.digest).toString('base64') !== digest)
    throw new DvcttError('DOCUMENT_CHANGED', { name: document.name });
  const bytes = await completeRemotely(prepared, value);
  workspace.requireOpen();
  const kept: KeptSignature = { ...key, sha256: sha256(bytes), ...addedBytes(toSign.bytes, bytes) };
  workspace.store.signatures.keep([kept]);
}

/** Hands over every voucher and attachment of which all signatures are kept, as a batch does that has nothing to sign. */
async function deliver(
  request: RemoteRequest,
  dossier: ServerDossier,
  { backend, workspace, judge, step }: TakingUp,
): Promise<void> {
  const { signatures } = workspace.store;
  const { parcels } = dossierInBatch(dossier, entriesOf(dossier, step), sha256(request.certificate));
  const loader = new DocumentLoader({ backend, judge, shelf: signatures });
  for (const parcel of parcels) {
    const whole = parcel.lines.filter(({ tasks }) =>
      tasks.every(({ key }) => signatures.get(key) !== undefined),
    );
    if (whole.length === 0) continue;
    const tasks = whole.flatMap((line) => line.tasks);
    for (const task of tasks) task.made = (await loader.load(task)).made;
    workspace.requireOpen();
    const standing = await handOver({ ...parcel, lines: whole }, backend, judge);
    workspace.requireOpen();
    signatures.drop(tasks.map(({ key }) => key));
    workspace.took(standing);
    workspace.changed(standing.code);
  }
}

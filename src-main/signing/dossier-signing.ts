/** What a signing job needs of a payment dossier: its documents, how each is signed, and where the result goes. */
import { DvcttError } from '#shared/contract/errors.ts';
import type { CoreEvent, SigningJob } from '#shared/contract/ipc.ts';
import type { ServerDossier } from '#shared/contract/http.ts';
import { contentTotal } from '#shared/domain/dossiers/total.ts';
import type { SignatureKey, SignatureShelf } from '../account-store/account-store.ts';
import type { BackendClient } from '../backend-client/backend-client.ts';
import { mutationId } from '../backend-client/mutation-id.ts';
import { sha256 } from '../blobs/blob-store.ts';
import type { SigningStep } from '#shared/domain/people/roles.ts';
import type { TokenCertificate } from '../tokens/token-service.ts';
import type { TrustedCertificates } from '../trust/trust-store.ts';
import type { BatchItem, SignedItem } from './batch.ts';
import { addedBytes } from './batch/added-bytes.ts';
import { keptBefore } from './batch/kept-before.ts';
import { itemOf, judgeRevision, loadDocument, type DocumentToSign, type Judge } from './document-to-sign.ts';
import { requireSameDocuments } from './same-documents.ts';
import { whyNotTaken } from './why-not-taken.ts';
import type { SigningWork } from './work.ts';

export class DossierSigning implements SigningWork {
  readonly #dossier: ServerDossier;
  readonly #backend: BackendClient;
  readonly #judge: Judge;
  readonly #signed: (dossier: ServerDossier) => void;
  readonly #shelf: SignatureShelf | undefined;
  readonly #unsigned: ServerDossier['documents'];
  /** On the shelf, until the server has taken them. */
  readonly #onShelf = new Map<string, SignatureKey>();
  #documents: readonly DocumentToSign[] = [];

  constructor(options: {
    readonly dossier: ServerDossier;
    readonly backend: BackendClient;
    readonly trust: () => Promise<TrustedCertificates>;
    readonly now: () => Date;
    /** The server has taken the signatures: the dossier as it stands now. */
    readonly onSigned: (dossier: ServerDossier) => void;
    /** What the person signs as. */
    readonly step: SigningStep;
    /** Where signatures wait for the line. */
    readonly shelf?: SignatureShelf | undefined;
  }) {
    this.#dossier = options.dossier;
    this.#backend = options.backend;
    this.#judge = { trust: options.trust, now: options.now };
    this.#signed = options.onSigned;
    this.#shelf = options.shelf;
    // A batch, or a round on the phone that was found after a restart, may have handed over some: nothing is signed twice.
    this.#unsigned = options.dossier.documents.filter(({ signedBy }) => !signedBy.includes(options.step));
  }

  get code(): ServerDossier['code'] {
    return this.#dossier.code;
  }

  get documentCount(): number {
    return this.#unsigned.length;
  }

  get amount(): string {
    return contentTotal(this.#dossier.content);
  }

  get changed(): CoreEvent {
    return { name: 'dossiers.changed', payload: { code: this.code } };
  }

  /** Signatures already on a document must be valid: nobody adds theirs to a forged one. */
  async load(shown: Readonly<Record<string, string>>, signal: AbortSignal): Promise<void> {
    const dossier = this.#dossier;
    await requireSameDocuments(dossier);
    const loaded: DocumentToSign[] = [];
    for (const document of this.#unsigned) {
      if (signal.aborted) throw new DvcttError('SIGNING_CANCELLED');
      loaded.push(await loadDocument(this.#backend, dossier, document, shown[document.id], this.#judge));
    }
    this.#documents = loaded;
  }

  items(certificate: TokenCertificate): readonly BatchItem[] {
    return this.#documents.map((document) => itemOf(document, certificate));
  }

  standing(documentId: string): ReturnType<NonNullable<SigningWork['standing']>> {
    const { code, version, documents } = this.#dossier;
    const document = documents.find(({ id }) => id === documentId);
    if (document === undefined) throw new DvcttError('DOCUMENT_CHANGED', { name: documentId });
    return { code, version, base: document.sha256 };
  }

  async kept(thumbprint: string): Promise<readonly SignedItem[]> {
    const shelf = this.#shelf;
    if (shelf === undefined) return [];
    const found: SignedItem[] = [];
    for (const base of this.#documents) {
      const { id, name } = base.document;
      const key = this.#keyOf(id, thumbprint);
      const made = await keptBefore(key, base, { shelf, judge: this.#judge });
      if (made === undefined) continue;
      this.#onShelf.set(id, key);
      found.push({ id, name, bytes: made.bytes });
    }
    return found;
  }

  keep(thumbprint: string, { id, name, bytes }: SignedItem): void {
    const base = this.#documents.find(({ document }) => document.id === id);
    if (base === undefined) throw new DvcttError('DOCUMENT_CHANGED', { name });
    const key = this.#keyOf(id, thumbprint);
    this.#shelf?.keep([{ ...key, sha256: sha256(bytes), ...addedBytes(base.bytes, bytes) }]);
    this.#onShelf.set(id, key);
  }

  #keyOf(documentId: string, thumbprint: string): SignatureKey {
    return { ...this.standing(documentId), documentId, thumbprint };
  }

  async hand(signed: readonly SignedItem[]): Promise<SigningJob['results']> {
    const dossier = this.#dossier;
    const bases = new Map(this.#documents.map((toSign) => [toSign.document.id, toSign]));
    const results: SigningJob['results'] = [];
    const commit: { id: string; base: string; sha256: string }[] = [];
    for (const { id, name, bytes } of signed) {
      const base = bases.get(id);
      if (base === undefined) throw new DvcttError('DOCUMENT_CHANGED', { name });
      const report = await judgeRevision(base, bytes, this.#judge);
      if (report.indication === 'invalid')
        throw new DvcttError(report.reason ?? 'SIGNATURE_INVALID', { name });
      const digest = sha256(bytes);
      results.push({
        documentId: id,
        name,
        sha256: digest,
        indication: report.indication,
        warnings: [...new Set(report.signatures.flatMap((signature) => signature.warnings))],
      });
      commit.push({ id, base: base.document.sha256, sha256: digest });
      await this.#unlessLate(this.#backend.stageSigned(dossier.code, id, base.document.sha256, bytes));
    }
    const standing = await this.#unlessLate(
      this.#backend.commitSignatures(dossier.code, {
        mutationId: mutationId('sign', dossier.code, dossier.version, ...commit.map((entry) => entry.sha256)),
        version: dossier.version,
        documents: commit,
      }),
    );
    this.#shelf?.drop([...this.#onShelf.values()]);
    this.#signed(standing);
    return results;
  }

  /** @throws SIGNED_OTHERWISE in the place of what the server says when somebody else was faster */
  async #unlessLate<T>(asked: Promise<T>): Promise<T> {
    try {
      return await asked;
    } catch (cause) {
      const ids = this.#unsigned.map(({ id }) => id);
      throw await whyNotTaken(cause, this.#dossier, ids, this.#backend);
    }
  }
}

/** What a signing job needs of a payment dossier: its documents, how each is signed, and where the result goes. */
import { DvcttError } from '#shared/contract/errors.ts';
import type { CoreEvent, SigningJob } from '#shared/contract/ipc.ts';
import type { ServerDossier } from '#shared/contract/http.ts';
import type { DossierDocument } from '#shared/domain/dossiers/dossier.ts';
import { contentTotal } from '#shared/domain/dossiers/total.ts';
import type { ValidationReport } from '#shared/validation/report.ts';
import { validateDocument } from '#shared/validation/validate.ts';
import type { BackendClient } from '../backend-client/backend-client.ts';
import { mutationId } from '../backend-client/mutation-id.ts';
import { sha256 } from '../blobs/blob-store.ts';
import type { TokenCertificate } from '../tokens/token-service.ts';
import type { TrustedCertificates } from '../trust/trust-store.ts';
import type { BatchItem, SignedItem } from './batch.ts';
import { prepareSignature } from './format.ts';
import { grewFrom, requireSameDocuments } from './same-documents.ts';
import type { SigningWork } from './work.ts';

interface DocumentToSign {
  readonly document: DossierDocument;
  /** Newest revision. */
  readonly bytes: Uint8Array;
  /** The frozen file itself, where its signatures stand beside it (CAdES) and not in it. */
  readonly content?: Uint8Array;
}

export class DossierSigning implements SigningWork {
  readonly #dossier: ServerDossier;
  readonly #backend: BackendClient;
  readonly #trust: () => Promise<TrustedCertificates>;
  readonly #now: () => Date;
  readonly #signed: (dossier: ServerDossier) => void;
  #documents: readonly DocumentToSign[] = [];

  constructor(options: {
    readonly dossier: ServerDossier;
    readonly backend: BackendClient;
    readonly trust: () => Promise<TrustedCertificates>;
    readonly now: () => Date;
    /** The server has taken the signatures: the dossier as it stands now. */
    readonly onSigned: (dossier: ServerDossier) => void;
  }) {
    this.#dossier = options.dossier;
    this.#backend = options.backend;
    this.#trust = options.trust;
    this.#now = options.now;
    this.#signed = options.onSigned;
  }

  get code(): ServerDossier['code'] {
    return this.#dossier.code;
  }

  get documentCount(): number {
    return this.#dossier.documents.length;
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
    for (const document of dossier.documents) {
      if (signal.aborted) throw new DvcttError('SIGNING_CANCELLED');
      const bytes = await this.#backend.document(dossier.code, document.id, 'newest');
      const digest = sha256(bytes);
      if (digest !== document.sha256 || shown[document.id] !== digest) {
        throw new DvcttError('DOCUMENT_CHANGED', { name: document.name });
      }
      // Once signed, the newest revision must still be the frozen file with signatures added.
      if (document.signedBy.length > 0 && formatOf(document) !== 'cades') {
        const original = await this.#backend.document(dossier.code, document.id, 'original');
        if (!grewFrom(document, original, bytes)) {
          throw new DvcttError('DOCUMENT_CHANGED', { name: document.name });
        }
      }
      const toSign = { document, bytes, ...(await this.#detachedContent(dossier, document)) };
      if (document.signedBy.length > 0) {
        const report = await this.#validate(toSign, bytes);
        if (report.indication !== 'valid') {
          throw new DvcttError(report.reason ?? 'SIGNATURE_INVALID', { name: document.name });
        }
      }
      loaded.push(toSign);
    }
    this.#documents = loaded;
  }

  items(certificate: TokenCertificate): readonly BatchItem[] {
    return this.#documents.map((document) => item(document, certificate));
  }

  async hand(signed: readonly SignedItem[]): Promise<SigningJob['results']> {
    const dossier = this.#dossier;
    const bases = new Map(this.#documents.map((toSign) => [toSign.document.id, toSign]));
    const results: SigningJob['results'] = [];
    const commit: { id: string; base: string; sha256: string }[] = [];
    for (const { id, name, bytes } of signed) {
      const base = bases.get(id);
      if (base === undefined) throw new DvcttError('DOCUMENT_CHANGED', { name });
      const report = await this.#validate(base, bytes);
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
      await this.#backend.stageSigned(dossier.code, id, base.document.sha256, bytes);
    }
    const standing = await this.#backend.commitSignatures(dossier.code, {
      mutationId: mutationId('sign', dossier.code, dossier.version, ...commit.map((entry) => entry.sha256)),
      version: dossier.version,
      documents: commit,
    });
    this.#signed(standing);
    return results;
  }

  async #validate({ document, content }: DocumentToSign, bytes: Uint8Array): Promise<ValidationReport> {
    const { anchors, intermediates } = await this.#trust();
    return validateDocument(bytes, {
      ...(content === undefined ? {} : { content }),
      format: formatOf(document),
      trustAnchors: anchors,
      intermediates,
      now: this.#now(),
      fileName: document.name,
    });
  }

  async #detachedContent(
    dossier: ServerDossier,
    document: DossierDocument,
  ): Promise<{ content?: Uint8Array }> {
    if (formatOf(document) !== 'cades') return {};
    return { content: await this.#backend.document(dossier.code, document.id, 'original') };
  }
}

function item({ document, bytes, content }: DocumentToSign, certificate: TokenCertificate): BatchItem {
  const signer = { certificate: certificate.certificate, chain: certificate.chain };
  const earlier = content !== undefined && document.signedBy.length > 0 ? { existing: bytes } : {};
  return {
    id: document.id,
    name: document.name,
    prepare: (algorithm, signingTime) =>
      prepareSignature(content ?? bytes, signer, {
        format: formatOf(document),
        algorithm,
        signingTime,
        ...earlier,
      }),
  };
}

export function formatOf(document: DossierDocument): 'pades' | 'xades' | 'cades' {
  if (document.kind === 'VOUCHER_XML') return 'xades';
  return document.mediaType === 'application/pdf' ? 'pades' : 'cades';
}

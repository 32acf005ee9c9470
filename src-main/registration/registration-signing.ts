/** What a signing job needs of a registration dossier: all of its documents, signed and handed over in one call. */
import { setTimeout as pause } from 'node:timers/promises';
import type { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import type { CoreEvent, SigningJob } from '#shared/contract/ipc.ts';
import type { ServerRegistration, signRegistrationSchema } from '#shared/contract/registration/http.ts';
import { isUnreached } from '#shared/contract/unreached.ts';
import type { RegistrationDocument } from '#shared/domain/registration/registration.ts';
import { validateDocument } from '#shared/validation/validate.ts';
import type { BackendClient } from '../backend-client/backend-client.ts';
import { mutationId } from '../backend-client/mutation-id.ts';
import { sha256 } from '../blobs/blob-store.ts';
import type { BatchItem, SignedItem } from '../signing/batch.ts';
import { prepareSignature } from '../signing/format.ts';
import type { SigningWork } from '../signing/work.ts';
import type { TokenCertificate } from '../tokens/token-service.ts';
import type { TrustedCertificates } from '../trust/trust-store.ts';
import { requireSameDeclarations } from './same-declarations.ts';

type Handover = z.input<typeof signRegistrationSchema>;

/** Before each further try to hand over what may have arrived already (ms). */
const pauses = [1_000, 4_000] as const;

export class RegistrationSigning implements SigningWork {
  readonly amount = '';
  readonly changed: CoreEvent;
  readonly #registration: ServerRegistration;
  readonly #memberId: string;
  readonly #secret: string | undefined;
  readonly #backend: Pick<BackendClient, 'registrations'>;
  readonly #trust: () => Promise<TrustedCertificates>;
  readonly #now: () => Date;
  readonly #signed: (registration: ServerRegistration) => void;
  #bytes: ReadonlyMap<string, Uint8Array> = new Map();

  constructor(options: {
    /** On this machine. */
    readonly id: string;
    readonly registration: ServerRegistration;
    /** Who signs. */
    readonly memberId: string;
    /** Of the link, in the place of a session. */
    readonly secret: string | undefined;
    readonly backend: Pick<BackendClient, 'registrations'>;
    readonly trust: () => Promise<TrustedCertificates>;
    readonly now: () => Date;
    /** The server has taken the signatures: the dossier as it stands now. */
    readonly onSigned: (registration: ServerRegistration) => void;
  }) {
    this.changed = { name: 'registrations.changed', payload: { id: options.id } };
    this.#registration = options.registration;
    this.#memberId = options.memberId;
    this.#secret = options.secret;
    this.#backend = options.backend;
    this.#trust = options.trust;
    this.#now = options.now;
    this.#signed = options.onSigned;
  }

  get code(): ServerRegistration['code'] {
    return this.#registration.code;
  }

  get documentCount(): number {
    return this.#registration.documents.length;
  }

  async load(expected: Readonly<Record<string, string>>, signal: AbortSignal): Promise<void> {
    await requireSameDeclarations(this.#registration);
    const loaded = new Map<string, Uint8Array>();
    for (const { id, name, sha256: frozen } of this.#registration.documents) {
      if (signal.aborted) throw new DvcttError('SIGNING_CANCELLED');
      const bytes = await this.#backend.registrations
        .document(this.code, this.#secret, id, 'original')
        .catch(lostAt('not-sent'));
      const digest = sha256(bytes);
      if (digest !== frozen || expected[id] !== digest) throw new DvcttError('DOCUMENT_CHANGED', { name });
      loaded.set(id, bytes);
    }
    this.#bytes = loaded;
  }

  items({ certificate, chain }: TokenCertificate): readonly BatchItem[] {
    return this.#registration.documents.map((document) => ({
      id: document.id,
      name: document.name,
      prepare: (algorithm, signingTime) =>
        prepareSignature(
          this.#loaded(document.id),
          { certificate, chain },
          { format: formatOf(document), algorithm, signingTime },
        ),
    }));
  }

  async hand(signed: readonly SignedItem[]): Promise<SigningJob['results']> {
    const { code, version } = this.#registration;
    const results: SigningJob['results'] = [];
    const documents: Handover['documents'] = [];
    for (const { id, bytes } of signed) {
      const document = this.#registration.documents.find((candidate) => candidate.id === id);
      if (document === undefined) throw new DvcttError('DOCUMENT_CHANGED', { document: id });
      const result = await this.#judge(document, bytes);
      results.push(result);
      documents.push({
        id: document.id,
        base: document.sha256,
        bytes: Buffer.from(bytes).toString('base64'),
      });
    }
    const digests = results.map((result) => result.sha256);
    const standing = await this.#untilAnswered({
      mutationId: mutationId('registration.sign', code, version, this.#memberId, ...digests),
      version,
      memberId: this.#memberId,
      documents,
    });
    this.#signed(standing);
    return results;
  }

  /** Our own work, as the verifier sees it. @throws the reason why it is invalid */
  async #judge(document: RegistrationDocument, bytes: Uint8Array): Promise<SigningJob['results'][number]> {
    const { anchors, intermediates } = await this.#trust();
    const { id, name } = document;
    const report = await validateDocument(bytes, {
      format: formatOf(document),
      trustAnchors: anchors,
      intermediates,
      now: this.#now(),
      fileName: name,
    });
    if (report.indication === 'invalid') throw new DvcttError(report.reason ?? 'SIGNATURE_INVALID', { name });
    return {
      documentId: id,
      name,
      sha256: sha256(bytes),
      indication: report.indication,
      warnings: [...new Set(report.signatures.flatMap((signature) => signature.warnings))],
    };
  }

  /** The same request again when the answer was lost: the server does it once, and answers both times. */
  async #untilAnswered(body: Handover): Promise<ServerRegistration> {
    for (const wait of pauses) {
      try {
        return await this.#backend.registrations.sign(this.code, this.#secret, body);
      } catch (cause) {
        if (!(cause instanceof DvcttError) || !isUnreached(cause.code)) throw cause;
        await pause(wait);
      }
    }
    return this.#backend.registrations.sign(this.code, this.#secret, body).catch(lostAt('unanswered'));
  }

  #loaded(id: string): Uint8Array {
    const bytes = this.#bytes.get(id);
    if (bytes === undefined) throw new DvcttError('DOCUMENT_CHANGED', { document: id });
    return bytes;
  }
}

/** Names what became of the signature, where there was no line: `told-failure.ts` says it. */
export function lostAt(handover: 'not-sent' | 'unanswered'): (cause: unknown) => never {
  return (cause) => {
    if (!(cause instanceof DvcttError) || cause.code !== 'BACKEND_UNREACHABLE') throw cause;
    throw new DvcttError(cause.code, { ...cause.details, handover }, { cause });
  };
}

function formatOf({ mediaType }: RegistrationDocument): 'xades' | 'pades' {
  return mediaType === 'application/xml' ? 'xades' : 'pades';
}

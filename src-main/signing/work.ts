import type { CoreEvent, SigningJob } from '#shared/contract/ipc.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import type { RemoteRequestDocument } from '../account-store/signing/remote-request.ts';
import type { TokenCertificate } from '../tokens/token-service.ts';
import type { BatchItem, SignedItem } from './batch.ts';

/** What is signed with one PIN: a payment dossier's documents, or a registration's. Made for one job. */
export interface SigningWork {
  readonly code: DossierCode;
  readonly documentCount: number;
  /** What the PIN prompt says is paid, đồng; empty where nothing is. */
  readonly amount: string;
  /** What the window is told once the server has taken the signatures. */
  readonly changed: CoreEvent;
  /**
   * Gets the documents. @throws DOCUMENT_CHANGED unless every one was shown (`expected`: id → sha256), is still that one
   * byte for byte, and is what this program itself makes of the content; SIGNING_CANCELLED
   */
  load(expected: Readonly<Record<string, string>>, signal: AbortSignal): Promise<void>;
  /** How each loaded document is signed, in order. */
  items(certificate: TokenCertificate): readonly BatchItem[];
  /**
   * By what a document is found again and held to be the same after a restart, while the phone is waited for; absent of
   * work that is not found again.
   */
  standing?(documentId: string): Pick<RemoteRequestDocument, 'code' | 'version' | 'base'>;
  /**
   * Signatures with this certificate (SHA-256 of its DER) that an earlier try has left here and that still hold; after
   * `load`. Absent of work whose signatures are not kept.
   */
  kept?(thumbprint: string): Promise<readonly SignedItem[]>;
  /** Makes a signature durable until the server has it. @throws DISK_FULL, STORE_FAILED … */
  keep?(thumbprint: string, signed: SignedItem): void;
  /** Checks our own work with the verifier and hands it over: all of it or none. */
  hand(signed: readonly SignedItem[]): Promise<SigningJob['results']>;
}

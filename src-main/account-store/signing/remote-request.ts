import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';

/** One document of a request, with all that makes the same digest of the same bytes again. */
export interface RemoteRequestDocument {
  /** In the request: `DigestToSign.id`. */
  readonly requestId: string;
  readonly code: DossierCode;
  /** Of the dossier. */
  readonly version: number;
  readonly documentId: string;
  /** SHA-256 of the revision that is signed. */
  readonly base: string;
  /** ISO 8601. */
  readonly signingTime: string;
  /** UUID with which the signature was prepared. */
  readonly id: string;
  /** Base64 of what is on the phone. */
  readonly digest: string;
}

/** A request for signatures on a phone. */
export interface RemoteRequest {
  /** Its mutation id at the server. */
  readonly id: string;
  /** Opens it at the server. */
  readonly secret: string;
  readonly provider: { readonly id: string; readonly name: string; readonly app: string };
  readonly username: string;
  /** DER, the issuers nearest first. */
  readonly certificate: Uint8Array;
  readonly chain: readonly Uint8Array[];
  readonly algorithm: SignatureAlgorithm;
  /** What the phone says is signed. */
  readonly title: string;
  /** What both screens show; empty until the server has answered. */
  readonly code: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly expiresAt: string;
  readonly documents: readonly RemoteRequestDocument[];
}

/** Requests that somebody may still confirm, or whose signatures have not been taken yet. */
export interface RemoteRequestShelf {
  /** To be called before the server is asked. */
  keep(request: RemoteRequest): void;
  /** What the server answered. */
  told(id: string, answer: Pick<RemoteRequest, 'code' | 'expiresAt'>): void;
  /** Oldest first. */
  list(): readonly RemoteRequest[];
  forget(id: string): void;
}

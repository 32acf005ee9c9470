/** The port to a provider of remote signatures; one adapter for each kind of interface. */
import type { CodeWay, RemoteCertificate } from '#shared/contract/remote-ca/http.ts';
import type { RemoteProvider } from '#shared/domain/remote-ca/provider.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import { z } from 'zod';

/**
 * What opens a person's account at the provider from here: never the password. Lives in memory with the session, and
 * sealed under the transaction's secret with a transaction.
 */
export const accessSchema = z.object({
  username: z.string(),
  /** Of the provider; left out where the service's own secrets suffice. */
  token: z.string().optional(),
  /** The provider's own id of the person. */
  userId: z.string().optional(),
  /** When the token ends, epoch ms. */
  tokenEndsAt: z.number().optional(),
});
export type Access = z.infer<typeof accessSchema>;

export type SignedIn =
  | {
      readonly kind: 'open';
      readonly access: Access;
      /** Where signing in has told them already. */
      readonly certificates?: readonly RemoteCertificate[];
    }
  | { readonly kind: 'second-factor'; readonly step: SecondStep };

/** What is needed to go on once the person has given the code. */
export interface SecondStep {
  readonly username: string;
  readonly sentTo: CodeWay;
  readonly otpType: number;
}

export interface DocumentToSign {
  readonly id: string;
  readonly name: string;
  /** Base64. */
  readonly digest: string;
}

export interface ToSign {
  /** The desktop's id of the transaction, a UUID. */
  readonly mutationId: string;
  readonly alias: string;
  /** Upper-case hex of the certificate's serial. */
  readonly serial: string;
  readonly algorithm: SignatureAlgorithm;
  readonly title: string;
  readonly documents: readonly DocumentToSign[];
}

export interface Started {
  /** The provider's id of the transaction. */
  readonly id: string;
  /** Shown on the phone; empty where the provider shows none. */
  readonly code: string;
  /** How long the request waits, seconds, where the provider says it. */
  readonly waitSeconds?: number;
}

/** A value as it came, by the place of its document; nothing of it is checked yet. Several may claim one place. */
export interface GivenValue {
  readonly position: number;
  /** Base64. */
  readonly value: string;
}

export type Poll =
  | { readonly kind: 'waiting' | 'signing' }
  | { readonly kind: 'done'; readonly values: readonly GivenValue[] }
  | {
      readonly kind: 'rejected' | 'expired' | 'failed' | 'quota' | 'blocked';
      /** What was signed before it ended. */
      readonly values: readonly GivenValue[];
    };

/** Each call fails with REMOTE_PROVIDER_DOWN or REMOTE_PROVIDER_FAILED as `callProvider` has it, within eight seconds; all of one operation within nine (`withinOneDeadline`). */
export interface RemoteAdapter {
  readonly provider: RemoteProvider;
  /** Gets a new token by itself when one has ended. */
  readonly renews?: boolean;
  /** @throws DvcttError REMOTE_SIGN_IN_REFUSED */
  signIn(username: string, password: string | undefined): Promise<SignedIn>;
  /** @throws DvcttError REMOTE_CODE_WRONG */
  secondFactor(step: SecondStep, code: string): Promise<Access>;
  /** @throws DvcttError REMOTE_SESSION_EXPIRED */
  certificates(access: Access): Promise<readonly RemoteCertificate[]>;
  /** @throws DvcttError REMOTE_SESSION_EXPIRED, REMOTE_QUOTA, REMOTE_CERT_BLOCKED, REMOTE_FAILED */
  start(access: Access, request: ToSign): Promise<Started>;
  /** @throws DvcttError REMOTE_SESSION_EXPIRED */
  poll(access: Access, id: string, documents: readonly { readonly id: string }[]): Promise<Poll>;
}

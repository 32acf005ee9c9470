import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Failure } from '#shared/contract/errors.ts';
import { mutationIdSchema } from '#shared/contract/http.ts';
import { largestMutation, mutationSchema, type Mutation } from '#shared/contract/sync/http.ts';
import type { DossierContent } from '#shared/domain/dossiers/dossier.ts';

/** A mutation that has the right form, with what is kept of it. */
export interface ReadMutation {
  readonly mutation: Mutation;
  /** Of all that it asks for; two mutations with one id are the same when these are equal. */
  readonly digest: string;
  /** JSON of a save's content; empty for a deletion. */
  readonly content: string;
  /** As in `DraftRow.blobs`. */
  readonly blobs: string;
}

/** One that has not. `id` is empty when even that could not be read. */
export interface UnreadMutation {
  readonly id: string;
  readonly failure: Failure;
}

/** Reads one element of a push by itself, so that a bad one is refused alone: MUTATION_INVALID, MUTATION_TOO_LARGE. */
export function readMutation(raw: unknown): ReadMutation | UnreadMutation {
  const parsed = mutationSchema.safeParse(raw);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const details = { path: (issue?.path.join('.') ?? '').slice(0, 200), rule: issue?.code ?? '' };
    return { id: idOf(raw), failure: { code: 'MUTATION_INVALID', details } };
  }
  const mutation = parsed.data;
  const content = mutation.kind === 'save' ? JSON.stringify(mutation.content) : '';
  if (Buffer.byteLength(content) > largestMutation) {
    return { id: mutation.id, failure: { code: 'MUTATION_TOO_LARGE', details: { limit: largestMutation } } };
  }
  const blobs = mutation.kind === 'save' ? blobsOf(mutation.content) : '';
  return { mutation, digest: digestOf(mutation, content), content, blobs };
}

/** Attachments as `<sha256>:<size>`, sorted, each once, with spaces between. */
export function blobsOf(content: Pick<DossierContent, 'attachments'>): string {
  const cited = content.attachments.map(({ sha256, size }) => `${sha256}:${size}`);
  return [...new Set(cited)].sort().join(' ');
}

/** The parser puts keys in the schema's order, so equal requests have equal JSON. */
function digestOf(mutation: Mutation, content: string): string {
  const facts =
    mutation.kind === 'save'
      ? [mutation.kind, mutation.code, mutation.baseVersion, mutation.dossierVersion, mutation.cause]
      : [mutation.kind, mutation.code, mutation.baseVersion];
  return createHash('sha256')
    .update(`${JSON.stringify(facts)}${content}`)
    .digest('hex');
}

const withId = z.object({ id: mutationIdSchema });
function idOf(raw: unknown): string {
  const read = withId.safeParse(raw);
  return read.success ? read.data.id : '';
}

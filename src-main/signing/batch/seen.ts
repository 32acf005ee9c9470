/** What this person has seen of a dossier, and what is different now. */
import type { ServerDossier } from '#shared/contract/http.ts';
import { attachmentDocumentId, voucherPdfId } from '#shared/domain/dossiers/frozen-documents.ts';
import type { DossierContent, DossierDocument } from '#shared/domain/dossiers/dossier.ts';
import { contentChanges } from '#shared/domain/drafts/changes.ts';
import type { ContentChange } from '#shared/domain/drafts/content-change.ts';
import type { SeenDocument, SeenShelf } from '../../account-store/account-store.ts';

export type Seen = 'new' | 'changed' | 'seen';

/** A signature that was added since does not make a page another: what it shows is the frozen file. */
export function seenState(page: DossierDocument | undefined, seen: readonly SeenDocument[]): Seen {
  const last = seen.find(({ documentId }) => documentId === page?.id);
  if (last === undefined) return 'new';
  return last.originalSha256 === page?.originalSha256 ? 'seen' : 'changed';
}

/** Each voucher and attachment against what it was when its page was last on the screen. */
export function differencesSince(
  shelf: SeenShelf,
  { code, content }: ServerDossier,
): { readonly seenVersion?: number; readonly changes: ContentChange[] } {
  const contents = shelf.contents(code);
  const seenVersion = Math.max(...contents.keys());
  const newest = contents.get(seenVersion);
  if (newest === undefined) return { changes: [] };
  const versions = new Map(shelf.documents(code).map(({ documentId, version }) => [documentId, version]));
  const asSeen = <T extends { readonly id: string }>(
    items: readonly T[],
    documentId: (item: T) => string,
    of: (content: DossierContent) => readonly T[],
  ): T[] =>
    items.map((item) => {
      const then = contents.get(versions.get(documentId(item)) ?? seenVersion);
      return (then === undefined ? undefined : of(then).find(({ id }) => id === item.id)) ?? item;
    });
  const before: DossierContent = {
    title: newest.title,
    vouchers: asSeen(newest.vouchers, voucherPdfId, ({ vouchers }) => vouchers),
    attachments: asSeen(newest.attachments, attachmentDocumentId, ({ attachments }) => attachments),
  };
  return { seenVersion, changes: [...contentChanges(before, content)] };
}

/** What a dossier asks one step to sign: each voucher with both of its documents, and each attachment. */
import type { ServerDossier } from '#shared/contract/http.ts';
import {
  attachmentDocumentId,
  voucherPdfId,
  voucherXmlId,
} from '#shared/domain/dossiers/frozen-documents.ts';
import type { DossierCode, DossierDocument } from '#shared/domain/dossiers/dossier.ts';
import { formatDong, sumDong, type Dong } from '#shared/domain/money/dong.ts';
import type { SigningStep } from '#shared/domain/people/roles.ts';
import { receiverOf } from '#shared/domain/vouchers/receiver.ts';
import { isList, voucherTotal } from '#shared/domain/vouchers/total.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';

export interface SigningEntry {
  readonly code: DossierCode;
  /** Id of the voucher or attachment. */
  readonly entryId: string;
  /** Absent for an attachment. */
  readonly voucher?: Voucher;
  readonly number: string;
  readonly date: string;
  /** Who gets the money; of an attachment: its file name. */
  readonly name: string;
  /** Đồng. */
  readonly total: Dong;
  /** Those that the step has not signed. */
  readonly documents: readonly DossierDocument[];
  /** What a person looks at: the printed form, or the attachment. */
  readonly page: DossierDocument | undefined;
}

const nothing = sumDong([]);

/** In the order of the dossier; what the step has signed already is left out. */
export function entriesOf(
  dossier: Pick<ServerDossier, 'code' | 'content' | 'documents'>,
  step: SigningStep,
): readonly SigningEntry[] {
  const { code, content } = dossier;
  const documents = new Map(dossier.documents.map((document) => [document.id, document]));
  const open = (ids: readonly string[]) =>
    ids.flatMap((id) => {
      const document = documents.get(id);
      return document === undefined || document.signedBy.includes(step) ? [] : [document];
    });
  const vouchers = content.vouchers.map((voucher): SigningEntry => ({
    code,
    entryId: voucher.id,
    voucher,
    number: voucher.number,
    date: voucher.date,
    name: isList(voucher)
      ? `${receiverOf(voucher)}, ${formatDong(voucherTotal(voucher))} đồng`
      : receiverOf(voucher),
    // A list of beneficiaries repeats the sum of its voucher: told beside its name, counted into nothing.
    total: isList(voucher) ? nothing : voucherTotal(voucher),
    documents: open([voucherPdfId(voucher), voucherXmlId(voucher)]),
    page: documents.get(voucherPdfId(voucher)),
  }));
  const attachments = content.attachments.map((attachment): SigningEntry => ({
    code,
    entryId: attachment.id,
    number: '',
    date: '',
    name: attachment.name,
    total: nothing,
    documents: open([attachmentDocumentId(attachment)]),
    page: documents.get(attachmentDocumentId(attachment)),
  }));
  return [...vouchers, ...attachments].filter((entry) => entry.documents.length > 0);
}

/** đồng */
export function totalOf(entries: readonly { readonly total: Dong }[]): Dong {
  return sumDong(entries.map(({ total }) => total));
}

/** Three-way merge of a dossier's content, per field and per voucher line. */
import { mostAttachments, mostVouchers, type Attachment, type DossierContent } from '../dossiers/dossier.ts';
import { mostLines, type Voucher, type VoucherLine } from '../vouchers/voucher.ts';
import { attachmentFields, lineFields, titleField, voucherFields, type Field } from './content-fields.ts';
import { mergeFields, mergeTogether } from './merge-fields.ts';
import { mergeList } from './merge-list.ts';
import { Decisions, type PathOf, type Sides } from './sides.ts';
import type { ContentChange, ContentChoice, ContentConflict, ContentPath } from './content-change.ts';

export interface Merged {
  /** What both sides agree to; where they do not, mine stands. */
  readonly content: DossierContent;
  readonly conflicts: readonly ContentConflict[];
}
export type MergeContent = (base: DossierContent, mine: DossierContent, theirs: DossierContent) => Merged;
export type ResolveContent = (
  base: DossierContent,
  mine: DossierContent,
  theirs: DossierContent,
  choices: Readonly<Record<ContentPath, ContentChoice>>,
) => DossierContent;
export type ContentChanges = (before: DossierContent, after: DossierContent) => readonly ContentChange[];

/**
 * Merges what two people made of `base`. Vouchers, lines and attachments are matched by id; every field merges alone.
 * An order is no money: where both moved things, theirs holds and nobody is asked. Never throws, whatever the ids.
 */
export const mergeContent: MergeContent = (base, mine, theirs) => {
  const decisions = new Decisions({});
  const content = merged({ base, mine, theirs }, decisions);
  return { content, conflicts: decisions.conflicts };
};

/** The merge with every conflict decided; mine stands where no choice is given. */
export const resolveContent: ResolveContent = (base, mine, theirs, choices) =>
  merged({ base, mine, theirs }, new Decisions(choices));

function merged(
  { base, mine, theirs }: Record<'base' | 'mine' | 'theirs', DossierContent>,
  decisions: Decisions,
) {
  const { title } = mergeFields({ base, mine, theirs }, [titleField], undefined, decisions);
  return {
    title,
    vouchers: mergeList(
      { base: base.vouchers, mine: mine.vouchers, theirs: theirs.vouchers },
      { path: () => 'vouchers', limit: mostVouchers, merge: mergeVoucher },
      decisions,
    ),
    attachments: mergeList(
      { base: base.attachments, mine: mine.attachments, theirs: theirs.attachments },
      { path: () => 'attachments', limit: mostAttachments, merge: mergeAttachment },
      decisions,
    ),
  };
}

function mergeVoucher(sides: Sides<Voucher>, path: PathOf, decisions: Decisions): Voucher {
  const voucher = mergeFields(sides, voucherFields, path, decisions);
  const lines = mergeList(
    { base: sides.base?.lines, mine: sides.mine.lines, theirs: sides.theirs.lines },
    { path: () => `${path()}/lines`, limit: mostLines, merge: mergeLine },
    decisions,
  );
  return { ...voucher, lines };
}

function mergeLine(sides: Sides<VoucherLine>, path: PathOf, decisions: Decisions): VoucherLine {
  return mergeFields(sides, lineFields, path, decisions);
}

const fieldNamed = (name: keyof Attachment): Field => ({ name, outer: name, inner: undefined });
const file = [fieldNamed('sha256'), fieldNamed('size'), fieldNamed('mediaType')] as const;
const besideFile = attachmentFields.filter(({ name }) => !file.some((field) => field.name === name));

/** The hash of one file with the size of another would be no file at all. */
function mergeAttachment(sides: Sides<Attachment>, path: PathOf, decisions: Decisions): Attachment {
  if (sides.mine.sha256 === sides.theirs.sha256) {
    return mergeFields(sides, attachmentFields, path, decisions);
  }
  const beside = mergeFields(sides, besideFile, path, decisions);
  return mergeTogether({ ...sides, mine: beside }, file, path, decisions);
}

import type { Attachment, DossierCode, DossierContent } from '#shared/domain/dossiers/dossier.ts';
import type { Workspace } from '../session/workspace.ts';

/**
 * A window may name only attachments that the dossier has or had, or whose bytes are here: a name made up would be
 * refused by the server, long after the person believed the file to be safe.
 * @throws BLOB_MISSING
 */
export async function requireCited(
  workspace: Workspace,
  code: DossierCode,
  content: DossierContent,
): Promise<void> {
  const { drafts, dossiers, blobs } = workspace.store;
  const known = drafts.get(code)?.content ?? dossiers.get(code)?.dossier.content;
  const strangers = content.attachments.filter((attachment) => !cites(known, attachment));
  for (const attachment of strangers) {
    try {
      await blobs.requireStored(attachment.sha256, attachment.size);
    } catch (cause) {
      // A colleague may have taken it out of the draft since this window showed it.
      if (!citedBefore(workspace, code, attachment)) throw cause;
    }
  }
}

function citedBefore({ store: { drafts } }: Workspace, code: DossierCode, attachment: Attachment): boolean {
  return drafts.versions(code).some(({ id }) => cites(drafts.version(code, id).content, attachment));
}

function cites(content: DossierContent | undefined, { sha256, size }: Attachment): boolean {
  return content?.attachments.some((other) => other.sha256 === sha256 && other.size === size) ?? false;
}

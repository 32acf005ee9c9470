import { randomUUID } from 'node:crypto';
import type { DossierView } from '#shared/contract/ipc.ts';
import type { Attachment, DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { inspectForSigning } from '../signing/inspect.ts';
import { changed, requireOnDesk } from './drafting.ts';
import { mediaTypeOf } from './media-type.ts';
import { requireAccountant, requireDraft } from './require-draft.ts';
import type { DossierServices } from './services.ts';

/** Takes a file into the draft after a look at whether it can be signed at all: a refusal now, not in front of the chief accountant. */
export async function attachFile(
  services: DossierServices,
  code: DossierCode,
  name: string,
  bytes: Uint8Array,
): Promise<{ attachment: Attachment; dossier: DossierView }> {
  const workspace = requireAccountant(services.session);
  const { drafts, blobs } = workspace.store;
  await requireOnDesk(services, workspace, code);
  const mediaType = mediaTypeOf(bytes, name);
  await inspectForSigning(bytes, mediaType);
  const sha256 = await blobs.put(bytes);
  workspace.requireOpen();
  // Read again: the person may have typed while the file was being written.
  const draft = requireDraft(workspace, code);
  const attachment: Attachment = {
    id: randomUUID(),
    name: uniqueName(plainFileName(name), draft.content.attachments),
    mediaType,
    sha256,
    size: bytes.length,
  };
  const attachments = [...draft.content.attachments, attachment];
  const saved = drafts.save(draft.code, draft.version, { ...draft.content, attachments });
  return { attachment, dossier: changed(services, workspace, saved) };
}

/** Only the last part of a path, without control characters: it becomes a file name on other machines. */
function plainFileName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const plain = last
    .replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '_')
    .replace(/^\.+/, '_')
    .trim()
    .slice(-180);
  return plain === '' ? 'tep-dinh-kem' : plain;
}

function uniqueName(name: string, attachments: readonly Attachment[]): string {
  const taken = new Set(attachments.map((attachment) => attachment.name));
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  let candidate = name;
  for (let count = 2; taken.has(candidate); count += 1) candidate = `${stem} (${String(count)})${extension}`;
  return candidate;
}

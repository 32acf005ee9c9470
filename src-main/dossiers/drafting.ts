import { randomUUID } from 'node:crypto';
import { DvcttError } from '#shared/contract/errors.ts';
import type { DossierView } from '#shared/contract/ipc.ts';
import type { Attachment, DossierCode, DossierContent } from '#shared/domain/dossiers/dossier.ts';
import { attachmentDocumentId } from '#shared/domain/dossiers/frozen-documents.ts';
import { emptyVoucher } from '#shared/domain/vouchers/empty.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import type { Draft } from '../drafts/draft-store.ts';
import { inspectForSigning } from '../signing/inspect.ts';
import { mediaTypeOf } from './media-type.ts';
import type { DossierServices } from './services.ts';
import { emptyContent, viewOfDraft, viewOfServer } from './view.ts';

/** Starts a dossier with one empty voucher that already names the unit, its account and its treasury office. */
export function createDraft(services: DossierServices): DossierView {
  const unit = services.session.requireUnit();
  requireAccountant(services);
  const voucher = emptyVoucher(unit, {
    id: randomUUID(),
    lineId: randomUUID(),
    date: localDate(services.now()),
  });
  const draft = services.drafts.create(services.session.owner(), { ...emptyContent, vouchers: [voucher] });
  return changed(services, draft.code);
}

/** A new draft with the content of another dossier; numbers and dates are for the person to set. */
export async function copyToDraft(services: DossierServices, code: DossierCode): Promise<DossierView> {
  requireAccountant(services);
  const { content } = await contentOf(services, code);
  const vouchers = content.vouchers.map((voucher): Voucher => ({ ...voucher, id: randomUUID(), number: '' }));
  const draft = services.drafts.create(services.session.owner(), { ...content, vouchers });
  return changed(services, draft.code);
}

/**
 * Saves an edit. The first edit of a returned dossier takes it back onto this machine. Attachments are added and
 * removed through their own calls and here may only be left out or put in another order.
 */
export async function saveDraft(
  services: DossierServices,
  code: DossierCode,
  baseVersion: number,
  content: DossierContent,
): Promise<DossierView> {
  requireAccountant(services);
  const owner = services.session.owner();
  await requireStored(services, content);
  const taken = services.drafts.get(owner, code) === undefined ? await takeBack(services, code) : undefined;
  // Taking back counts as a version of its own; the window still names the server's version that it showed.
  const base = taken?.baseVersion === baseVersion ? taken.version : baseVersion;
  services.drafts.save(owner, code, base, content);
  return changed(services, code);
}

export function deleteDraft(services: DossierServices, code: DossierCode): void {
  services.drafts.delete(services.session.owner(), code);
  services.emit({ name: 'dossiers.changed', payload: { code } });
}

export function restoreDraft(services: DossierServices, code: DossierCode): DossierView {
  services.drafts.restore(services.session.owner(), code);
  return changed(services, code);
}

/** Takes a file into the draft after a look at whether it can be signed at all: a refusal now, not in front of the chief accountant. */
export async function attachFile(
  services: DossierServices,
  code: DossierCode,
  name: string,
  bytes: Uint8Array,
): Promise<{ attachment: Attachment; dossier: DossierView }> {
  requireAccountant(services);
  const owner = services.session.owner();
  if (services.drafts.get(owner, code) === undefined) await takeBack(services, code);
  const mediaType = mediaTypeOf(bytes, name);
  await inspectForSigning(bytes, mediaType);
  const sha256 = await services.blobs.put(bytes);
  // Read again: the person may have typed while the file was being written.
  const draft = services.drafts.get(owner, code);
  if (draft === undefined) throw new DvcttError('DOSSIER_NOT_FOUND', { code });
  const attachment: Attachment = {
    id: randomUUID(),
    name: uniqueName(plainFileName(name), draft.content.attachments),
    mediaType,
    sha256,
    size: bytes.length,
  };
  services.drafts.save(owner, code, draft.version, {
    ...draft.content,
    attachments: [...draft.content.attachments, attachment],
  });
  return { attachment, dossier: changed(services, code) };
}

/** Puts a returned dossier, with the frozen bytes of its attachments, back on this machine. */
async function takeBack(services: DossierServices, code: DossierCode): Promise<Draft> {
  const user = services.session.require();
  const dossier = await services.backend.dossier(code);
  if (!viewOfServer(dossier, user).actions.includes('edit')) {
    throw new DvcttError('DOSSIER_STATE', { code, status: dossier.status });
  }
  for (const attachment of dossier.content.attachments) {
    const bytes = await services.backend.document(code, attachmentDocumentId(attachment), 'original');
    if ((await services.blobs.put(bytes)) !== attachment.sha256) {
      throw new DvcttError('BACKEND_ERROR', { what: 'attachment altered', name: attachment.name });
    }
  }
  return services.drafts.takeBack(services.session.owner(), code, dossier.version, dossier.content);
}

async function contentOf(services: DossierServices, code: DossierCode): Promise<{ content: DossierContent }> {
  const draft = services.drafts.get(services.session.owner(), code);
  if (draft !== undefined) return draft;
  const dossier = await services.backend.dossier(code);
  for (const attachment of dossier.content.attachments) {
    await services.blobs.put(
      await services.backend.document(code, attachmentDocumentId(attachment), 'original'),
    );
  }
  return dossier;
}

/** A window may name only attachments whose bytes are here. */
async function requireStored(services: DossierServices, content: DossierContent): Promise<void> {
  for (const attachment of content.attachments)
    await services.blobs.requireStored(attachment.sha256, attachment.size);
}

function requireAccountant(services: DossierServices): void {
  const { role } = services.session.require();
  if (role !== 'KTV') throw new DvcttError('ROLE_FORBIDDEN', { role });
}

function changed(services: DossierServices, code: DossierCode): DossierView {
  const draft = services.drafts.get(services.session.owner(), code);
  if (draft === undefined) throw new DvcttError('DOSSIER_NOT_FOUND', { code });
  services.emit({ name: 'dossiers.changed', payload: { code } });
  return viewOfDraft(draft, services.session.require(), services.session.requireUnit(), services.now());
}

/** Today in Vietnam (UTC+7, no daylight saving), `yyyy-MM-dd`. */
function localDate(now: Date): string {
  return new Date(now.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
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

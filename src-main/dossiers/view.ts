import type { DossierSummary, DossierView, User } from '#shared/contract/ipc.ts';
import type { ServerDossier, Unit } from '#shared/contract/http.ts';
import type { DraftState } from '#shared/contract/sync/window.ts';
import { savedAt } from '#shared/domain/dossiers/code.ts';
import type { DossierContent, DossierStatus } from '#shared/domain/dossiers/dossier.ts';
import { heldSince } from '#shared/domain/dossiers/held-since.ts';
import { actionsFor, holderOf } from '#shared/domain/dossiers/status.ts';
import { contentTotal } from '#shared/domain/dossiers/total.ts';
import { validateDossier } from '#shared/domain/dossiers/validate.ts';
import { returnedOf, type Returned } from '../account-store/catalogue/returned.ts';
import type { Draft } from '../account-store/account-store.ts';

/**
 * What the window sees of a dossier: the same shape whether it is a draft or a dossier on the server. `returned`: the
 * dossier that the draft mends, as last seen; it tells why it came back.
 */
export function viewOfDraft(
  draft: Draft,
  user: User,
  unit: Unit,
  today: Date,
  returned?: ServerDossier,
): DossierView {
  const { status, heldSince: since } = draftState(draft, returned);
  return {
    code: draft.code,
    title: draft.content.title,
    status,
    voucherCount: draft.content.vouchers.length,
    total: contentTotal(draft.content),
    createdBy: draft.owner,
    updatedAt: draft.updatedAt,
    note: returned?.note ?? '',
    place: 'local',
    ...held(status, since),
    ...(draft.waiting ? { waiting: true } : {}),
    ...(draft.conflicts > 0 || draft.setAside !== undefined ? { attention: true } : {}),
    version: draft.version,
    content: draft.content,
    issues: [...validateDossier(draft.content, validationContext(unit, today))],
    documents: [],
    log:
      returned === undefined
        ? [{ status, note: '', at: draft.createdAt, by: draft.ownerName }]
        : wholeLog(returned),
    actions: [...actionsFor(user.role, status, { isOwner: draft.owner === user.username })],
    draft: stateOf(draft),
  };
}

/** `asOf`: the server could not be asked and this is what it said then. */
export function viewOfServer(dossier: ServerDossier, user: User, asOf?: string): DossierView {
  return {
    code: dossier.code,
    title: dossier.content.title,
    status: dossier.status,
    voucherCount: dossier.content.vouchers.length,
    total: contentTotal(dossier.content),
    createdBy: dossier.createdBy,
    updatedAt: dossier.updatedAt,
    note: dossier.note,
    place: 'server',
    ...held(dossier.status, heldSince(dossier.log)),
    version: dossier.version,
    content: dossier.content,
    issues: [],
    documents: dossier.documents,
    log: wholeLog(dossier),
    actions: [...actionsFor(user.role, dossier.status, { isOwner: dossier.createdBy === user.username })],
    ...(asOf === undefined ? {} : { asOf }),
  };
}

function stateOf(draft: Draft): DraftState {
  return {
    waiting: draft.waiting,
    ...(draft.setAside === undefined ? {} : { setAside: draft.setAside }),
    conflicts: draft.conflicts,
    canUndo: draft.canUndo,
    canRedo: draft.canRedo,
    ...(draft.changedBy === undefined ? {} : { changedBy: draft.changedBy }),
  };
}

/** The server's log begins when the dossier reaches it; the writing before that is told by the code's own time. */
function wholeLog(dossier: ServerDossier): DossierView['log'] {
  const [first] = dossier.log;
  if (first === undefined || first.status === 'DANG_SOAN') return dossier.log;
  return [
    { status: 'DANG_SOAN', note: '', at: savedAt(dossier.code).toISOString(), by: first.by },
    ...dossier.log,
  ];
}

/** A draft made from a dossier that came back is still that dossier: returned, being mended. */
function draftState(draft: Draft, dossier: ServerDossier | undefined): Returned {
  return draft.dossierVersion === 0 ? { status: 'DANG_SOAN', heldSince: undefined } : returnedOf(dossier);
}

function held(status: DossierStatus, since?: string): Pick<DossierSummary, 'heldBy' | 'heldSince'> {
  const holder = holderOf(status);
  if (holder === undefined) return {};
  return { heldBy: holder, ...(since === undefined ? {} : { heldSince: since }) };
}

/** What the voucher rules need to know of the unit. */
export function validationContext(unit: Unit, today: Date): Parameters<typeof validateDossier>[1] {
  return { unit, today };
}

/** An empty dossier. */
export const emptyContent: DossierContent = { title: '', vouchers: [], attachments: [] };

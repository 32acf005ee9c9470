import type { ServerRegistration } from '#shared/contract/registration/http.ts';
import type { RegistrationSummary, RegistrationView } from '#shared/contract/registration/window.ts';
import type { ValidationIssue } from '#shared/contract/issue.ts';
import { vietnamDate } from '#shared/domain/calendar/vietnam-date.ts';
import { validateRegistration } from '#shared/domain/registration/validate.ts';
import type { KeptRegistration } from '../account-store/account-store.ts';
import { actionsOf, isSettled, statusOf } from './actions.ts';
import { memberInFront } from './person-in-front.ts';
import type { RegistrationServices } from './services.ts';

type Looking = Pick<RegistrationServices, 'session' | 'now' | 'shelves'>;

/** What the window sees of a dossier. `asOf`: the server could not be asked and this is what it said then. */
export function viewOf(services: Looking, kept: KeptRegistration, asOf?: string): RegistrationView {
  const { server } = kept;
  const summary = summaryOf(services, kept);
  const member = memberInFront(kept, services.session.user);
  return {
    ...summary,
    access: kept.access,
    ...(member === undefined ? {} : { memberId: member.id }),
    ...copiedFrom(services, kept),
    revision: kept.revision,
    content: kept.content,
    ...(kept.before === undefined ? {} : { before: kept.before }),
    issues: summary.actions.includes('save') ? [...issuesOf(services, kept)] : [],
    confirmations: server?.confirmations ?? [],
    documents: server?.documents ?? [],
    log: server?.log ?? [],
    version: server?.version ?? 0,
    ...(asOf === undefined ? {} : { asOf }),
  };
}

function copiedFrom({ shelves }: Looking, { copiedFrom: code }: KeptRegistration) {
  if (code === undefined) return {};
  return { copiedFrom: { code, note: shelves.byCode(code)?.kept.server?.note ?? '' } };
}

export function summaryOf({ session }: Looking, kept: KeptRegistration): RegistrationSummary {
  const { server, content } = kept;
  return {
    id: kept.id,
    ...(kept.code === undefined ? {} : { code: kept.code }),
    kind: content.kind,
    status: statusOf(kept),
    unitCode: content.unit.unitCode,
    unitName: content.unit.name,
    note: server?.note ?? '',
    createdAt: server?.createdAt ?? kept.createdAt,
    // That it was opened here is no change of it.
    updatedAt: isSettled(kept) && server ? server.updatedAt : latest(kept.updatedAt, server?.updatedAt),
    missing: server === undefined ? 0 : missingIn(server),
    saved: savedOf(kept),
    actions: [...actionsOf(kept, session.user)],
  };
}

/** What still stands against “Lưu”, by today's date in Vietnam. */
export function issuesOf({ session, now }: Looking, kept: KeptRegistration): readonly ValidationIssue[] {
  const standing =
    kept.content.kind === 'change' ? session.workspace?.store.registrations.standing() : undefined;
  return validateRegistration(kept.content, {
    today: vietnamDate(now()),
    ...(kept.before === undefined ? {} : { before: kept.before }),
    ...(standing === undefined
      ? {}
      : { firstSigners: standing.firstSigners, secondSigners: standing.secondSigners }),
  });
}

function missingIn({ confirmations }: ServerRegistration): number {
  return confirmations.filter(({ state }) => state === 'waiting' || state === 'declined').length;
}

function savedOf(kept: KeptRegistration): RegistrationSummary['saved'] {
  const at = kept.savedAt ?? kept.updatedAt;
  const { failure } = kept;
  switch (kept.state) {
    case 'edited':
      return { state: 'edited', ...(kept.request === undefined ? {} : { waitingSince: at }) };
    case 'queued':
      return { state: 'queued', at, ...(failure === undefined ? {} : { failure }) };
    case 'sent':
      return { state: 'sent', at };
    case 'refused':
      return { state: 'refused', at, failure: failure ?? { code: 'UNEXPECTED' } };
  }
}

const latest = (a: string, b: string | undefined) => (b === undefined || a > b ? a : b);

import { DvcttError, toFailure, type Failure } from '#shared/contract/errors.ts';
import type { ServerRegistrationSummary } from '#shared/contract/registration/http.ts';
import type { CallInput, CallOutput } from '#shared/contract/ipc.ts';
import type { RegistrationSummary } from '#shared/contract/registration/window.ts';
import { vietnamDate } from '#shared/domain/calendar/vietnam-date.ts';
import { withoutAccents } from '#shared/domain/text/accents.ts';
import { couldNotAsk, inTime } from '../dossiers/in-time.ts';
import type { Workspace } from '../session/workspace.ts';
import { patience } from './drafting.ts';
import { refresh } from './open.ts';
import { isOfLink } from './person-in-front.ts';
import type { RegistrationServices } from './services.ts';
import type { Found } from './shelves.ts';
import { summaryOf } from './view.ts';

type Filter = CallInput<'registrations.list'>;

/** As many as one screen asks for, and as are remembered for a day without a line. */
const most = '200';
const remembered = 500;

/**
 * Dossiers of this machine, and for who is signed in those of their unit: from the server, or as last listed.
 * Newest first.
 */
export async function listRegistrations(
  services: RegistrationServices,
  filter: Filter,
): Promise<CallOutput<'registrations.list'>> {
  const { workspace } = services.session;
  const asked = workspace === undefined ? undefined : await askServer(services, workspace, filter);
  const refreshing = refreshOwn(services, byCode(services.shelves.list()));
  // With a list of the server's, nobody waits for each dossier.
  const offline = workspace === undefined ? await refreshing : asked?.offline;
  const known = new Map((asked?.known ?? []).map((each) => [each.code, each]));
  // A colleague goes on with the unit's dossier, of which a letter's link shows but a part.
  const local = byCode(services.shelves.list()).filter(
    ({ kept }) => !isOfLink(kept) || kept.code === undefined || !known.has(kept.code),
  );
  const listed = local.map((found) => ({
    summary: withNewer(summaryOf(services, found.kept), found, known),
    words: wordsOf(found),
  }));
  const here = new Set(local.flatMap(({ kept }) => (kept.code === undefined ? [] : [kept.code])));
  const elsewhere = (asked?.known ?? [])
    .filter(({ code }) => !here.has(code))
    .map((each) => ({
      summary: summaryOfListed(each),
      // The server looks into the members too; what it has found is found.
      words: asked?.found.has(each.code) === true ? undefined : textOf(each),
    }));
  const registrations = [...listed, ...elsewhere]
    .filter(({ summary, words }) => matches(summary, words, filter))
    .map(({ summary }) => summary)
    .toSorted((a, b) => (a.updatedAt < b.updatedAt ? 1 : a.updatedAt > b.updatedAt ? -1 : 0));
  return { registrations, ...(offline === undefined ? {} : { offline }) };
}

/** Asked so often at most (ms). */
const fresh = 8_000;
const asking = new Map<string, Promise<Failure | undefined>>();

/**
 * Who has no account yet has no list at the server either: each dossier is asked for, and windows hear what is new.
 * Resolves with why the server could not be asked, if so.
 */
async function refreshOwn(
  services: RegistrationServices,
  local: readonly Found[],
): Promise<Failure | undefined> {
  const before = new Date(services.now().getTime() - fresh).toISOString();
  const old = local.filter(
    ({ kept: { access, secret, server, asOf } }) =>
      access === 'author' &&
      secret !== undefined &&
      server !== undefined &&
      !['KBNN_TU_CHOI', 'DA_HOAN_THANH'].includes(server.status) &&
      (asOf ?? '') < before,
  );
  const failures = await Promise.all(old.slice(0, 10).map((found) => refreshOne(services, found)));
  return failures.find((failure) => failure !== undefined);
}

/** Once at a time, however often lists are asked for. What the server itself says is told where the dossier is opened. */
function refreshOne(services: RegistrationServices, found: Found): Promise<Failure | undefined> {
  const { id } = found.kept;
  const running =
    asking.get(id) ??
    refresh(services, found)
      .then(
        () => undefined,
        (cause: unknown) => (couldNotAsk(cause) ? toFailure(cause) : undefined),
      )
      .finally(() => asking.delete(id));
  asking.set(id, running);
  return running;
}

interface Asked {
  /** The unit's dossiers, as far as this machine has ever listed them. */
  readonly known: readonly ServerRegistrationSummary[];
  /** Codes that the server found for this filter. */
  readonly found: ReadonlySet<string>;
  readonly offline?: Failure;
}

async function askServer(
  { backend, session }: RegistrationServices,
  workspace: Workspace,
  filter: Filter,
): Promise<Asked> {
  const given = Object.entries(filter).filter(([, value]) => value !== '');
  const wanted = Object.fromEntries([...given, ['limit', most]]) as Record<string, string>;
  const list = (query: Record<string, string>) => backend.registrations.list(query);
  try {
    const [newest, found] = await inTime(
      Promise.all([list({ limit: most }), given.length === 0 ? [] : list(wanted)]),
      patience,
    );
    workspace.requireOpen();
    const { registrations } = workspace.store;
    const known = merged([...newest, ...found], registrations.listed());
    registrations.keepListed(known);
    return { known, found: new Set(found.map(({ code }) => code)) };
  } catch (cause) {
    if (!(cause instanceof DvcttError)) throw cause;
    workspace.requireOpen();
    const offline = session.noticeFailure(cause).toFailure();
    return { known: workspace.store.registrations.listed(), found: new Set(), offline };
  }
}

function merged(
  fresh: readonly ServerRegistrationSummary[],
  known: readonly ServerRegistrationSummary[],
): readonly ServerRegistrationSummary[] {
  const byCode = new Map([...known, ...fresh].map((each) => [each.code, each]));
  return [...byCode.values()]
    .toSorted((a, b) => (a.updatedAt < b.updatedAt ? 1 : a.updatedAt > b.updatedAt ? -1 : 0))
    .slice(0, remembered);
}

const rank = { author: 0, unit: 1, signer: 2, member: 3 } as const;

/** One row for each dossier: as its author has it rather than as a letter's link has opened it. */
function byCode(found: readonly Found[]): readonly Found[] {
  const best = new Map<string, Found>();
  for (const each of found) {
    const key = each.kept.code ?? each.kept.id;
    const other = best.get(key);
    if (other === undefined || rank[each.kept.access] < rank[other.kept.access]) best.set(key, each);
  }
  return [...best.values()];
}

/** The list may know more than the copy that was opened last. */
function withNewer(
  summary: RegistrationSummary,
  { kept }: Found,
  known: ReadonlyMap<string, ServerRegistrationSummary>,
): RegistrationSummary {
  const newer = kept.code === undefined ? undefined : known.get(kept.code);
  if (newer === undefined || kept.server === undefined || newer.updatedAt <= kept.server.updatedAt)
    return summary;
  const { status, note, missing, updatedAt } = newer;
  const kind = { ...summary, status, note, missing };
  return { ...kind, updatedAt: updatedAt > summary.updatedAt ? updatedAt : summary.updatedAt };
}

/** What may be done with it is known once it is opened. */
function summaryOfListed(each: ServerRegistrationSummary): RegistrationSummary {
  const { code, kind, status, unitCode, unitName, note, createdAt, updatedAt, missing } = each;
  const facts = { code, kind, status, unitCode, unitName, note, createdAt, updatedAt, missing };
  return { id: code, ...facts, saved: { state: 'sent', at: updatedAt }, actions: ['copy', 'print'] };
}

function wordsOf({ kept }: Found): string {
  const { unit, members } = kept.content;
  const people = members.flatMap(({ name, email, identityNumber }) => [name, email, identityNumber]);
  return plain([kept.code ?? '', unit.unitCode, unit.name, kept.server?.note ?? '', ...people].join(' '));
}

const textOf = (each: ServerRegistrationSummary) =>
  plain([each.code, each.unitCode, each.unitName, each.note].join(' '));

const plain = (text: string) => withoutAccents(text.normalize('NFC'));

function matches(summary: RegistrationSummary, words: string | undefined, filter: Filter): boolean {
  const day = vietnamDate(new Date(summary.updatedAt));
  if (filter.status !== undefined && summary.status !== filter.status) return false;
  if (filter.from !== undefined && day < filter.from) return false;
  if (filter.to !== undefined && day > filter.to) return false;
  if (words === undefined) return true;
  const wanted = plain(filter.query ?? '')
    .split(/\s+/)
    .filter((word) => word !== '');
  return wanted.every((word) => words.includes(word));
}

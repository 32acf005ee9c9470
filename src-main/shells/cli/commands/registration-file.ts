import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import { sameValue } from '#shared/domain/drafts/same-content.ts';
import { newAccount, newMember, newProject } from '#shared/domain/registration/new.ts';
import {
  registrationContentSchema,
  type RegistrationContent,
  type RegistrationKind,
} from '#shared/domain/registration/registration.ts';
import { readInputFile } from '../input-file.ts';

const row = z.record(z.string(), z.unknown());
const rows = z.array(row).optional();
const given = z.looseObject({
  kind: registrationContentSchema.shape.kind.optional(),
  unit: row.optional(),
  accounts: rows,
  projects: rows,
  members: rows,
});
const parts = ['services', 'accounts', 'projects', 'leftOut', 'members', 'reason'];
export type GivenRegistration = z.infer<typeof given>;

/** What somebody has written down of a registration, as JSON. @throws FILE_*, USAGE naming the place that is wrong */
export async function readRegistrationFile(file: string): Promise<GivenRegistration> {
  const text = new TextDecoder().decode(await readInputFile(file));
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (cause) {
    throw new DvcttError('USAGE', { reason: `${file} không phải JSON: ${String(cause)}` }, { cause });
  }
  const written = parsed(given, json, file);
  // Any JSON object would do for a form of which everything is still missing.
  if (written.unit === undefined && written.kind !== 'change' && !parts.some((part) => part in written)) {
    throw new DvcttError('USAGE', {
      reason: `${file} không phải nội dung kê khai: không có "unit", "accounts", "members"… Xem mẫu: dvctt registration new --sample`,
    });
  }
  if (written.kind === 'change' && Object.keys(written).length === 1)
    throw new DvcttError('USAGE', { reason: `${file} không nêu thay đổi nào` });
  return written;
}

export const kindOf = ({ kind }: GivenRegistration): RegistrationKind => kind ?? 'first';

/**
 * A dossier's content with what the file says in the place of what was there: of a list all rows. What the file leaves
 * out stays; so does what it leaves out of a row that was there (a person by their identity number). Rows need no id.
 * @throws USAGE naming the place that is wrong, also for a field that there is not
 */
export function filledIn(
  content: RegistrationContent,
  written: GivenRegistration,
  file: string,
): RegistrationContent {
  const { unit, accounts, projects, members, ...rest } = written;
  return parsed(
    registrationContentSchema,
    {
      ...content,
      ...rest,
      unit: { ...content.unit, ...unit },
      accounts: filledRows(accounts, content.accounts, newAccount, ['account', 'budgetLevel', 'program']),
      projects: filledRows(projects, content.projects, newProject, ['code']),
      members: filledRows(members, content.members, newMember, ['identityNumber']),
    },
    file,
  );
}

/** A row keeps its id while it is the same one: a member with another id would have to confirm anew. */
function filledRows<T extends { readonly id: string }>(
  list: GivenRegistration['members'],
  standing: readonly T[],
  made: (id: string) => T,
  key: readonly (keyof T & string)[],
): readonly unknown[] {
  if (list === undefined) return standing;
  const left = [...standing];
  return list.map((part) => {
    const wanted: Readonly<Record<string, unknown>> = { ...made(''), ...part };
    const at = left.findIndex(
      (each) => each.id === part['id'] || key.every((name) => each[name] === wanted[name]),
    );
    const [found] = at < 0 ? [] : left.splice(at, 1);
    return { ...(found ?? made(randomUUID())), ...part };
  });
}

/** Whether two dossiers say the same, whatever ids their rows were given. */
export function sameButIds(one: RegistrationContent, other: RegistrationContent): boolean {
  return sameValue(withoutIds(one), withoutIds(other));
}

function withoutIds({ accounts, projects, members, ...rest }: RegistrationContent) {
  const bare = (rows: readonly { readonly id: string }[]) => rows.map((each) => ({ ...each, id: '' }));
  return { ...rest, accounts: bare(accounts), projects: bare(projects), members: bare(members) };
}

function parsed<S extends z.ZodType>(schema: S, value: unknown, file: string): z.output<S> {
  const found = schema.safeParse(value);
  if (found.success) return found.data;
  const [issue] = found.error.issues;
  const place = issue?.path.join('.') ?? '';
  throw new DvcttError('USAGE', {
    reason: `${file}: ${place === '' ? 'nội dung' : place}: ${issue?.message ?? ''}`,
  });
}

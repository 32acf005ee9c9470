import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import { newAccount, newMember, newProject, newRegistration } from '#shared/domain/registration/new.ts';
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
  return parsed(given, json, file);
}

export const kindOf = ({ kind }: GivenRegistration): RegistrationKind => kind ?? 'first';

/**
 * A new dossier's content with what the file says in the place of what was there. What a row leaves out is empty; rows
 * need no id. @throws USAGE naming the place that is wrong, also for a field that there is not
 */
export function filledIn(
  content: RegistrationContent,
  written: GivenRegistration,
  file: string,
): RegistrationContent {
  const empty = newRegistration(content.kind);
  const { unit, accounts, projects, members, ...rest } = written;
  const each = <T>(list: GivenRegistration['members'], standing: readonly T[], made: (id: string) => T) =>
    list === undefined ? standing : list.map((part) => ({ ...made(randomUUID()), ...part }));
  return parsed(
    registrationContentSchema,
    {
      ...content,
      ...rest,
      unit: { ...(content.kind === 'change' ? content.unit : empty.unit), ...unit },
      accounts: each(accounts, content.accounts, newAccount),
      projects: each(projects, content.projects, newProject),
      members: each(members, content.members, newMember),
    },
    file,
  );
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

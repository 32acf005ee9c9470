import { DvcttError, toFailure, type Failure } from '#shared/contract/errors.ts';
import type { Core, DossierSummary, DossierView } from '#shared/contract/ipc.ts';
import { isUnreached } from '#shared/contract/unreached.ts';
import {
  dossierCodeSchema,
  dossierContentSchema,
  type DossierCode,
  type DossierContent,
  type DossierStatus,
} from '#shared/domain/dossiers/dossier.ts';
import type { FormId } from '#shared/domain/vouchers/voucher.ts';
import { readInputFile } from '../input-file.ts';
import { describeFailure, type Printer } from '../printer.ts';
import { shown } from '../visible.ts';
import { withPerson, type PersonOptions } from '../with-person.ts';
import { describeDossier, describeWholeDossier } from './dossier-words.ts';

/** Entries asked for at once. */
const page = 1_000;

export interface DossiersOptions extends PersonOptions {
  readonly mine?: boolean;
  readonly status?: DossierStatus;
  readonly search?: string;
}

/** `dvctt dossiers`: exit 0, and 2 when the server could not be asked and the list is this machine's. */
export async function dossiersCommand(options: DossiersOptions, printer: Printer): Promise<number> {
  return withPerson(options, printer, async (core) => {
    await core.call('sync.now', {});
    const { dossiers, offline } = await everyDossier(core, options);
    printer.data({ dossiers, ...(offline === undefined ? {} : { offline }) });
    for (const dossier of dossiers) printer.say(describeDossier(shown(dossier)));
    if (dossiers.length === 0) printer.say('Không có hồ sơ nào.');
    if (offline !== undefined) printer.note(describeFailure(offline));
    return offline === undefined ? 0 : 2;
  });
}

async function everyDossier(core: Core, { mine, status, search }: DossiersOptions) {
  const dossiers: DossierSummary[] = [];
  for (;;) {
    const answer = await core.call('dossiers.list', {
      offset: dossiers.length,
      limit: page,
      scope: mine === true ? 'mine' : 'all',
      ...(status === undefined ? {} : { status }),
      ...(search === undefined ? {} : { query: search }),
    });
    dossiers.push(...answer.dossiers);
    if (answer.dossiers.length < page) return { dossiers, offline: answer.offline };
  }
}

/** `dvctt dossier show CODE`: exit 0, and 2 when it is as old as the last answer of the server. */
export async function showDossierCommand(
  named: string,
  options: PersonOptions,
  printer: Printer,
): Promise<number> {
  const code = codeOf(named);
  return withPerson(options, printer, async (core) => {
    await core.call('sync.now', {});
    const dossier = await core.call('dossiers.get', { code });
    tell(dossier, printer);
    return dossier.asOf === undefined ? 0 : 2;
  });
}

/** `dvctt dossier new`: a draft; exit 0 when it could be forwarded as it is, 1 while something is missing or wrong. */
export async function newDossierCommand(
  options: PersonOptions & { readonly form?: FormId; readonly from?: string },
  printer: Printer,
): Promise<number> {
  const { form: formId, from } = options;
  const content = from === undefined ? undefined : await readContent(from);
  return withPerson(options, printer, async (core) => {
    const made = await core.call('drafts.create', formId === undefined ? {} : { formId });
    const { code, version: baseVersion } = made;
    const draft =
      content === undefined ? made : await core.call('drafts.save', { code, baseVersion, content });
    // The draft is safe here; without a line it is sent later.
    await core.call('sync.now', {});
    tell(draft, printer);
    return draft.issues.some(({ blocking }) => blocking) ? 1 : 0;
  });
}

/** A dossier's content as JSON. @throws FILE_*, USAGE naming the place that is wrong */
async function readContent(file: string): Promise<DossierContent> {
  const text = new TextDecoder().decode(await readInputFile(file));
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (cause) {
    throw new DvcttError('USAGE', { reason: `${file} không phải JSON: ${String(cause)}` }, { cause });
  }
  const read = dossierContentSchema.safeParse(json);
  if (read.success) return read.data;
  const [first] = read.error.issues;
  throw new DvcttError('USAGE', {
    reason: `${file}: ${first?.path.join('.') ?? ''} ${first?.message ?? ''}`.trim(),
  });
}

type Step = (core: Core, code: DossierCode) => Promise<DossierView>;

/** `dvctt dossier forward CODE…`: “Gửi KTT”. */
export const forwardCommand = (codes: readonly string[], options: PersonOptions, printer: Printer) =>
  eachDossier(codes, options, printer, (core, code) => core.call('dossiers.forward', { code }));

/** `dvctt dossier return CODE… --note TEXT`. */
export const returnCommand = (
  codes: readonly string[],
  options: PersonOptions & { readonly note: string },
  printer: Printer,
) =>
  eachDossier(codes, options, printer, (core, code) =>
    core.call('dossiers.return', { code, note: options.note }),
  );

/** `dvctt dossier submit CODE…`: “Gửi KBNN”. */
export const submitCommand = (codes: readonly string[], options: PersonOptions, printer: Printer) =>
  eachDossier(codes, options, printer, (core, code) => core.call('dossiers.submit', { code }));

interface Outcome {
  readonly code: DossierCode;
  readonly dossier?: DossierView;
  readonly failure?: Failure;
}

/** One after the other, each with its own outcome: exit 0 all done, 1 some refused, 2 the server could not be asked. */
async function eachDossier(
  named: readonly string[],
  options: PersonOptions,
  printer: Printer,
  step: Step,
): Promise<number> {
  const codes = [...new Set(named.map(codeOf))];
  return withPerson(options, printer, async (core) => {
    await core.call('sync.now', {});
    const outcomes: Outcome[] = [];
    for (const code of codes) {
      const outcome = await outcomeOf(core, code, step);
      outcomes.push(outcome);
      if (outcome.dossier !== undefined) printer.say(`✓ ${describeDossier(shown(outcome.dossier))}`);
      if (outcome.failure !== undefined) printer.note(`${code}\n${describeFailure(outcome.failure)}`);
      // Without a line the others would only wait for the same answer.
      if (outcome.failure !== undefined && isUnreached(outcome.failure.code)) break;
    }
    printer.data({
      dossiers: outcomes.map(({ code, dossier, failure }) => ({
        code,
        ...(dossier === undefined ? {} : { status: dossier.status, version: dossier.version }),
        ...(failure === undefined ? {} : { failure }),
      })),
    });
    const failures = outcomes.flatMap(({ failure }) => failure ?? []);
    if (failures.some(({ code }) => isUnreached(code))) return 2;
    return failures.length === 0 ? 0 : 1;
  });
}

async function outcomeOf(core: Core, code: DossierCode, step: Step): Promise<Outcome> {
  try {
    return { code, dossier: await step(core, code) };
  } catch (cause) {
    return { code, failure: toFailure(cause) };
  }
}

function tell(dossier: DossierView, printer: Printer): void {
  printer.data({ dossier });
  printer.say(describeWholeDossier(shown(dossier)));
}

/** @throws USAGE */
export function codeOf(named: string): DossierCode {
  const code = dossierCodeSchema.safeParse(named);
  if (!code.success) throw new DvcttError('USAGE', { reason: `mã hồ sơ phải có 19 chữ số: ${named}` });
  return code.data;
}

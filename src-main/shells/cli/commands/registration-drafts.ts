/** What who declares does to a dossier from the command line: begin it, replace what it says, ask again, take it back. */
import { DvcttError } from '#shared/contract/errors.ts';
import type { Core } from '#shared/contract/ipc.ts';
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import { withoutAccents } from '#shared/domain/text/accents.ts';
import { describeFailure, type Printer } from '../printer.ts';
import { shown, visible } from '../visible.ts';
import type { PersonOptions } from '../with-person.ts';
import { filledIn, kindOf, readRegistrationFile, sameButIds } from './registration-file.ts';
import { atDesk, findRegistration } from './registration-open.ts';
import { sampleRegistrationFile } from './registration-sample.ts';
import { nameOf, tell } from './registration-words.ts';

/**
 * `dvctt registration new --from FILE`: exit 0 when it could be saved as it is, 1 when something is missing or wrong.
 * `--sample` prints such a file instead.
 */
export async function newCommand(
  options: PersonOptions & { readonly from?: string; readonly sample?: boolean },
  printer: Printer,
): Promise<number> {
  if (options.sample === true) {
    printer.data(sampleRegistrationFile);
    printer.say(JSON.stringify(sampleRegistrationFile, undefined, 2));
    return 0;
  }
  const { from } = options;
  if (from === undefined) throw new DvcttError('USAGE', { reason: 'cần --from TỆP.json (hoặc --sample)' });
  const written = await readRegistrationFile(from);
  return atDesk(options, printer, async (core) => {
    const created = await core.call('registrations.create', { kind: kindOf(written) });
    const view = await orDeleted(core, created, async () => {
      const content = filledIn(created.content, written, from);
      const kept = { id: created.id, baseRevision: created.revision, content };
      return onlyOnce(core, await core.call('registrations.keep', kept));
    });
    return told(view, printer);
  });
}

/** The same file given again is the same dossier, where nothing was done with that yet. */
async function onlyOnce(core: Core, view: RegistrationView): Promise<RegistrationView> {
  const { registrations } = await core.call('registrations.list', {});
  const drafts = registrations.filter(
    ({ id, code, kind, unitCode }) =>
      id !== view.id && code === undefined && kind === view.kind && unitCode === view.unitCode,
  );
  for (const { id } of drafts) {
    const earlier = await core.call('registrations.get', { id });
    if (!sameButIds(earlier.content, view.content)) continue;
    await core.call('registrations.delete', { id: view.id });
    return earlier;
  }
  return view;
}

/** Nothing half made stays behind a file that was wrong. */
async function orDeleted<T>(core: Core, { id }: RegistrationView, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    await core.call('registrations.delete', { id });
    throw cause;
  }
}

/** `dvctt registration edit CODE|ID --from FILE`: what the file names takes the place of what was there. Exit as `new`. */
export async function editCommand(
  named: string,
  options: PersonOptions & { readonly from: string },
  printer: Printer,
): Promise<number> {
  const written = await readRegistrationFile(options.from);
  return atDesk(options, printer, async (core) => {
    const { id, revision, content, actions, status } = await findRegistration(core, named);
    if (!actions.includes('edit')) throw new DvcttError('REGISTRATION_STATE', { status, event: 'edit' });
    if (written.kind !== undefined && written.kind !== content.kind)
      throw new DvcttError('USAGE', { reason: `${options.from}: "kind" của hồ sơ này là "${content.kind}"` });
    const filled = filledIn(content, written, options.from);
    return told(
      await core.call('registrations.keep', { id, baseRevision: revision, content: filled }),
      printer,
    );
  });
}

/** How to go on with what was kept, on stderr beside the answer. */
function told(view: RegistrationView, printer: Printer): number {
  tell(view, printer);
  const faults = view.issues.filter(({ blocking }) => blocking).length;
  const name = nameOf(view);
  if (faults === 0) {
    printer.note(`Đã giữ trên máy này; gửi lên hệ thống: dvctt registration save ${name}`);
    printer.note(`  (Kept on this machine; to send it: dvctt registration save ${name})`);
    return 0;
  }
  printer.note(
    `Đã giữ trên máy này với số ${name}, còn ${faults} mục phải sửa. Sửa tệp rồi: dvctt registration edit ${name} --from TỆP.json`,
  );
  if (view.actions.includes('delete')) printer.note(`  Bỏ bản này: dvctt registration delete ${name}`);
  printer.note(
    `  (Kept as ${name} with ${faults} things to mend: mend the file, then “dvctt registration edit”.)`,
  );
  return 1;
}

/** `dvctt registration save CODE`: exit 0 on the server, 1 refused or a member has declined, 2 waits for the line. */
export async function saveCommand(named: string, options: PersonOptions, printer: Printer): Promise<number> {
  return atDesk(options, printer, async (core) => {
    const { id, revision } = await findRegistration(core, named);
    const view = await core.call('registrations.save', { id, revision });
    tell(view, printer);
    const { saved } = view;
    if ('failure' in saved && saved.failure !== undefined) printer.note(describeFailure(saved.failure));
    const declined = saved.state === 'sent' && sayWhoDeclined(view, printer);
    return declined ? 1 : { sent: 0, queued: 2, edited: 2, refused: 1 }[saved.state];
  });
}

/** “Đã lưu” alone would let somebody wait for a letter that nobody sends. */
function sayWhoDeclined(view: RegistrationView, printer: Printer): boolean {
  const declined = shown(view.confirmations.filter(({ state }) => state === 'declined'));
  const code = nameOf(view);
  for (const { name, note } of declined) {
    printer.note(
      `✗ ${name} đã báo sai thông tin${note === '' ? '' : `: “${note}”`}. Không có thư nào được gửi.`,
    );
    printer.note(
      `  → Sửa thông tin trong tệp, rồi: dvctt registration edit ${code} --from TỆP.json và dvctt registration save ${code}`,
    );
    printer.note(
      `  → Thông tin vốn đã đúng, gửi lại thư: dvctt registration resend ${code} --member "${name}"`,
    );
    printer.note(`  (${name} said that the data are wrong; nothing was sent. Edit and save, or resend.)`);
  }
  return declined.length > 0;
}

/** `dvctt registration resend CODE --member NAME|ID`: a new letter; the links of the ones before no longer work. */
export async function resendCommand(
  named: string,
  options: PersonOptions & { readonly member: string },
  printer: Printer,
): Promise<number> {
  return atDesk(options, printer, async (core) => {
    const view = await findRegistration(core, named);
    const member = requireMember(view, options.member);
    const after = await core.call('registrations.resend', { id: view.id, memberId: member.id });
    printer.data({ registration: after });
    printer.say(`✓ Đã gửi lại thư cho ${visible(member.name)} (${visible(member.email)}).`);
    printer.say('  Liên kết trong các thư trước không dùng được nữa. (Earlier links no longer work.)');
    return 0;
  });
}

/** By id or by name, with or without accents. @throws USAGE naming who there is */
function requireMember({ content: { members } }: RegistrationView, wanted: string) {
  const plain = (text: string) => withoutAccents(text.normalize('NFC').trim());
  const byId = members.filter(({ id }) => id === wanted);
  const found = byId.length > 0 ? byId : members.filter(({ name }) => plain(name) === plain(wanted));
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  const among = (found.length > 0 ? found : members).map(({ id, name }) => `${name} (${id})`).join(', ');
  const reason = found.length > 0 ? 'trùng tên, hãy dùng số' : `không có thành viên “${wanted}”`;
  throw new DvcttError('USAGE', { reason: `--member: ${reason}; có: ${among}` });
}

/** `dvctt registration delete ID`: of a dossier that was never sent. */
export async function deleteCommand(
  named: string,
  options: PersonOptions,
  printer: Printer,
): Promise<number> {
  return atDesk(options, printer, async (core) => {
    const view = await findRegistration(core, named);
    await core.call('registrations.delete', { id: view.id });
    printer.data({ deleted: view.id });
    printer.say(`✓ Đã xóa bản kê khai ${visible(nameOf(view))}. (Deleted.)`);
    return 0;
  });
}

import { DvcttError } from '#shared/contract/errors.ts';
import type { CallOutput } from '#shared/contract/ipc.ts';
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import { signingStepOf } from '#shared/domain/people/roles.ts';
import type { RegistrationStatus } from '#shared/domain/registration/registration.ts';
import {
  registrationFileNames,
  type RegistrationDocumentId,
} from '#shared/domain/registration/registration.ts';
import { usesMobile } from '#shared/domain/registration/services.ts';
import { makeFolder, writeTogether } from '../output-folder.ts';
import { describeFailure, type Printer } from '../printer.ts';
import type { ProviderOptions } from '../remote-sign-in.ts';
import { shown, visible } from '../visible.ts';
import { signPersonIn, withCore, type PersonOptions } from '../with-person.ts';
import { atDesk, atNamedProvider, chooseMemberCertificate, findRegistration } from './registration-open.ts';
import { describeSummary, tell } from './registration-words.ts';

/** `dvctt registration list`: exit 0, and 2 when the server could not be asked. */
export async function listCommand(
  options: PersonOptions & { readonly search?: string; readonly status?: RegistrationStatus },
  printer: Printer,
): Promise<number> {
  return atDesk(options, printer, async (core) => {
    const { registrations, offline } = await core.call('registrations.list', {
      ...(options.search === undefined ? {} : { query: options.search }),
      ...(options.status === undefined ? {} : { status: options.status }),
    });
    printer.data({ registrations, ...(offline === undefined ? {} : { offline }) });
    for (const summary of registrations) printer.say(describeSummary(shown(summary)));
    if (registrations.length === 0) printer.say('Không có hồ sơ đăng ký nào.');
    if (offline !== undefined) printer.note(describeFailure(offline));
    return offline === undefined ? 0 : 2;
  });
}

/** `dvctt registration show CODE`: exit 0, and 2 when it is as old as the last answer of the server. */
export async function showCommand(code: string, options: PersonOptions, printer: Printer): Promise<number> {
  return atDesk(options, printer, async (core) => {
    const view = await findRegistration(core, code);
    tell(view, printer);
    return view.asOf === undefined ? 0 : 2;
  });
}

/** `dvctt registration print CODE --out DIR`: the declarations as they are, and the record once there is one. */
export async function printCommand(
  code: string,
  options: PersonOptions & { readonly out: string },
  printer: Printer,
): Promise<number> {
  await makeFolder(options.out);
  return atDesk(options, printer, async (core) => {
    const view = await findRegistration(core, code);
    const files: CallOutput<'registrations.document'>[] = [];
    for (const documentId of printable(view))
      files.push(await core.call('registrations.document', { id: view.id, documentId }));
    const paths = await writeTogether(
      files.map(({ name, base64 }) => ({ folder: options.out, name, bytes: Buffer.from(base64, 'base64') })),
    );
    printer.data({ files: files.map(({ name, sha256 }, index) => ({ name, sha256, output: paths[index] })) });
    for (const path of paths) printer.say(`✓ ${visible(path)}`);
    return 0;
  });
}

function printable({ documents, content }: RegistrationView): readonly RegistrationDocumentId[] {
  if (documents.length > 0) return documents.map(({ id }) => id);
  const all = Object.keys(registrationFileNames) as RegistrationDocumentId[];
  return all.filter((id) => id === 'tokhai' || (id === 'tokhaididong' && usesMobile(content.services)));
}

/** `dvctt registration copy CODE`: an editable copy, mostly of a rejected one. */
export async function copyCommand(code: string, options: PersonOptions, printer: Printer): Promise<number> {
  return atDesk(options, printer, async (core) => {
    const { id } = await findRegistration(core, code);
    tell(await core.call('registrations.copy', { id }), printer);
    return 0;
  });
}

/** `dvctt registration renew`: “chứng thư số của tôi đã gia hạn”, up to where it can be saved. */
export async function renewCommand(
  options: PersonOptions & ProviderOptions & { readonly cert?: string },
  printer: Printer,
): Promise<number> {
  return withCore(options, printer, async (core, words) => {
    const { user } = (await signPersonIn(core, words, options)).signedIn;
    if (signingStepOf(user.role) === undefined) throw new DvcttError('ROLE_FORBIDDEN', { role: user.role });
    const among = await atNamedProvider(core, options, words, printer);
    const certificates = among ?? (await core.call('certificates.list', {})).certificates;
    const unregistered = certificates.filter(({ refusals }) => refusals.includes('CERT_NOT_REGISTERED'));
    const [only, ...others] = unregistered.filter(({ owner }) => owner === user.name);
    const found = others.length === 0 ? only?.serial : undefined;
    const { id: certificateId } = await chooseMemberCertificate(core, { cert: options.cert ?? found, among });
    tell(await core.call('registrations.renew', { certificateId }), printer);
    return 0;
  });
}

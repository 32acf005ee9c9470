/** Earlier versions of a dossier that were signed: listed, and saved as files. */
import { DvcttError } from '#shared/contract/errors.ts';
import type { SignedVersion } from '#shared/contract/versions.ts';
import { vietnamMinute } from '#shared/domain/calendar/vietnam-date.ts';
import { contentChanges } from '#shared/domain/drafts/changes.ts';
import { roleNames } from '#shared/domain/people/roles.ts';
import { makeFolder, writeTogether, type OutputFile } from '../output-folder.ts';
import { describeFailure, type Printer } from '../printer.ts';
import { shown } from '../visible.ts';
import { withPerson, type PersonOptions } from '../with-person.ts';
import { codeOf } from './dossiers.ts';

/** `dvctt dossier versions CODE`: exit 0, and 2 when the server, which alone keeps them, could not be asked. */
export async function versionsCommand(
  named: string,
  options: PersonOptions,
  printer: Printer,
): Promise<number> {
  const code = codeOf(named);
  return withPerson(options, printer, async (core) => {
    const { versions, offline } = await core.call('dossiers.versions', { code });
    printer.data({ versions, ...(offline === undefined ? {} : { offline }) });
    if (offline !== undefined) {
      printer.note(describeFailure(offline));
      return 2;
    }
    for (const version of versions) printer.say(describeVersion(shown(version)));
    if (versions.length === 0) printer.say('Hồ sơ này chưa có bản nào đã ký rồi bị trả lại.');
    return 0;
  });
}

/** `dvctt dossier version CODE N --out FOLDER`: every document as it was signed, never over a file that is there. */
export async function versionCommand(
  named: string,
  number: string,
  options: PersonOptions & { readonly out: string },
  printer: Printer,
): Promise<number> {
  const code = codeOf(named);
  if (!/^[1-9]\d{0,5}$/.test(number))
    throw new DvcttError('USAGE', { reason: `bản phải là một số, như dossier versions ghi: ${number}` });
  const version = Number(number);
  return withPerson(options, printer, async (core) => {
    const { content, documents } = await core.call('dossiers.version', { code, version });
    const standing = await core.call('dossiers.get', { code });
    await makeFolder(options.out);
    const files: OutputFile[] = [];
    for (const { id: documentId } of documents) {
      const { name, base64 } = await core.call('documents.read', { code, documentId, version });
      files.push({ folder: options.out, name: fileName(name), bytes: Buffer.from(base64, 'base64') });
    }
    const paths = await writeTogether(files);
    const changes = contentChanges(content, standing.content);
    printer.data({
      code,
      version,
      documents: documents.map(({ id, sha256, signedBy }, at) => ({ id, sha256, signedBy, path: paths[at] })),
      changes,
    });
    for (const path of paths) printer.say(`Đã ghi ${path}`);
    printer.say(`Từ bản này đến bản hiện tại có ${String(changes.length)} chỗ khác.`);
    printer.note('Bản cũ: chữ ký không còn hiệu lực cho bản hiện tại.');
    return 0;
  });
}

/** A name from the server is a name, never a way to another folder. */
function fileName(name: string): string {
  return name.replace(/[/\\\p{Cc}]/gu, '_');
}

const reasons: Readonly<Record<SignedVersion['voided']['why'], string>> = {
  returned: 'trả lại',
  supplement: 'Kho bạc yêu cầu bổ sung',
  edited: 'đã sửa',
};

const minuteOf = (at: string) => vietnamMinute(new Date(at));

/** What comes in is `shown` already. */
function describeVersion({ version, documentCount, voided, replaced, ...rest }: SignedVersion): string {
  const signatures = rest.signedBy.map(
    ({ step, name, at, documentCount: signed }) =>
      `  Đã ký: ${roleNames[step]} ${name}, ${minuteOf(at)} (${String(signed)}/${String(documentCount)} tài liệu)`,
  );
  const why = [reasons[voided.why], voided.by, minuteOf(voided.at), voided.note];
  return [
    `Bản ${String(version)} — gửi Kế toán trưởng ${minuteOf(rest.forwardedAt)}, ${rest.forwardedBy}`,
    ...signatures,
    `  Hết hiệu lực: ${why.filter((part) => part !== '').join(' · ')}`,
    replaced === undefined
      ? '  Bản thay thế: chưa gửi'
      : `  Bản thay thế: gửi ${minuteOf(replaced.at)}, ${replaced.by}`,
  ].join('\n');
}

import { randomUUID } from 'node:crypto';
import { link, lstat, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { DvcttError } from '#shared/contract/errors.ts';
import type { BundlePreview } from '#shared/contract/doctor.ts';
import { makeBundle, zipOf } from '../../../diagnostics/bundle/bundle.ts';
import type { Evidence } from '../../../diagnostics/bundle/evidence.ts';
import { makeFolder } from '../output-folder.ts';
import type { Printer } from '../printer.ts';
import { visible } from '../visible.ts';

export interface BundleOptions {
  /** Path of the zip; no bundle is made when left out. */
  readonly bundle?: string;
  /** What goes wrong, in the person's own words. */
  readonly summary?: string;
  /** Asks nothing, also before it overwrites. */
  readonly yes?: boolean;
}

/** What a script is told of a bundle that was written. */
export interface WrittenBundle {
  readonly file: string;
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  readonly mail: BundlePreview['mail'];
}

/**
 * Looks at the place of the zip before minutes are spent on it. Answers whether a file is there already.
 * @throws USAGE when there is something that is no file, or a file that nobody can be asked about
 */
export async function lookAtBundlePlace(
  path: string,
  options: BundleOptions,
  canAsk: boolean,
): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined) return false;
  // Whatever a link, a folder or a device leads to is not ours to replace.
  if (!found.isFile()) throw new DvcttError('USAGE', { reason: `${path} không phải là tệp thường` });
  if (options.yes !== true && !canAsk)
    throw new DvcttError('USAGE', { reason: `${path} đã có; thêm --yes để ghi đè, hoặc chọn tên khác` });
  return true;
}

/**
 * Shows which files the bundle has, asks where somebody can be asked, and writes it. Undefined when the person does not
 * want it. @throws USAGE, STORE_FAILED naming the folder
 */
export async function writeBundle(
  evidence: Evidence,
  options: BundleOptions & { readonly bundle: string },
  printer: Printer,
): Promise<WrittenBundle | undefined> {
  const file = resolve(options.bundle);
  const canAsk = process.stdin.isTTY;
  const exists = await lookAtBundlePlace(file, options, canAsk);
  const bundle = makeBundle(evidence, { summary: options.summary ?? '' });
  const { files, mail } = withName(bundle.preview, basename(file));
  printer.note(`Tệp chẩn đoán gồm ${files.length} tệp, đã bỏ mã PIN, họ tên và số định danh:`);
  for (const { name, bytes } of files)
    printer.note(`  ${name.padEnd(20)} ${bytes.toLocaleString('vi')} byte`);
  if (canAsk && options.yes !== true && !(await agrees(file, exists))) {
    printer.note('Không ghi gì cả.');
    return undefined;
  }
  await writeZip(file, zipOf(bundle), exists);
  printer.say(`✓ ${visible(file)}`);
  printer.say(`  Xem lại bằng “unzip -p” hoặc trình nén, rồi gửi tới ${mail.to} với tiêu đề:`);
  printer.say(`  ${visible(mail.subject)}`);
  return { file, files: files.map(({ name, bytes }) => ({ name, bytes })), mail };
}

/** The letter names the file as the person named it. */
function withName(preview: BundlePreview, name: string): BundlePreview {
  const { mail } = preview;
  return { ...preview, mail: { ...mail, body: mail.body.replaceAll(preview.name, name) } };
}

async function agrees(file: string, exists: boolean): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const question = exists ? `${visible(file)} đã có. Ghi đè? [c/K] ` : `Ghi vào ${visible(file)}? [c/K] `;
    return /^(?:c|có|co|y|yes)$/i.test((await terminal.question(question)).normalize('NFC').trim());
  } finally {
    terminal.close();
  }
}

/** Whole or not at all; a file that has appeared meanwhile is not overwritten. */
async function writeZip(file: string, bytes: Uint8Array, overwrite: boolean): Promise<void> {
  const folder = dirname(file);
  await makeFolder(folder);
  const temporary = join(folder, `.${randomUUID()}.tmp`);
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await (overwrite ? rename(temporary, file) : link(temporary, file));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DvcttError('STORE_FAILED', { folder, reason }, { cause });
  } finally {
    await rm(temporary, { force: true });
  }
}

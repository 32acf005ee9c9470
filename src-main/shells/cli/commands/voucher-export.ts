import { DvcttError } from '#shared/contract/errors.ts';
import type { CallInput, CallOutput, Core } from '#shared/contract/ipc.ts';
import { dossierCodeSchema } from '#shared/domain/dossiers/dossier.ts';
import { formIdSchema } from '#shared/domain/vouchers/voucher.ts';
import type { Printer } from '../printer.ts';
import { withPerson, type PersonOptions } from '../with-person.ts';
import { writeOne } from '../write-one.ts';

export interface VoucherExportOptions extends PersonOptions {
  readonly format: CallInput<'export.vouchers'>['format'];
  readonly out: string;
}

/** `dvctt voucher export`: the vouchers of dossiers as one file, never over one that is there. Exit 0. */
export async function voucherExportCommand(
  given: readonly string[],
  options: VoucherExportOptions,
  printer: Printer,
): Promise<number> {
  const codes = given.map((text) => {
    const code = dossierCodeSchema.safeParse(text);
    if (code.success) return code.data;
    throw new DvcttError('USAGE', { reason: `${text.slice(0, 40)} không phải mã hồ sơ (19 chữ số)` });
  });
  return toFile(options, printer, (core) => core.call('export.vouchers', { codes, format: options.format }));
}

export interface VoucherTemplateOptions extends PersonOptions {
  readonly form: string;
  readonly format: 'xlsx' | 'csv';
  readonly out: string;
}

/** `dvctt voucher template`: an empty table of a form to fill in and import. Exit 0. */
export async function voucherTemplateCommand(
  options: VoucherTemplateOptions,
  printer: Printer,
): Promise<number> {
  const form = formIdSchema.safeParse(options.form.padStart(2, '0'));
  if (!form.success) {
    throw new DvcttError('USAGE', { reason: `--form là một trong ${formIdSchema.options.join(', ')}` });
  }
  const { format } = options;
  return toFile(options, printer, (core) => core.call('import.template', { formId: form.data, format }));
}

function toFile(
  options: PersonOptions & { readonly out: string },
  printer: Printer,
  make: (core: Core) => Promise<CallOutput<'export.vouchers'>>,
): Promise<number> {
  return withPerson(options, printer, async (core) => {
    const { base64, mediaType, sha256 } = await make(core);
    const path = await writeOne(options.out, base64);
    printer.data({ path, mediaType, sha256 });
    printer.say(`Đã ghi ${path}`);
    return 0;
  });
}

import { Option, type Command } from 'commander';
import { exportFormatSchema } from '#shared/contract/transfer.ts';
import { formIdSchema } from '#shared/domain/vouchers/voucher.ts';
import type { Printer } from '../printer.ts';
import {
  voucherExportCommand,
  voucherTemplateCommand,
  type VoucherExportOptions,
  type VoucherTemplateOptions,
} from './voucher-export.ts';
import { voucherImportCommand, type VoucherImportOptions } from './voucher-import.ts';

/** What the commands take from the program that they are a part of. */
interface Surroundings {
  readonly data: () => Option;
  readonly json: () => Option;
  readonly run: (work: Promise<number>) => Promise<void>;
  readonly printer: Printer;
}

/** Adds `import`, `export` and `template` to `dvctt voucher`. */
export function voucherCommands(voucher: Command, { data, json, run, printer }: Surroundings): void {
  const person = (name: string, description: string) =>
    voucher
      .command(name)
      .description(description)
      .exitOverride()
      .option('--user <NAME>', 'tên đăng nhập')
      .option('--password-stdin', 'đọc mật khẩu từ dòng đầu của stdin')
      .option('--passphrase-stdin', 'đọc mật khẩu kho từ dòng kế tiếp của stdin')
      .addOption(data())
      .addOption(json());
  person(
    'import',
    'nhập chứng từ từ zip của phần mềm kế toán, Excel (.xlsx) hoặc CSV thành bản nháp: thoát 0 nhập hết, 1 có chứng từ cần sửa hoặc bị từ chối',
  )
    .argument('<FILE...>')
    .option('--title <TEXT>', 'tiêu đề hồ sơ')
    .option('--per-dossier <N>', 'số chứng từ tối đa của một hồ sơ', '100')
    .option('--take-faulty', 'nhập cả chứng từ cần sửa, để sửa trong bản nháp')
    .option('--report <FILE>', 'ghi kết quả từng chứng từ ra tệp .xlsx hoặc .csv')
    .action((files: string[], options: VoucherImportOptions) =>
      run(voucherImportCommand(files, options, printer)),
    );
  person('export', 'xuất chứng từ của các hồ sơ ra một tệp')
    .argument('<CODE...>', 'mã hồ sơ')
    .addOption(
      new Option('--format <F>', 'dạng tệp').choices(exportFormatSchema.options).makeOptionMandatory(),
    )
    .requiredOption('--out <FILE>', 'tệp để ghi; không ghi đè')
    .action((codes: string[], options: VoucherExportOptions) =>
      run(voucherExportCommand(codes, options, printer)),
    );
  person('template', 'tệp mẫu để điền rồi nhập')
    .requiredOption('--form <M>', `mẫu chứng từ: ${formIdSchema.options.join(', ')}`)
    .addOption(new Option('--format <F>', 'dạng tệp').choices(['xlsx', 'csv']).default('xlsx'))
    .requiredOption('--out <FILE>', 'tệp để ghi; không ghi đè')
    .action((options: VoucherTemplateOptions) => run(voucherTemplateCommand(options, printer)));
}

import { Option, type Command } from 'commander';
import { dossierStatusSchema } from '#shared/domain/dossiers/dossier.ts';
import { formIdSchema } from '#shared/domain/vouchers/voucher.ts';
import type { Printer } from '../printer.ts';
import type { PersonOptions } from '../with-person.ts';
import { versionCommand, versionsCommand } from './dossier-versions.ts';
import {
  dossiersCommand,
  forwardCommand,
  newDossierCommand,
  returnCommand,
  showDossierCommand,
  submitCommand,
  type DossiersOptions,
} from './dossiers.ts';

/** `dvctt dossiers`, and the subcommands of `dvctt dossier`; each takes the options of a person. */
export function dossierCommands(
  program: Command,
  given: {
    readonly data: () => Option;
    readonly json: () => Option;
    readonly run: (work: Promise<number>) => Promise<void>;
    readonly printer: Printer;
  },
): void {
  const { run, printer } = given;
  const ofPerson = (command: Command, description: string) =>
    command
      .description(description)
      .exitOverride()
      .option('--user <NAME>', 'tên đăng nhập')
      .option('--password-stdin', 'đọc mật khẩu từ dòng đầu của stdin')
      .option('--passphrase-stdin', 'đọc mật khẩu kho từ dòng kế tiếp của stdin')
      .addOption(given.data())
      .addOption(given.json());

  ofPerson(
    program.command('dossiers'),
    'hồ sơ thanh toán của đơn vị: thoát 0, hoặc 2 khi không hỏi được máy chủ (danh sách của máy này)',
  )
    .option('--mine', 'chỉ hồ sơ đang chờ tôi')
    .addOption(new Option('--status <S>', 'trạng thái').choices(dossierStatusSchema.options))
    .option('--search <TEXT>', 'từ cần tìm, có dấu hoặc không dấu')
    .action((options: DossiersOptions) => run(dossiersCommand(options, printer)));

  const dossier = program
    .command('dossier')
    .description('xem, lập, chuyển các hồ sơ thanh toán')
    .exitOverride();
  const command = (name: string, description: string) => ofPerson(dossier.command(name), description);
  command('show', 'một hồ sơ: chứng từ, tài liệu, nhật ký: thoát 0, hoặc 2 khi không hỏi được máy chủ')
    .argument('<CODE>', 'mã hồ sơ, 19 chữ số')
    .action((code: string, options: PersonOptions) => run(showDossierCommand(code, options, printer)));
  command(
    'versions',
    'các bản đã ký trước, nay hết hiệu lực: thoát 0, hoặc 2 khi không hỏi được máy chủ (máy này không giữ)',
  )
    .argument('<CODE>', 'mã hồ sơ, 19 chữ số')
    .action((code: string, options: PersonOptions) => run(versionsCommand(code, options, printer)));
  command('version', 'lưu tài liệu của một bản đã ký trước, kèm chữ ký; những gì đã đổi từ đó đến nay')
    .argument('<CODE>', 'mã hồ sơ, 19 chữ số')
    .argument('<N>', 'số của bản, như dossier versions ghi')
    .requiredOption('--out <FOLDER>', 'thư mục ghi vào; không ghi đè tệp nào')
    .action((code: string, version: string, options: Parameters<typeof versionCommand>[2]) =>
      run(versionCommand(code, version, options, printer)),
    );
  command('new', 'lập bản nháp: thoát 0 đủ để gửi Kế toán trưởng, 1 còn mục thiếu hoặc sai')
    .addOption(new Option('--form <F>', 'mẫu chứng từ').choices(formIdSchema.options))
    .option('--from <FILE.json>', 'nội dung hồ sơ, như "content" của dossier show --json')
    .action((options: Parameters<typeof newDossierCommand>[0]) => run(newDossierCommand(options, printer)));
  command(
    'forward',
    'gửi Kế toán trưởng: thoát 0 đã gửi hết, 1 có hồ sơ bị từ chối, 2 không hỏi được máy chủ',
  )
    .argument('<CODE...>', 'mã hồ sơ, 19 chữ số')
    .action((codes: string[], options: PersonOptions) => run(forwardCommand(codes, options, printer)));
  command('return', 'trả lại kế toán kèm lý do; mã thoát như của forward')
    .argument('<CODE...>', 'mã hồ sơ, 19 chữ số')
    .requiredOption('--note <TEXT>', 'lý do')
    .action((codes: string[], options: Parameters<typeof returnCommand>[1]) =>
      run(returnCommand(codes, options, printer)),
    );
  command('submit', 'gửi hồ sơ đã ký đủ tới KBNN; mã thoát như của forward')
    .argument('<CODE...>', 'mã hồ sơ, 19 chữ số')
    .action((codes: string[], options: PersonOptions) => run(submitCommand(codes, options, printer)));
}

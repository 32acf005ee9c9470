import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Printer } from '../printer.ts';
import { backendAuditCommand, type BackendAuditOptions } from './backend-audit.ts';
import {
  addOfficerCommand,
  listOfficersCommand,
  removeOfficerCommand,
  resetOfficerCommand,
  type NewOfficerOptions,
  type OfficerOptions,
} from './backend-officer.ts';
import type { BackendPlaceOptions } from './backend-place.ts';
import { backendCommand, type BackendCommandOptions } from './backend.ts';

interface Parts {
  readonly data: () => Option;
  readonly json: () => Option;
  readonly run: (work: Promise<number>) => Promise<void>;
  readonly printer: Printer;
}

/** `dvctt backend` with what is done to a server's store from the command line. */
export function backendCommands(backend: Command, { data, json, run, printer }: Parts): void {
  const database = () =>
    new Option(
      '--database <URL>',
      'cơ sở dữ liệu PostgreSQL postgres://người-dùng:mật-khẩu@máy:5432/tên (nên đặt bằng DVCTT_DATABASE_URL để mật khẩu không hiện trong danh sách tiến trình); không có: SQLite trong thư mục dữ liệu',
    );
  backend
    .enablePositionalOptions()
    .addOption(new Option('--port <N>', 'cổng').default(8470).argParser(parsePort))
    .addOption(data())
    .addOption(database())
    .option('--demo', 'tạo đơn vị mẫu 1001163 và in tài khoản')
    .option(
      '--smtp <URL>',
      'máy chủ thư smtp://người-dùng:mật-khẩu@máy:587 hoặc smtps://… (nên đặt bằng DVCTT_SMTP_URL để mật khẩu không hiện trong danh sách tiến trình); không có: thư được ghi vào thư mục backend/mail',
    )
    .option('--mail-from <ADDRESS>', 'địa chỉ người gửi thư (hoặc DVCTT_MAIL_FROM)')
    .option(
      '--public-url <URL>',
      'địa chỉ https mà người dùng gọi máy chủ này, dùng cho liên kết trong thư (hoặc DVCTT_PUBLIC_URL)',
    )
    .option(
      '--remote-ca <FILE>',
      'tệp JSON cấu hình các nhà cung cấp chữ ký số từ xa, chỉ mình bạn đọc được (hoặc DVCTT_REMOTE_CA)',
    )
    .action((options: BackendCommandOptions) => run(backendCommand(options, printer)));
  backend
    .command('audit')
    .description('kiểm tra nhật ký của máy chủ: thoát 0 chuỗi nguyên vẹn, 1 có dòng bị sửa hoặc bị thiếu')
    .exitOverride()
    .option('--verify', 'đi hết chuỗi mã băm, không thay đổi gì')
    .option('--expect <SỐ:MÃ>', 'đầu chuỗi đã ghi lại lần trước: cho biết phần cuối có bị cắt hoặc viết lại')
    .addOption(data())
    .addOption(database())
    .addOption(json())
    .action((options: BackendAuditOptions) => run(backendAuditCommand(options, printer)));
  const officer = backend.command('officer').description('tài khoản cán bộ KBNN').exitOverride();
  const officerCommand = (name: string, description: string) =>
    officer
      .command(name)
      .description(description)
      .exitOverride()
      .addOption(data())
      .addOption(database())
      .addOption(json());
  officerCommand('list', 'các tài khoản, cả tài khoản đã thu hồi').action((options: BackendPlaceOptions) =>
    run(listOfficersCommand(options, printer)),
  );
  officerCommand('add', 'tạo tài khoản và in mật khẩu dùng một lần')
    .requiredOption('--username <U>', 'tên đăng nhập')
    .requiredOption('--name <N>', 'họ và tên')
    .requiredOption('--treasury <SHKB>', 'mã Kho bạc, bốn chữ số')
    .action((options: NewOfficerOptions) => run(addOfficerCommand(options, printer)));
  officerCommand('reset', 'in mật khẩu dùng một lần mới; mọi phiên đăng nhập kết thúc')
    .requiredOption('--username <U>', 'tên đăng nhập')
    .action((options: OfficerOptions) => run(resetOfficerCommand(options, printer)));
  officerCommand('remove', 'thu hồi hẳn tài khoản')
    .requiredOption('--username <U>', 'tên đăng nhập')
    .action((options: OfficerOptions) => run(removeOfficerCommand(options, printer)));
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new InvalidArgumentError('cổng là số nguyên từ 0 đến 65535.');
  }
  return port;
}

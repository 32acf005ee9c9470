import { Option, type Command } from 'commander';
import { registrationStatusSchema } from '#shared/domain/registration/registration.ts';
import { signaturePolicySchema } from '#shared/signatures/algorithms.ts';
import type { Printer } from '../printer.ts';
import { copyCommand, listCommand, printCommand, renewCommand, showCommand } from './registration.ts';
import { deleteCommand, editCommand, newCommand, resendCommand, saveCommand } from './registration-drafts.ts';
import { confirmCommand, declineCommand, signRegistrationCommand } from './registration-letters.ts';

/** The subcommands of `dvctt registration`; each takes the options of a person, who need not be named. */
export function registrationCommands(
  parent: Command,
  given: {
    readonly data: () => Option;
    readonly json: () => Option;
    readonly module: () => Option;
    readonly run: (work: Promise<number>) => Promise<void>;
    readonly printer: Printer;
  },
): void {
  const { run, printer } = given;
  const command = (name: string, description: string) =>
    parent
      .command(name)
      .description(description)
      .exitOverride()
      .option('--user <NAME>', 'đăng nhập bằng tài khoản này (bỏ trống: người đang ngồi trước máy)')
      .option('--password-stdin', 'đọc mật khẩu từ stdin: dòng 1')
      .option(
        '--passphrase-stdin',
        'đọc mật khẩu kho từ stdin: dòng 2 khi có --password-stdin, không thì dòng 1',
      )
      .addOption(given.data())
      .addOption(given.json());
  const withToken = (name: string, description: string) =>
    command(name, description)
      .option('--cert <SERIAL>', 'serial của chứng thư số (khi có nhiều chứng thư số)')
      .option('--remote <PROVIDER>', 'chứng thư số ở nhà cung cấp này, không phải trên token')
      .option('--remote-user <NAME>', 'tên đăng nhập ở nhà cung cấp (mặc định: tên dùng lần trước)')
      .option(
        '--remote-password-stdin',
        'đọc mật khẩu ở nhà cung cấp từ dòng kế tiếp của stdin; dòng sau nữa là mã xác thực nếu nhà cung cấp gửi',
      )
      .addOption(given.module());

  command('list', 'hồ sơ đăng ký trên máy này và của đơn vị: thoát 0, hoặc 2 khi không hỏi được máy chủ')
    .option('--search <TEXT>', 'từ cần tìm, có dấu hoặc không dấu')
    .addOption(new Option('--status <S>', 'trạng thái').choices(registrationStatusSchema.options))
    .action((options: Parameters<typeof listCommand>[0]) => run(listCommand(options, printer)));
  command('show', 'một hồ sơ: thành viên, tài liệu, lý do, nhật ký')
    .argument('<CODE>', 'mã hồ sơ; khi chưa có mã, số trên máy này (từ 4 ký tự đầu)')
    .action((code: string, options: Parameters<typeof showCommand>[1]) =>
      run(showCommand(code, options, printer)),
    );
  command('new', 'kê khai một hồ sơ từ tệp JSON: thoát 0 đủ để lưu, 1 còn mục thiếu hoặc sai')
    .option('--from <FILE.json>', 'nội dung kê khai; "kind": "change" là đăng ký thay đổi, bổ sung')
    .option('--sample', 'in một tệp mẫu đầy đủ để sửa, không kê khai gì')
    .action((options: Parameters<typeof newCommand>[0]) => run(newCommand(options, printer)));
  command('edit', 'thay nội dung một hồ sơ còn sửa được: thoát 0 đủ để lưu, 1 còn mục thiếu hoặc sai')
    .argument('<CODE|ID>')
    .requiredOption('--from <FILE.json>', 'như của new; phần nào tệp không nêu thì giữ nguyên')
    .action((named: string, options: Parameters<typeof editCommand>[1]) =>
      run(editCommand(named, options, printer)),
    );
  command('delete', 'bỏ khỏi máy này một bản kê khai chưa gửi, hoặc hồ sơ đã mở bằng liên kết từ thư')
    .argument('<ID>', 'số trên máy này (từ 4 ký tự đầu)')
    .action((named: string, options: Parameters<typeof deleteCommand>[1]) =>
      run(deleteCommand(named, options, printer)),
    );
  command(
    'save',
    'lưu lên hệ thống và gửi thư mời xác nhận: thoát 0 đã lưu, 1 bị từ chối hoặc có thành viên báo sai, 2 chờ mạng',
  )
    .argument('<CODE|ID>')
    .action((named: string, options: Parameters<typeof saveCommand>[1]) =>
      run(saveCommand(named, options, printer)),
    );
  command('resend', 'gửi lại thư mời cho một thành viên')
    .argument('<CODE>')
    .requiredOption('--member <NAME|ID>', 'họ tên (có dấu hoặc không dấu), hoặc số của thành viên')
    .action((named: string, options: Parameters<typeof resendCommand>[1]) =>
      run(resendCommand(named, options, printer)),
    );
  command('print', 'ghi các tờ khai (PDF), và dữ liệu hồ sơ (XML) khi đã có')
    .argument('<CODE>')
    .requiredOption('--out <DIR>', 'thư mục ghi tệp')
    .action((code: string, options: Parameters<typeof printCommand>[1]) =>
      run(printCommand(code, options, printer)),
    );
  withToken(
    'confirm',
    'xác nhận thông tin của tôi, với chứng thư số trên token đang cắm hoặc ở nhà cung cấp (--remote)',
  )
    .argument('<LINK>', 'liên kết trong thư')
    .action((link: string, options: Parameters<typeof confirmCommand>[1]) =>
      run(confirmCommand(link, options, printer)),
    );
  command('decline', 'báo thông tin của tôi bị sai')
    .argument('<LINK>', 'liên kết trong thư')
    .requiredOption('--note <TEXT>', 'sai ở đâu')
    .action((link: string, options: Parameters<typeof declineCommand>[1]) =>
      run(declineCommand(link, options, printer)),
    );
  withToken(
    'sign',
    'ký số mọi tài liệu của hồ sơ bằng một lần nhập mã PIN, hoặc một lần xác nhận trên điện thoại (--remote), và gửi tới KBNN',
  )
    .argument('<LINK|CODE>', 'liên kết trong thư, hoặc mã hồ sơ khi đăng nhập bằng --user')
    .option(
      '--pin-stdin',
      'đọc mã PIN từ stdin: dòng 1; không dùng cùng --password-stdin, --passphrase-stdin',
    )
    .option('--final-try', 'vẫn dùng --pin-stdin khi token chỉ còn một lượt')
    .addOption(
      new Option('--policy <P>', 'chính sách chữ ký')
        .choices(signaturePolicySchema.options)
        .default('compat'),
    )
    .action((named: string, options: Parameters<typeof signRegistrationCommand>[1]) =>
      run(signRegistrationCommand(named, options, printer)),
    );
  command('copy', 'tạo bản sao sửa được, thường của hồ sơ bị KBNN từ chối')
    .argument('<CODE>')
    .action((code: string, options: Parameters<typeof copyCommand>[1]) =>
      run(copyCommand(code, options, printer)),
    );
  withToken('renew', 'chứng thư số của tôi đã gia hạn: hồ sơ thay đổi điền sẵn (cần tài khoản)').action(
    (options: Parameters<typeof renewCommand>[0]) => run(renewCommand(options, printer)),
  );
}

import { Command, CommanderError, Option } from 'commander';
import { toFailure } from '#shared/contract/errors.ts';
import { reportGroupSchema } from '#shared/contract/reports.ts';
import { signaturePolicySchema } from '#shared/signatures/algorithms.ts';
import { version } from '../../core/version.ts';
import { batchSignCommand, type BatchSignOptions } from './commands/batch-sign.ts';
import { backendCommands } from './commands/backend-commands.ts';
import { certsCommand, type CertsOptions } from './commands/certs.ts';
import { demoCommand } from './commands/demo.ts';
import { doctorCommand, type DoctorOptions } from './commands/doctor.ts';
import { explainCommand } from './commands/explain.ts';
import { dossierCommands } from './commands/dossier-commands.ts';
import { draftsCommand } from './commands/drafts.ts';
import { pinChangeCommand, pinUnblockCommand, type PinCommandOptions } from './commands/pin.ts';
import { passwordCommand } from './commands/password.ts';
import { reportCommand, type ReportOptions } from './commands/report.ts';
import { registrationCommands } from './commands/registration-commands.ts';
import { remoteCommands } from './commands/remote-commands.ts';
import { signCommand, type SignOptions } from './commands/sign.ts';
import { storeCommand, type StoreOptions } from './commands/store.ts';
import { syncCommand } from './commands/sync.ts';
import { addModuleCommand, listModulesCommand, removeModuleCommand } from './commands/modules.ts';
import { tokensCommand } from './commands/tokens.ts';
import { tokensTestCommand, type TokensTestOptions } from './commands/tokens-test.ts';
import { tokensWatchCommand } from './commands/tokens-watch.ts';
import { verifyCommand } from './commands/verify.ts';
import { voucherCommands } from './commands/voucher-commands.ts';
import { windowCommand } from './commands/window.ts';
import { describeFailure, failureData, makePrinter, type Printer } from './printer.ts';
import type { ModuleOptions } from './tokens-from.ts';
import type { PersonOptions } from './with-person.ts';

/** Wrong usage, as sysexits.h has it. */
const exitUsage = 64;

/** Runs one command line and returns its exit code; nothing is thrown. */
export async function runCli(argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  const json = argv.includes('--json');
  const printer = makePrinter(json);
  const run = (work: Promise<number>) => work.then((code) => void (exitCode = code));
  const program = buildProgram(printer, run);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (cause) {
    if (cause instanceof CommanderError) {
      if (cause.exitCode === 0) return 0;
      // Commander has told the person already; a script still gets its one document.
      printer.data({
        error: failureData({ code: 'USAGE', details: { reason: cause.message } }),
      });
      return exitUsage;
    }
    const failure = toFailure(cause);
    printer.data({ error: failureData(failure) });
    printer.note(describeFailure(failure));
    return failure.code === 'USAGE' ? exitUsage : 1;
  }
}

function buildProgram(printer: Printer, run: (work: Promise<number>) => Promise<void>): Command {
  const program = new Command('dvctt')
    .description('Ký số và chẩn đoán token cho dịch vụ công trực tuyến Kho bạc Nhà nước (DVCTT)')
    .version(version)
    .exitOverride()
    // `backend` and the commands below it have options of the same names: each takes those after its own.
    .enablePositionalOptions()
    .showHelpAfterError('(thêm --help để xem cách dùng)');
  const json = () => new Option('--json', 'in một tài liệu JSON ra stdout');
  const module = () =>
    new Option('--module <PATH>', 'thư viện PKCS#11 cần dùng (lặp lại được)').argParser(
      (path: string, earlier: string[] | undefined) => [...(earlier ?? []), path],
    );
  const trace = () =>
    new Option(
      '--trace <FILE>',
      'ghi mọi lời gọi PKCS#11 vào tệp (mỗi dòng một JSON), không có mã PIN hay dữ liệu',
    );
  const data = () => new Option('--data <DIR>', 'thư mục dữ liệu (mặc định: DVCTT_DATA)');
  const command = (name: string, description: string) =>
    program.command(name).description(description).exitOverride();

  command('tokens', 'mô-đun, đầu đọc, token và trạng thái mã PIN')
    .option('--watch', 'rồi in một dòng mỗi khi cắm, rút hoặc mã PIN đổi trạng thái, tới khi bấm Ctrl+C')
    .option('--test', 'thử mô-đun và token như pkcs11-tool --test: thoát 1 khi có bước hỏng')
    .option('--token <SERIAL>', 'với --test: chỉ token có số này')
    .option('--login', 'với --test: hỏi mã PIN và thử cả khóa bí mật')
    .option('--pin-stdin', 'như --login, đọc mã PIN từ dòng đầu của stdin')
    .option('--final-try', 'vẫn dùng --pin-stdin khi token chỉ còn một lượt')
    .addOption(module())
    .addOption(data())
    .addOption(trace())
    .addOption(json())
    .action((options: TokensTestOptions & { test?: boolean; watch?: boolean }) => {
      if (options.test === true) return run(tokensTestCommand(options, printer));
      return run(
        options.watch === true ? tokensWatchCommand(options, printer) : tokensCommand(options, printer),
      );
    });
  const modules = command(
    'modules',
    'trình điều khiển (PKCS#11) đang dùng; thêm hoặc bỏ một trình điều khiển',
  );
  const modulesCommand = (name: string, description: string) =>
    modules
      .command(name, name === 'list' ? { isDefault: true } : {})
      .description(description)
      .exitOverride()
      .addOption(module())
      .addOption(data())
      .addOption(json());
  modulesCommand('list', 'các trình điều khiển đang dùng và nguồn của chúng').action(
    (options: ModuleOptions) => run(listModulesCommand(options, printer)),
  );
  modulesCommand(
    'add',
    'thử một trình điều khiển trong tiến trình riêng rồi dùng nó từ nay: thoát 1 khi bị từ chối',
  )
    .argument('<PATH>')
    .action((path: string, options: ModuleOptions) => run(addModuleCommand(path, options, printer)));
  modulesCommand('remove', 'bỏ một trình điều khiển đã thêm')
    .argument('<PATH>')
    .action((path: string, options: ModuleOptions) => run(removeModuleCommand(path, options, printer)));
  command('certs', 'chứng thư số trên các token đang cắm')
    .option('--token <SERIAL>', 'chỉ token có số này')
    .option('--all', 'cả chứng thư của CA và chứng thư không có khóa bí mật')
    .addOption(module())
    .addOption(data())
    .addOption(trace())
    .addOption(json())
    .action((options: CertsOptions) => run(certsCommand(options, printer)));
  const pin = command('pin', 'đổi mã PIN của token, hoặc mở khóa bằng mã PUK');
  const pinCommand = (name: string, description: string) =>
    pin
      .command(name)
      .description(description)
      .exitOverride()
      .option('--token <SERIAL>', 'số của token (khi có nhiều token đang cắm)')
      .option('--final-try', 'dùng cả lượt cuối mà không hỏi lại')
      .addOption(module())
      .addOption(data())
      .addOption(trace())
      .addOption(json());
  pinCommand('change', 'đổi mã PIN')
    .option('--pin-stdin', 'đọc từ stdin: dòng 1 mã PIN đang dùng, dòng 2 mã PIN mới')
    .action((options: PinCommandOptions) => run(pinChangeCommand(options, printer)));
  pinCommand('unblock', 'mở khóa mã PIN bằng mã PUK và đặt mã PIN mới')
    .option('--puk-stdin', 'đọc từ stdin: dòng 1 mã PUK, dòng 2 mã PIN mới')
    .action((options: PinCommandOptions) => run(pinUnblockCommand(options, printer)));
  command('sign', 'ký các tệp bằng token, hoặc từ xa (--remote) với xác nhận trên điện thoại')
    .argument('<FILE...>', 'PDF, XML hoặc tệp bất kỳ')
    .option('--out <DIR>', 'thư mục ghi tệp đã ký (mặc định: cạnh tệp gốc)')
    .addOption(
      new Option('--format <F>', 'định dạng chữ ký')
        .choices(['auto', 'pades', 'xades', 'cades'])
        .default('auto'),
    )
    .addOption(new Option('--level <L>', 'mức chữ ký').choices(['B', 'T', 'LT', 'LTA']).default('B'))
    .option('--cert <SERIAL>', 'serial của chứng thư số')
    .option('--token <SERIAL>', 'số của token')
    .addOption(
      new Option('--policy <P>', 'chính sách chữ ký')
        .choices(signaturePolicySchema.options)
        .default('compat'),
    )
    .option('--pin-stdin', 'đọc mã PIN từ dòng đầu của stdin')
    .option('--final-try', 'vẫn dùng --pin-stdin khi token chỉ còn một lượt')
    .option('--remote <PROVIDER>', 'ký từ xa qua nhà cung cấp này (xem dvctt remote providers)')
    .option('--user <NAME>', 'với --remote: tên đăng nhập ở nhà cung cấp (mặc định: tên dùng lần trước)')
    .option(
      '--password-stdin',
      'với --remote: đọc mật khẩu từ dòng đầu của stdin; dòng 2 là mã xác thực nếu nhà cung cấp gửi (ghi vào sau cũng được)',
    )
    .option('--backend <URL>', 'với --remote: máy chủ DVCTT (mặc định: DVCTT_BACKEND)')
    .addOption(module())
    .addOption(data())
    .addOption(trace())
    .addOption(json())
    .action((files: string[], options: SignOptions) => run(signCommand(files, options, printer)));
  remoteCommands(command('remote', 'chữ ký số từ xa: nhà cung cấp và chứng thư số'), {
    data,
    json,
    run,
    printer,
  });
  command('verify', 'kiểm tra chữ ký: thoát 0 hợp lệ, 1 không hợp lệ, 2 chưa kết luận')
    .argument('<FILE...>')
    .option('--content <FILE>', 'tệp gốc của chữ ký tách rời')
    .option('--trust <DIR>', 'thư mục chứng thư gốc tin cậy (PEM)')
    .addOption(data())
    .addOption(json())
    .action((files: string[], options: { content?: string; trust?: string; data?: string }) =>
      run(verifyCommand(files, options, printer)),
    );
  command('doctor', 'chẩn đoán token, chứng thư số, máy chủ, kho hồ sơ: thoát 0 không có lỗi, 1 có lỗi')
    .option('--passphrase-stdin', 'đọc mật khẩu kho từ dòng đầu của stdin')
    .option(
      '--bundle <FILE.zip>',
      'gom kết quả và nhật ký (đã bỏ mã PIN, họ tên, số định danh) vào một tệp zip',
    )
    .option('--summary <TEXT>', 'việc gặp phải, vài chữ, cho --bundle')
    .option('--yes', 'không hỏi lại khi --bundle, kể cả khi ghi đè')
    .addOption(module())
    .addOption(data())
    .addOption(json())
    .action((options: DoctorOptions) => run(doctorCommand(options, printer)));
  command('explain', 'trang trợ giúp của một mã lỗi (PIN_LOCKED) hoặc chủ đề (unikey); bỏ trống: danh sách')
    .argument('[CODE]')
    .addOption(json())
    .action((code: string | undefined) => run(explainCommand(code, printer)));
  const person = (name: string, description: string) =>
    command(name, description)
      .option('--user <NAME>', 'tên đăng nhập')
      .option('--password-stdin', 'đọc mật khẩu từ dòng đầu của stdin')
      .option('--passphrase-stdin', 'đọc mật khẩu kho từ dòng kế tiếp của stdin')
      .addOption(data())
      .addOption(json());
  person(
    'sync',
    'gửi và nhận thay đổi: thoát 0 đã gửi hết, 1 có việc chờ người quyết định hoặc kho hỏng vừa được thay, 2 không tới được máy chủ',
  ).action((options: PersonOptions) => run(syncCommand(options, printer)));
  person('drafts', 'bản nháp trên máy này, xem được khi mất mạng: thoát 0, hoặc 1 khi kho hỏng vừa được thay')
    .option('--search <TEXT>', 'từ cần tìm, có dấu hoặc không dấu')
    .action((options: PersonOptions & { search?: string }) => run(draftsCommand(options, printer)));
  person(
    'report',
    'cộng các chứng từ trên máy này theo tài khoản, NDKT, tháng hoặc trạng thái; xem được khi mất mạng',
  )
    .addOption(new Option('--by <G>', 'cộng theo').choices(reportGroupSchema.options).makeOptionMandatory())
    .option('--from <MONTH>', 'từ tháng, như 2026-01 (mặc định: đầu năm của --to)')
    .option('--to <MONTH>', 'đến hết tháng (mặc định: tháng này)')
    .addOption(
      new Option('--status <S>', 'chỉ trạng thái này (lặp lại được)').argParser(
        (status: string, earlier: string[] | undefined) => [...(earlier ?? []), status],
      ),
    )
    .option('--account <N>', 'chỉ tài khoản này, như 9523.3.1001163')
    .addOption(new Option('--format <F>', 'ghi ra tệp dạng').choices(['csv', 'xlsx', 'pdf']))
    .option('--out <FILE>', 'tệp để ghi; không ghi đè')
    .action((options: ReportOptions) => run(reportCommand(options, printer)));
  dossierCommands(program, { data, json, run, printer });
  registrationCommands(command('registration', 'hồ sơ đăng ký sử dụng và đăng ký thay đổi, bổ sung'), {
    data,
    json,
    module,
    run,
    printer,
  });
  voucherCommands(command('voucher', 'nhập và xuất chứng từ'), { data, json, run, printer });
  const batch = command('batch', 'ký nhiều hồ sơ với một lần nhập mã PIN');
  batch
    .command('sign')
    .description('liệt kê, hỏi rồi ký: thoát 0 đã ký và gửi hết, 1 có chứng từ chưa được')
    .exitOverride()
    .argument('[CODE...]', 'mã hồ sơ')
    .option('--mine', 'mọi hồ sơ đang chờ bạn ký')
    .option('--user, --username <NAME>', 'tên đăng nhập')
    .option('--yes', 'không hỏi lại sau khi liệt kê')
    .option('--cert <SERIAL>', 'serial của chứng thư số')
    .option('--password-stdin', 'đọc mật khẩu từ dòng đầu của stdin')
    .option('--passphrase-stdin', 'đọc mật khẩu kho từ dòng kế tiếp của stdin')
    .option('--pin-stdin', 'đọc mã PIN từ dòng kế tiếp của stdin')
    .option('--remote <PROVIDER>', 'ký từ xa qua nhà cung cấp này, xác nhận trên điện thoại')
    .option('--remote-user <NAME>', 'tên đăng nhập ở nhà cung cấp (mặc định: tên dùng lần trước)')
    .option(
      '--remote-password-stdin',
      'đọc mật khẩu ở nhà cung cấp từ dòng kế tiếp của stdin; dòng sau nữa là mã xác thực nếu nhà cung cấp gửi',
    )
    .option('--final-try', 'vẫn dùng --pin-stdin khi token chỉ còn một lượt')
    .addOption(
      new Option('--policy <P>', 'chính sách chữ ký')
        .choices(signaturePolicySchema.options)
        .default('compat'),
    )
    .addOption(module())
    .addOption(data())
    .addOption(json())
    .action((codes: string[], options: BatchSignOptions & { readonly username?: string }) => {
      const { username, ...rest } = options;
      return run(
        batchSignCommand(codes, { ...rest, ...(username === undefined ? {} : { user: username }) }, printer),
      );
    });
  person(
    'password',
    'đổi mật khẩu; lần đầu đăng nhập là bắt buộc (với --password-stdin, mật khẩu mới là dòng cuối của stdin)',
  ).action((options: PersonOptions) => run(passwordCommand(options, printer)));
  command(
    'store',
    'xem các kho hồ sơ trên máy, không thay đổi gì: thoát 0 đọc được hết, 1 có kho không đọc được (hỏng, thiếu tệp, đang khóa, đang mở ở nơi khác), 2 đọc được nhưng còn thay đổi chờ gửi hoặc chờ quyết định',
  )
    .option('--passphrase-stdin', 'đọc mật khẩu kho từ dòng đầu của stdin')
    .option(
      '--set-aside',
      'mất khóa hoặc quên mật khẩu kho: chuyển các kho cũ sang thư mục set-aside-… (không xóa)',
    )
    .option('--yes', 'không hỏi lại khi --set-aside')
    .addOption(data())
    .addOption(json())
    .action((options: StoreOptions) => run(storeCommand(options, printer)));
  backendCommands(command('backend', 'chạy máy chủ DVCTT'), { data, json, run, printer });
  command('window', 'mở cửa sổ chương trình')
    .addOption(
      new Option('--shell <S>', 'vỏ').choices(['auto', 'electron', 'browser', 'url']).default('auto'),
    )
    .addOption(module())
    .addOption(data())
    .action((options: { shell: 'auto' | 'electron' | 'browser' | 'url'; module?: string[]; data?: string }) =>
      run(windowCommand(options, printer)),
    );
  command('demo', 'chạy trọn một hồ sơ thanh toán từ nháp đến khi KBNN tiếp nhận')
    .option('--headless', 'không mở cửa sổ sau khi chạy xong')
    .option('--data <DIR>', 'thư mục dữ liệu (mặc định: thư mục mới trong demo-data)')
    .action((options: { headless?: boolean; data?: string }) => run(demoCommand(options, printer)));
  return program;
}

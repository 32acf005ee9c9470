import type { Command, Option } from 'commander';
import type { Printer } from '../printer.ts';
import { signInAtProvider, withRemoteDesk, type RemotePlaceOptions } from '../remote-sign-in.ts';
import { SignInWords } from '../sign-in-words.ts';
import { shown } from '../visible.ts';
import { describeCertificate } from './certs.ts';
import type { RemoteSignInOptions } from './sign-remotely.ts';

/** `dvctt remote providers|certs`. */
export function remoteCommands(
  remote: Command,
  {
    data,
    json,
    run,
    printer,
  }: {
    readonly data: () => Option;
    readonly json: () => Option;
    readonly run: (work: Promise<number>) => Promise<void>;
    readonly printer: Printer;
  },
): void {
  const place = (command: Command) =>
    command
      .exitOverride()
      .option('--backend <URL>', 'máy chủ DVCTT (mặc định: DVCTT_BACKEND)')
      .addOption(data())
      .addOption(json());
  place(remote.command('providers').description('nhà cung cấp chữ ký số từ xa mà máy chủ kết nối')).action(
    (options: RemotePlaceOptions) => run(providersCommand(options, printer)),
  );
  place(remote.command('certs').description('chứng thư số của một tài khoản ở nhà cung cấp'))
    .argument('<PROVIDER>', 'như VNPT, VIETTEL, MISA, NACENCOMM')
    .option('--user <NAME>', 'tên đăng nhập ở nhà cung cấp (mặc định: tên dùng lần trước)')
    .option('--password-stdin', 'đọc mật khẩu từ dòng đầu của stdin')
    .action((provider: string, options: Omit<RemoteSignInOptions, 'remote'>) =>
      run(certificatesCommand({ ...options, remote: provider }, printer)),
    );
}

const environments = { production: 'thật', test: 'thử nghiệm', simulator: 'mô phỏng' } as const;

async function providersCommand(options: RemotePlaceOptions, printer: Printer): Promise<number> {
  const { providers } = await withRemoteDesk(options, (desk) => desk.providers());
  printer.data({ providers });
  for (const { id, name, app, asks, environment, mostDocuments, waitSeconds, schemes } of shown(providers)) {
    const words = asks === 'username' ? 'tên đăng nhập' : 'tên đăng nhập và mật khẩu';
    printer.say(
      `${id}: ${name} (${environments[environment]})\n` +
        `  Xác nhận trên ứng dụng ${app} trong ${Math.round(waitSeconds / 60)} phút; cần ${words}.\n` +
        `  Tối đa ${mostDocuments} tài liệu một lần xác nhận; thuật toán ${schemes.join(', ')}.`,
    );
  }
  if (providers.length === 0) printer.say('Máy chủ này chưa kết nối với nhà cung cấp nào.');
  return 0;
}

async function certificatesCommand(options: RemoteSignInOptions, printer: Printer): Promise<number> {
  const words = new SignInWords({ remotePasswordStdin: options.passwordStdin === true }, '--password-stdin');
  const account = { remote: options.remote, remoteUser: options.user };
  const certificates = await withRemoteDesk(options, (desk) =>
    signInAtProvider(desk, account, words, printer),
  );
  printer.data({ certificates });
  for (const certificate of certificates) printer.say(describeCertificate(shown(certificate)));
  return 0;
}

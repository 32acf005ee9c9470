import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startBackend, type Backend } from '#backend/server.ts';
import { DvcttError } from '#shared/contract/errors.ts';
import type { Core, DossierView } from '#shared/contract/ipc.ts';
import { dossierStatusNames } from '#shared/domain/dossiers/dossier.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import { amountInWords } from '#shared/domain/money/words.ts';
import type { Role } from '#shared/domain/people/roles.ts';
import { BackendClient } from '../../../backend-client/backend-client.ts';
import { mutationId } from '../../../backend-client/mutation-id.ts';
import { createCore } from '../../../core/core.ts';
import type { CoreOptions } from '../../../core/options.ts';
import { giveKey } from '../../../store-key/given-key.ts';
import { provideDebianPackages, softTokenPackages } from '../debian-packages.ts';
import { makeInvoice } from './attachment.ts';
import { exportSigned } from './export.ts';
import type { Narrator } from './narrator.ts';
import { accountOf, equipSigner, type DemoSigner } from './people.ts';
import { signWithPin } from './sign-with-pin.ts';
import { fillVoucher } from './voucher.ts';

export const demoSteps = 10;

/** What stays after the job: the backend still runs, the window can be opened on the same data. */
export interface DemoWorld {
  readonly backend: Backend;
  readonly folder: string;
  readonly options: CoreOptions;
  readonly signers: readonly DemoSigner[];
  readonly commands: readonly string[];
}

/** The main job, from a draft to the Treasury's acceptance, on the same core that the window uses. */
export async function runDemo(folder: string, narrator: Narrator): Promise<DemoWorld> {
  await narrator.step(
    'Chuẩn bị token mềm SoftHSM2',
    () => Promise.resolve(provideSoftHsm()),
    (how) => how,
  );
  const backend = await narrator.step(
    'Khởi động máy chủ DVCTT (SQLite, CA thử nghiệm, đơn vị 1001163)',
    () => startBackend({ dataFolder: join(folder, 'backend'), port: 0, demo: true }),
    ({ url, demo }) => `${url} — ${demo?.unitName ?? ''}, tài liệu API: ${url}/docs`,
  );
  try {
    return await runJob(folder, narrator, backend);
  } catch (cause) {
    await backend.close();
    throw cause;
  }
}

async function runJob(folder: string, narrator: Narrator, backend: Backend): Promise<DemoWorld> {
  const ktt = await equip('KTT', 'Kế toán trưởng');
  const ctk = await equip('CTK', 'Chủ tài khoản');
  process.env['SOFTHSM2_CONF'] = ctk.token.conf;
  const dataFolder = join(folder, 'desktop');
  const options: CoreOptions = {
    dataFolder,
    // The demo asks for no passphrase; what it keeps is invented.
    storeKey: await giveKey(dataFolder),
    backendUrl: backend.url,
    modules: [ctk.token.module],
    shell: 'cli',
    policy: 'compat',
    // The officer works in the Treasury's own console, not in this window.
    demoAccounts: (backend.demo?.accounts ?? [])
      .filter(({ role }) => role !== 'KBNN')
      .map(({ username, password, role, name }) => ({ username, password, role, name })),
  };
  await trust(options.dataFolder, backend);

  const drafted = await asPerson('KTV', async (core) => {
    const draft = await narrator.step(
      'KTV lập hồ sơ: một chứng từ C2-02a/NS hai dòng và một tệp PDF đính kèm',
      () => draftDossier(core),
      ({ code, total }) => `hồ sơ ${code}, ${formatDong(total)} đồng — ${amountInWords(total)}`,
    );
    return narrator.step(
      'KTV gửi Kế toán trưởng',
      () => core.call('dossiers.forward', { code: draft.code }),
      ({ status, documents }) => `${dossierStatusNames[status]}; ${documents.length} tài liệu đã đóng băng`,
    );
  });
  await sign('KTT', ktt, 'Kế toán trưởng ký chữ ký thứ hai trên mọi tài liệu, một lần nhập mã PIN');
  await sign('CTK', ctk, 'Chủ tài khoản ký chữ ký thứ nhất');
  await asPerson('CTK', (core) =>
    narrator.step(
      'Chủ tài khoản gửi KBNN; máy chủ kiểm tra lại mọi chữ ký',
      () => core.call('dossiers.submit', { code: drafted.code }),
      ({ status }) => dossierStatusNames[status],
    ),
  );
  const commands = await narrator.step(
    'Cán bộ KBNN xem báo cáo chữ ký và tiếp nhận',
    () => accept(),
    ({ evidence }) => evidence,
  );
  // Something to try in the window: a second dossier that waits for the chief accountant, and a third for whoever gives
  // the first signature, with the token or, as the authorised account holder, on the phone.
  const forwarded = () =>
    asPerson('KTV', async (core) => core.call('dossiers.forward', { code: (await draftDossier(core)).code }));
  await forwarded();
  const third = await forwarded();
  await asPerson('KTT', async (core) =>
    signWithPin(core, await core.call('dossiers.get', { code: third.code }), ktt.pin),
  );
  return { backend, folder, options, signers: [ktt, ctk], commands: commands.commands };

  function equip(role: 'KTT' | 'CTK', title: string): Promise<DemoSigner> {
    return narrator.step(
      `Sinh khóa trên token và cấp chứng thư số cho ${title}`,
      () => equipSigner(backend, role, join(folder, 'softhsm')),
      ({ account, certificateSerial, token }) =>
        `${account.name}, serial ${certificateSerial}, token ${token.serial}`,
    );
  }

  async function asPerson<T>(role: Role, work: (core: Core) => Promise<T>): Promise<T> {
    const core = await createCore(options);
    try {
      const { username, password } = accountOf(backend, role);
      await core.call('session.signIn', { username, password });
      return await work(core);
    } finally {
      await core.close();
    }
  }

  async function sign(role: Role, signer: DemoSigner, title: string): Promise<void> {
    await asPerson(role, (core) =>
      narrator.step(
        title,
        async () => signWithPin(core, await core.call('dossiers.get', { code: drafted.code }), signer.pin),
        ({ results }) =>
          results
            .map(({ name, indication, sha256 }) => `${name} ${indication} ${sha256.slice(0, 12)}…`)
            .join('; '),
      ),
    );
  }

  async function accept(): Promise<{ evidence: string; commands: readonly string[] }> {
    const officer = new BackendClient(backend.url);
    const { username, password } = accountOf(backend, 'KBNN');
    await officer.signIn(username, password);
    const { documents } = await officer.report(drafted.code);
    const unsound = documents.find(({ report }) => report.indication !== 'valid');
    if (unsound !== undefined) {
      throw new DvcttError(unsound.report.reason ?? 'SIGNATURE_INVALID', { name: unsound.name });
    }
    const { version } = await officer.dossier(drafted.code);
    const accepted = await officer.accept(drafted.code, mutationId('accept', drafted.code, version), version);
    await officer.signOut();
    const signatures = documents.reduce((sum, { report }) => sum + report.signatures.length, 0);
    const exported = await asPerson('KTV', async (core) =>
      exportSigned(core, await core.call('dossiers.get', { code: drafted.code }), join(folder, 'da-ky'), {
        root: backend.ca.rootPem,
        issuing: backend.ca.issuingPem,
      }),
    );
    return {
      evidence: `${dossierStatusNames[accepted.status]}; ${signatures} chữ ký hợp lệ trên ${documents.length} tài liệu`,
      commands: exported.commands,
    };
  }
}

async function draftDossier(core: Core): Promise<DossierView> {
  const created = await core.call('drafts.create', {});
  const [voucher] = created.content.vouchers;
  if (voucher === undefined) throw new DvcttError('DOSSIER_INCOMPLETE');
  const invoice = await makeInvoice(voucher.date);
  await core.call('drafts.save', {
    code: created.code,
    baseVersion: created.version,
    content: {
      ...created.content,
      title: 'Thanh toán tiền điện và văn phòng phẩm tháng 11/2026',
      vouchers: [fillVoucher(voucher)],
    },
  });
  const { dossier } = await core.call('drafts.attach', {
    code: created.code,
    name: 'Hóa đơn 0000318.pdf',
    base64: Buffer.from(invoice).toString('base64'),
  });
  return dossier;
}

async function trust(dataFolder: string, backend: Backend): Promise<void> {
  const folder = join(dataFolder, 'trust');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, 'dev-root.pem'), backend.ca.rootPem);
  await writeFile(join(folder, 'dev-ca.pem'), backend.ca.issuingPem);
}

function provideSoftHsm(): string {
  const provision = provideDebianPackages(softTokenPackages);
  switch (provision.kind) {
    case 'present':
      return 'đã có trên máy';
    case 'installed':
      return `đã cài bằng apt: ${provision.names.join(' ')}`;
    case 'missing':
      throw new DvcttError('MODULE_NOT_FOUND', { run: provision.command });
  }
}

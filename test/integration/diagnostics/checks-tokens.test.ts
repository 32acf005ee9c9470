import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Check } from '#shared/contract/doctor.ts';
import { failureText, type FailureCode } from '#shared/contract/errors.ts';
import type { NeededDriver, PinState, PukState, ReaderView, TokenList } from '#shared/contract/tokens.ts';
import type { TokenJob } from '#shared/contract/token-jobs.ts';
import { certificatesCheck } from '#main/diagnostics/checks/certificates.ts';
import { chainCheck } from '#main/diagnostics/checks/chain.ts';
import { modulesCheck } from '#main/diagnostics/checks/modules.ts';
import { pcscCheck } from '#main/diagnostics/checks/pcsc.ts';
import { pinStateCheck } from '#main/diagnostics/checks/pin-state.ts';
import { privateKeyCheck } from '#main/diagnostics/checks/private-key.ts';
import { readersCheck } from '#main/diagnostics/checks/readers.ts';
import { registrationCheck } from '#main/diagnostics/checks/registration.ts';
import { tokensCheck } from '#main/diagnostics/checks/tokens.ts';
import { createTokenService } from '#main/tokens/create-token-service.ts';
import {
  brokenModule,
  faultyModule,
  type BrokenFile,
  type FaultyModule,
} from '#test/support/faulty-module.ts';
import { scratchCa } from '#test/support/scratch-ca.ts';
import { addSoftToken, softTokenHome } from '#test/support/soft-token.ts';
import { makeTestCa, type TestCa } from '#test/support/test-pki.ts';
import { aToken, check, emptyMachine, noTokens, onToken, services } from './support/sight.ts';

const day = 86_400_000;

describe('drivers that cannot be used, on a machine with a token', () => {
  const home = softTokenHome();
  const faulty: FaultyModule[] = [];
  const folders: string[] = [];
  let found: Check;
  let paths: ReadonlyMap<string, string>;
  let honest: Check;

  beforeAll(async () => {
    await addSoftToken(home, scratchCa(), { label: 'KTT', keyType: 'rsa-2048', owner: 'Nguyễn Văn A' });
    const broken = (kind: BrokenFile) => {
      const { folder, path } = brokenModule(kind);
      folders.push(folder);
      return path;
    };
    const misbehaving = (order: string) => {
      const module = faultyModule(home, order);
      faulty.push(module);
      return module.path;
    };
    paths = new Map([
      ['32-bit', broken('elf-32-bit')],
      ['windows', broken('windows-64-bit')],
      ['dependency', broken('missing-dependency')],
      ['no driver', broken('no-pkcs11')],
      ['hung', misbehaving('C_GetSlotList hang')],
      ['crashing', misbehaving('C_GetSlotList crash')],
      ['absent', '/nonexistent/driver.so'],
    ]);
    const look = async (modules: readonly string[]) => {
      const tokens = createTokenService({ modules, env: home.env, deadlines: { survey: 4_000 } });
      try {
        // On a machine with much to do the hosts take their time to come up; the check has none to lose.
        await tokens.list();
        return await check(modulesCheck, { ...services(), tokens });
      } finally {
        await tokens.close();
      }
    };
    found = await look([...paths.values(), home.module]);
    honest = await look([home.module]);
  }, 60_000);

  afterAll(() => {
    for (const module of faulty) module.remove();
    for (const folder of [...folders, home.folder]) rmSync(folder, { recursive: true, force: true });
  });

  it('do not make the machine broken while a token is seen', () => {
    expect(honest.state).toBe('ok');
    expect(found.state).toBe('warning');
  });

  it.each([
    ['32-bit', 'MODULE_WRONG_BITNESS'],
    ['windows', 'MODULE_WRONG_BITNESS'],
    ['dependency', 'MODULE_DEPENDENCY_MISSING'],
    ['no driver', 'MODULE_NOT_PKCS11'],
    ['hung', 'MODULE_TIMEOUT'],
    ['crashing', 'MODULE_CRASHED'],
    ['absent', 'MODULE_NOT_FOUND'],
  ])('the %s one is named with what is wrong with it', (which, code) => {
    const own = found.found.vi.split('\n').find((text) => text.startsWith(`• ${paths.get(which) ?? '?'}`));
    expect(own).toContain(code);
    // Its own advice stands in its own line.
    const name = basename(paths.get(which) ?? '?');
    expect(found.remedy.vi.split('\n').some((text) => text.startsWith(`• ${name}: `))).toBe(true);
  });

  it('what to install is said by its architecture and by the name of the library', () => {
    expect(found.meaning.vi).toMatch(/là bản 32-bit \w+ \(Linux\); chương trình này cần bản 64-bit/);
    expect(found.meaning.vi).toContain('cần thư viện libdvcttmissing.so mà máy không có');
  });
});

describe('readers and cards', () => {
  const driver: NeededDriver = {
    vendor: 'Viettel-CA',
    files: ['viettel-ca_v6.dll'],
    installed: false,
    confidence: 'reported',
    advice: { vi: 'Tải từ trang của Viettel-CA.', en: 'Get it from the site of Viettel-CA.' },
    url: 'https://viettel-ca.vn',
  };
  const reader = (more: Partial<ReaderView>): TokenList => ({
    ...noTokens,
    readers: [{ name: 'ACS ACR39U', state: 'empty', ...more }],
  });

  it('a card that needs a driver which is missing is told which one, and where it is', async () => {
    const list = reader({ state: 'unread', atr: '3b9f95', driver });
    const found = await check(readersCheck, services({ list }));
    expect(found).toMatchObject({ state: 'failed', action: 'look-again', help: 'TOKEN_UNREADABLE' });
    expect(found.found.vi).toContain('viettel-ca_v6.dll');
    expect(found.found.vi).toContain('3b9f95');
    expect(found.remedy.vi).toContain('https://viettel-ca.vn');
    const modules = await check(modulesCheck, services({ list }));
    expect(modules).toMatchObject({ state: 'failed', help: 'MODULE_NOT_FOUND' });
    const installed = reader({ state: 'unread', driver: { ...driver, installed: true } });
    expect((await check(readersCheck, services({ list: installed }))).meaning.vi).toContain('đã cài nhưng');
  });

  it('a driver that hung or crashed over a card is not blamed for its version, nor told to be installed again', async () => {
    const module = (
      state: 'ready' | 'failed' | 'asking',
      code?: FailureCode,
    ): TokenList['modules'][number] => ({
      path: '/opt/viettel-ca_v6.dll',
      description: '',
      manufacturer: '',
      version: '',
      readers: [],
      state,
      ...(code === undefined ? {} : { failure: { code } }),
    });
    const card = reader({ state: 'unread', driver: { ...driver, installed: true } });
    const look = (...modules: TokenList['modules']) =>
      check(readersCheck, services({ list: { ...card, modules } }));
    for (const [one, state] of [
      [module('failed', 'MODULE_TIMEOUT'), 'failed'],
      [module('failed', 'MODULE_CRASHED'), 'failed'],
      [module('asking'), 'warning'],
    ] as const) {
      const found = await look(one);
      expect(found.state).toBe(state);
      expect(found.remedy.vi).toContain('Xem phần “Trình điều khiển token”');
      expect(found.meaning.vi + found.remedy.vi).not.toMatch(/quá cũ|cài hỏng|viettel-ca.vn/);
    }
    const other = { ...module('failed', 'MODULE_TIMEOUT'), path: '/opt/other.so' };
    expect((await look(module('ready'), other)).meaning.vi).toContain('đã cài nhưng');
  });

  it.each<[string, TokenList, Check['state'], string]>([
    ['a reader with a token', reader({ state: 'token' }), 'ok', 'có token'],
    ['an empty reader', reader({}), 'ok', 'trống'],
    ['a card that does not answer', reader({ state: 'mute' }), 'failed', 'không trả lời'],
    ['an unknown card', reader({ state: 'unread', atr: '3b00' }), 'failed', '3b00'],
    ['no reader', noTokens, 'failed', 'không có đầu đọc nào'],
    ['no service', { ...noTokens, pcsc: 'no-service' }, 'failed', 'không hỏi được'],
    ['no library for PC/SC', { ...noTokens, pcsc: 'polling' }, 'skipped', 'không nghe được'],
    ['a token in software', { ...noTokens, tokens: [aToken] }, 'skipped', 'phần mềm'],
  ])('%s is told as what it is', async (_what, list, state, told) => {
    const found = await check(readersCheck, services({ list }));
    expect([found.state, found.found.vi]).toEqual([state, expect.stringContaining(told)]);
  });
});

describe('the smart-card service', () => {
  const windows = (exitCode: number, output: string) => ({
    ...emptyMachine,
    platform: 'win32' as const,
    ask: () => Promise.resolve({ exitCode, output }),
  });
  const query = (state: string) => `SERVICE_NAME: SCardSvr\r\n        STATE              : ${state}\r\n`;

  it.each([
    ['running on Linux', { ...emptyMachine, touchSocket: () => Promise.resolve() }, 'ok', undefined],
    ['stopped on Linux', emptyMachine, 'failed', 'start-pcsc'],
    [
      'not installed on Linux',
      {
        ...emptyMachine,
        ask: () => Promise.resolve({ exitCode: 0, output: 'LoadState=not-found\nActiveState=inactive\n' }),
      },
      'failed',
      'copy-command',
    ],
    ['running on Windows', windows(0, query('4  RUNNING')), 'ok', undefined],
    ['stopped on Windows', windows(0, query('1  STOPPED')), 'failed', 'start-pcsc'],
    ['taken out of Windows', windows(1060, 'FAILED 1060'), 'failed', undefined],
  ] as const)('%s', async (_what, machine, state, action) => {
    const found = await check(pcscCheck, services({ machine }));
    expect([found.state, found.action]).toEqual([state, action]);
    if (action !== undefined) expect(found.command).not.toBe('');
  });

  it('stopped hinders nobody whose token is in software', async () => {
    const list = { ...noTokens, tokens: [aToken] };
    const found = await check(pcscCheck, services({ list }));
    expect([found.state, found.meaning.vi.includes('token nào')]).toEqual(['warning', false]);
  });
});

describe('tokens and their PIN', () => {
  const empty: ReaderView = { name: 'R', state: 'empty' };
  const driver = (state: 'ready' | 'asking'): TokenList['modules'][number] => ({
    path: '/lib/driver.so',
    description: '',
    manufacturer: '',
    version: '',
    readers: [],
    state,
  });

  it.each<[PinState, PukState, Check['state'], string | undefined, string]>([
    ['ok', 'ok', 'ok', undefined, 'bình thường'],
    ['low', 'ok', 'warning', 'PIN_INCORRECT', 'đã nhập sai'],
    ['final-try', 'ok', 'warning', 'PIN_FINAL_TRY', 'CHỈ CÒN MỘT LƯỢT'],
    ['must-be-changed', 'ok', 'warning', 'PIN_MUST_BE_CHANGED', 'phải đổi'],
    ['locked', 'ok', 'failed', 'PIN_LOCKED', 'ĐÃ KHÓA'],
    ['locked', 'final-try', 'failed', 'PIN_LOCKED', 'mã PUK CHỈ CÒN MỘT LƯỢT'],
    ['locked', 'locked', 'failed', 'PUK_LOCKED', 'mã PUK ĐÃ KHÓA'],
    ['not-initialised', 'ok', 'warning', 'TOKEN_NOT_INITIALISED', 'chưa khởi tạo'],
  ])('a PIN that is %s with a PUK that is %s', async (pinState, pukState, state, help, told) => {
    const found = await check(
      pinStateCheck,
      services({ list: { ...noTokens, tokens: [{ ...aToken, pinState, pukState }] } }),
    );
    expect([found.state, found.help]).toEqual([state, help]);
    expect(found.found.vi).toContain(told);
    expect(found.remedy.vi === '').toBe(state === 'ok');
  });

  it('nobody is sent to the PUK when it has one try left', async () => {
    const tokens = [{ ...aToken, pinState: 'locked' as const, pukState: 'final-try' as const }];
    expect((await check(pinStateCheck, services({ list: { ...noTokens, tokens } }))).remedy.vi).toContain(
      'đừng thử nữa',
    );
  });

  it('a token seen through two drivers is well, and says through which it is used', async () => {
    const tokens = [{ ...aToken, alsoThrough: ['/lib/other.so'] }];
    const found = await check(tokensCheck, services({ list: { ...noTokens, tokens } }));
    expect(found.state).toBe('ok');
    expect(found.found.vi).toContain('dùng /lib/test.so (còn lại: /lib/other.so)');
  });

  it('no token is a failure that can be looked at again', async () => {
    const list: TokenList = {
      ...noTokens,
      modules: [{ ...driver('ready'), path: '/lib/a.so' }],
      readers: [{ name: 'R', state: 'empty' }],
    };
    const found = await check(tokensCheck, services({ list }));
    expect(found).toMatchObject({ state: 'failed', action: 'look-again' });
  });

  it.each<[string, Partial<TokenList>, string]>([
    ['no service', { pcsc: 'no-service' }, 'Dịch vụ thẻ thông minh'],
    ['no driver', { modules: [] }, 'Trình điều khiển token'],
    ['a driver that hangs', { modules: [driver('asking')] }, 'Trình điều khiển token'],
    ['no reader', { readers: [] }, 'Đầu đọc và thẻ'],
    ['a card nobody reads', { readers: [{ name: 'R', state: 'unread' }] }, 'Đầu đọc và thẻ'],
  ])('no token because of %s sends to that part and to no other USB port', async (_why, more, part) => {
    const list = { ...noTokens, modules: [driver('ready')], readers: [empty], ...more };
    const found = await check(tokensCheck, services({ list }));
    expect([found.state, found.meaning.vi.includes(part)]).toEqual(['skipped', true]);
    expect(found.meaning.vi + found.remedy.vi).not.toContain('USB');
  });
});

describe('certificates on a token', () => {
  let ca: TestCa;
  let middle: TestCa;
  beforeAll(async () => {
    ca = await makeTestCa('CN=Root of Test');
    middle = await ca.subordinate('CN=Middle of Test');
  });
  const list = { ...noTokens, tokens: [aToken] };
  const ending = async (days: number) =>
    onToken(
      (await ca.signer({ notAfter: new Date(Date.now() + days * day + 3_600_000), keyType: 'p256' }))
        .certificate,
    );

  it.each([
    [90, 'ok', ''],
    [59, 'warning', 'Gia hạn với nhà cung cấp'],
    [29, 'warning', 'Gia hạn với nhà cung cấp'],
    [6, 'warning', 'Gia hạn ngay hôm nay'],
    [-2, 'failed', 'Gia hạn'],
  ] as const)('with %d days left are %s', async (days, state, remedy) => {
    const found = await check(certificatesCheck, services({ list, certificates: [await ending(days)] }));
    expect(found.state).toBe(state);
    expect(found.remedy.vi).toContain(remedy);
    expect(found.found.vi).toContain(days < 0 ? 'hết hạn ngày' : `còn ${days} ngày`);
  });

  it('an expired one beside one that signs is only a warning', async () => {
    const found = await check(
      certificatesCheck,
      services({ list, certificates: [await ending(-2), await ending(300)] }),
    );
    expect(found.state).toBe('warning');
  });

  it('a token without any is told apart from no token', async () => {
    expect(await check(certificatesCheck, services({ list }))).toMatchObject({
      state: 'failed',
      help: 'CERT_NOT_FOUND',
    });
    expect((await check(certificatesCheck, services())).state).toBe('skipped');
  });

  it('the missing link of a chain is named, and a whole chain is told', async () => {
    const signer = await middle.signer({ keyType: 'p256' });
    const own = await onToken(signer.certificate);
    const anchors = [ca.certificate];
    const missing = await check(
      chainCheck,
      services({ certificates: [own], trust: () => Promise.resolve({ anchors, intermediates: [] }) }),
    );
    expect(missing).toMatchObject({
      state: 'failed',
      help: 'CERT_CHAIN_INCOMPLETE',
      action: 'open-trust-folder',
    });
    expect(missing.found.vi).toContain('thiếu “Middle of Test”');
    const whole = await check(
      chainCheck,
      services({
        certificates: [own],
        trust: () => Promise.resolve({ anchors, intermediates: [middle.certificate] }),
      }),
    );
    expect(whole.state).toBe('ok');
    expect(whole.found.vi).toContain('← Middle of Test ← Root of Test');
    expect((await check(chainCheck, services({ certificates: [own] }))).found.vi).toContain('0 CA gốc');
  });

  it('the registration at the Treasury tells mine, a colleague’s and nobody’s apart', async () => {
    const [mine, another] = await Promise.all(
      ['1a', '2b'].map(async (serialNumber) =>
        onToken((await ca.signer({ serialNumber, keyType: 'p256' })).certificate),
      ),
    );
    const signedIn = (certificateSerial?: string) => ({
      workspace: {
        user: {
          username: 'ktt',
          name: 'Trần Thị B',
          role: 'KTT' as const,
          unitCode: '1',
          unitName: 'Trường',
          treasuryCode: '0064',
          treasuryName: 'KBNN',
          ...(certificateSerial === undefined ? {} : { certificateSerial }),
        },
        unit: { members: [{ name: 'Lê Văn C', role: 'CTK' as const, certificateSerial: '2B' }] },
        sync: {
          state: () => {
            throw new Error('the registration does not depend on the line');
          },
        },
      },
    });
    const look = (certificates: readonly (typeof mine)[], serial?: string) =>
      check(
        registrationCheck,
        services({ certificates: certificates.flatMap((one) => one ?? []), session: signedIn(serial) }),
      );
    expect(await look([mine, another], '1A')).toMatchObject({ state: 'ok' });
    const colleague = await look([another], '1A');
    expect([colleague.state, colleague.found.vi.includes('Lê Văn C (Chủ tài khoản)')]).toEqual([
      'warning',
      true,
    ]);
    expect(await look([mine], '3C')).toMatchObject({ state: 'failed', help: 'CERT_NOT_REGISTERED' });
    expect((await look([mine])).state).toBe('warning');
    expect((await check(registrationCheck, services())).state).toBe('skipped');
  });

  it('the private key is offered for a trial, and the trial’s result is told', async () => {
    const own = await ending(300);
    const before = await check(privateKeyCheck, services({ certificates: [own] }));
    expect(before).toMatchObject({ state: 'skipped', action: 'challenge-key', certificateId: own.view.id });
    const locked = { ...own, view: { ...own.view, refusals: ['PIN_LOCKED' as const] } };
    const refused = await check(privateKeyCheck, services({ certificates: [locked] }));
    expect(refused.found.vi).toContain(failureText('PIN_LOCKED', 'vi').heading);
    const job = { jobId: 'j', purpose: 'challenge', tokenSerial: 'T1', phase: 'done', steps: [] } as const;
    const look = (lastChallenge: TokenJob) =>
      check(privateKeyCheck, services({ certificates: [own], lastChallenge: () => lastChallenge }));
    expect((await look({ ...job, steps: [] })).state).toBe('ok');
    const failed = await look({ ...job, phase: 'failed', failure: { code: 'TOKEN_KEY_FAILED' }, steps: [] });
    expect(failed).toMatchObject({ state: 'failed', help: 'TOKEN_KEY_FAILED', action: 'challenge-key' });
    expect((await look({ ...job, phase: 'cancelled', steps: [] })).state).toBe('skipped');
  });
});

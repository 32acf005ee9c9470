/** The declarations as other programs see them: poppler reads and draws them, zbar reads their QR. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  printDeclaration,
  type DeclarationContext,
  type DeclarationId,
} from '#print/registration/declaration.ts';
import { formatDate } from '#shared/domain/calendar/vietnam-date.ts';
import { roleNames } from '#shared/domain/people/roles.ts';
import { accountNumbers } from '#shared/domain/registration/account-numbers.ts';
import { registrationChanges } from '#shared/domain/registration/changes.ts';
import type { RegistrationContent } from '#shared/domain/registration/registration.ts';
import { allServices } from '#shared/domain/registration/services.ts';
import { serviceName } from '#shared/domain/registration/service-name.ts';
import {
  sampleChange,
  sampleRegistration,
  sampleRegistrationCode as code,
  sampleStanding,
} from '#test/support/sample-registration.ts';

const folder = mkdtempSync(join(tmpdir(), 'dvctt-declarations-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function printed(id: DeclarationId, context: Partial<DeclarationContext> = {}): Promise<string> {
  const path = join(folder, 'declaration.pdf');
  const madeAt = new Date('2026-11-21T17:30:00Z');
  writeFileSync(path, await printDeclaration(id, { code, content: sampleRegistration, madeAt, ...context }));
  return path;
}

const run = (program: string, ...args: string[]) => execFileSync(program, args, { encoding: 'utf8' });
const textOf = (path: string, ...options: string[]) =>
  run('pdftotext', '-raw', ...options, path, '-').normalize('NFC');
const dense = (text: string) => text.replace(/\s+/g, '');
const pagesOf = (path: string) => Number(/^Pages: +(\d+)$/m.exec(run('pdfinfo', path))?.[1]);

/** What a reader must find of the members: nothing is signed unseen. */
function saidOfMembers({ members }: RegistrationContent): readonly string[] {
  return members.flatMap(
    ({ name, identityNumber, issuedOn, issuedAt, title, role, email, phone, accounts }) => [
      name,
      identityNumber,
      formatDate(issuedOn),
      issuedAt,
      title,
      roleNames[role],
      email,
      phone,
      ...accounts,
    ],
  );
}

const long = 'Mua sắm, sửa chữa thiết bị phục vụ giảng dạy theo Quyết định số 1234/QĐ-UBND – đợt “hai” ';
const crowded: RegistrationContent = {
  ...sampleRegistration,
  unit: { ...sampleRegistration.unit, name: long.repeat(4).slice(0, 300), address: 'Ộ'.repeat(300) },
  accounts: Array.from({ length: 12 }, (_, at) => ({
    ...sampleRegistration.accounts[1]!,
    id: `a${at}`,
    account: String(9500 + at),
    name: at === 3 ? 'W'.repeat(200) : `${long}${at}`,
  })),
  projects: Array.from({ length: 5 }, (_, at) => ({
    id: `p${at}`,
    code: String(9091370 + at),
    name: `${long}dự án ${at}`,
  })),
  leftOut: [],
  members: Array.from({ length: 60 }, (_, at) => ({
    ...sampleRegistration.members[at % 3]!,
    id: `m${at}`,
    name: at === 5 ? 'Ẫ'.repeat(150) : `Nguyễn Thị Ỷ Ngoẵng ${at}`,
    identityNumber: String(31180000000 + at).padStart(12, '0'),
    email: at === 6 ? `${'w'.repeat(60)}@${'x'.repeat(30)}.vn` : `m${at}@songlo.edu.vn`,
    accounts: Array.from({ length: at === 7 ? 59 : 3 }, (_row, row) => {
      return `${9500 + (row % 12)}.3.${9091370 + Math.floor(row / 12)}`;
    }),
  })),
};

describe('the declaration of a registration', () => {
  it.each([
    ['an ordinary registration', sampleRegistration],
    ['one with sixty members and everything at its longest', crowded],
  ])('shows all that is registered of %s', async (_what, content) => {
    const text = dense(textOf(await printed('tokhai', { content })));
    const { unit, accounts, projects, members } = content;
    const said = [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'TỜ KHAI ĐĂNG KÝ SỬ DỤNG DỊCH VỤ CÔNG TRỰC TUYẾN',
      'Kính gửi: Kho bạc Nhà nước Lê Chân - Hải Phòng (mã 0064)',
      unit.name,
      unit.name.toUpperCase(),
      unit.address,
      unit.phone,
      unit.email,
      ...allServices.map((service) => serviceName(service).vi),
      ...accounts.flatMap(({ account, name, from, to }) => [account, name, formatDate(from), formatDate(to)]),
      ...projects.flatMap((project) => [project.code, project.name]),
      ...accountNumbers(content).map(({ number }) => number),
      ...saidOfMembers(content),
      ...members.flatMap(({ certificate }) => certificate?.serial ?? []),
      // The day in Vietnam, where it is past midnight already.
      'Ngày 22 tháng 11 năm 2026',
      'CHỦ TÀI KHOẢN',
    ];
    for (const value of said) expect(text.includes(dense(value)), value).toBe(true);
  });

  it('numbers its pages, and names the dossier and repeats the head of the table on each', async () => {
    const path = await printed('tokhai', { content: crowded });
    const count = pagesOf(path);
    expect(count).toBeGreaterThan(6);
    for (let at = 1; at <= count; at += 1) {
      const text = textOf(path, '-f', String(at), '-l', String(at));
      expect(text).toContain(`Mã hồ sơ: ${code}`);
      expect(text).toContain(`Trang ${at}/${count}`);
      if (at > 3 && at < count) expect(text).toMatch(/^STT\b/m);
    }
  });

  it('keeps everything within the margins', async () => {
    const boxes = run('pdftotext', '-bbox', await printed('tokhai', { content: crowded }), '-');
    const words = [
      ...boxes.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)"/g),
    ];
    expect(words.length).toBeGreaterThan(1000);
    for (const [, left, top, right, bottom] of words) {
      expect(Number(left)).toBeGreaterThan(50);
      expect(Number(top)).toBeGreaterThan(28);
      expect(Number(right)).toBeLessThan(595.28 - 36);
      expect(Number(bottom)).toBeLessThan(841.89 - 20);
    }
  });

  it('carries its own fonts, each with the characters that its text means', async () => {
    const fonts = run('pdffonts', await printed('tokhai'))
      .trim()
      .split('\n')
      .slice(2);
    expect(fonts.length).toBe(3);
    // Columns: name, type (two words), encoding, embedded, subset, characters.
    for (const font of fonts) expect(font).toMatch(/Tinos.* CID TrueType .* yes yes yes /);
  });

  it.each(['tokhai', 'tokhaididong'] as const)('bears the code of the dossier as a QR: %s', async (id) => {
    const picture = join(folder, 'page');
    run(
      'pdftoppm',
      '-r',
      '150',
      '-f',
      '1',
      '-l',
      '1',
      '-gray',
      '-png',
      '-singlefile',
      await printed(id),
      picture,
    );
    expect(run('zbarimg', '--quiet', '--raw', '--nodbus', `${picture}.png`).trim()).toBe(code);
  });

  it('says aloud that it is a preview while there is no code', async () => {
    const path = await printed('tokhai', { code: undefined });
    expect(textOf(path).match(/Bản xem trước,\s+chưa có mã hồ sơ/g)?.length).toBe(pagesOf(path) + 1);
    expect(run('pdfinfo', path)).toMatch(/^Subject: +Bản xem trước, chưa có mã hồ sơ$/m);
  });

  it('says all accounts at once where a member may use more than a dozen', async () => {
    const all = accountNumbers(crowded).map(({ number }) => number);
    const members = crowded.members.slice(0, 3).map((member) => ({ ...member, accounts: all }));
    const text = dense(textOf(await printed('tokhai', { content: { ...crowded, members } })));
    expect(text.match(new RegExp(dense('Tất cả 60 số tài khoản giao dịch của đơn vị'), 'g'))?.length).toBe(3);
  });
});

describe('the declaration of a change', () => {
  it('shows the reason, and each old value beside the new one', async () => {
    const content = { content: sampleChange, before: sampleStanding };
    const text = dense(textOf(await printed('tokhai', content)));
    expect(text).toContain(
      dense('TỜ KHAI ĐĂNG KÝ THAY ĐỔI, BỔ SUNG THÔNG TIN SỬ DỤNG DỊCH VỤ CÔNG TRỰC TUYẾN'),
    );
    expect(text).toContain(dense(sampleChange.reason));
    const changes = registrationChanges(sampleStanding, sampleChange);
    expect(changes.length).toBe(3);
    for (const { before, after } of changes) {
      expect(text).toContain(dense(before === '' ? '(chưa có)' : before));
      expect(text).toContain(dense(after));
    }
    for (const value of saidOfMembers(sampleChange)) expect(text).toContain(dense(value));
  });
});

describe('the declaration for phones', () => {
  it('names the two services, as they are ticked, and who uses them', async () => {
    const services = allServices.filter((service) => service !== 'MOBILE_LOOKUP');
    const content = { ...sampleRegistration, services };
    const path = await printed('tokhaididong', { content });
    const text = textOf(path);
    expect(text).toContain('TRÊN THIẾT BỊ DI ĐỘNG');
    expect(text).toMatch(/^X ?Tra cứu thông tin và đối chiếu số dư tài khoản$/m);
    expect(text).toMatch(/^Tra cứu thông tin hồ sơ - chứng từ$/m);
    expect(text).not.toContain('Đối chiếu số dư\n');
    for (const value of saidOfMembers(content)) expect(dense(text)).toContain(dense(value));
  });
});

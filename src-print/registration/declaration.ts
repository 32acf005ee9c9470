/** The declarations (tờ khai) of a registration dossier: what the account holder looks at and signs. */
import { createHash } from 'node:crypto';
import { registrationChanges, type RegistrationChange } from '#shared/domain/registration/changes.ts';
import {
  registrationContentSchema,
  type RegistrationContent,
  type RegistrationDocumentId,
} from '#shared/domain/registration/registration.ts';
import { serviceTree, type ServiceNode } from '#shared/domain/registration/services.ts';
import { bodyWidth, page, Sheet } from '../sheet.ts';
import { drawHeading, previewMark } from './heading.ts';
import { drawMembers, drawMobileUsers } from './members.ts';
import {
  drawAccounts,
  drawChanges,
  drawNumbers,
  drawProjects,
  drawServices,
  drawText,
  drawUnit,
} from './sections.ts';
import { drawSignature } from './signature.ts';
import { drawTitle, sectionTitle, subtitle, type Title } from './title.ts';

export type DeclarationId = Exclude<RegistrationDocumentId, 'hoso'>;

export interface DeclarationContext {
  /** Absent before the first “Lưu”: the paper is then marked as a preview. */
  readonly code?: string | undefined;
  readonly content: RegistrationContent;
  /** What stands at the Treasury, for a change dossier. */
  readonly before?: RegistrationContent | undefined;
  /** The instant that the paper bears. */
  readonly madeAt: Date;
}

/**
 * PDF 1.7, A4, with embedded fonts. The same input gives the same bytes on every machine. Drafts print too; what is
 * empty stays as a dotted line.
 */
export async function printDeclaration(id: DeclarationId, context: DeclarationContext): Promise<Uint8Array> {
  const { code, content, before, madeAt } = context;
  const title = titles[id][content.kind];
  const sheet = new Sheet({
    title: title.join(' '),
    subject: code === undefined ? previewMark : `Hồ sơ ${code}`,
    keywords: digestOf(id, context),
    createdAt: madeAt,
  });
  drawHeading(sheet, { code, title, unit: content.unit });
  const sections = id === 'tokhai' ? wholeSections : mobileSections;
  const changes =
    content.kind === 'change' && before !== undefined ? registrationChanges(before, content) : undefined;
  const shown = id === 'tokhai' ? changes : changes?.filter(ofMobile);
  [...changeSections(content, shown), ...sections(content)].forEach(([name, draw], at) => {
    draw(sheet, sectionTitle(`${numerals[at] ?? ''}. ${name}`));
  });
  drawSignature(sheet, madeAt);
  drawFooters(sheet, code);
  return sheet.finish();
}

const titles: Readonly<
  Record<DeclarationId, Readonly<Record<RegistrationContent['kind'], readonly string[]>>>
> = {
  tokhai: {
    first: ['TỜ KHAI ĐĂNG KÝ SỬ DỤNG', 'DỊCH VỤ CÔNG TRỰC TUYẾN', 'CỦA KHO BẠC NHÀ NƯỚC'],
    change: [
      'TỜ KHAI ĐĂNG KÝ THAY ĐỔI,',
      'BỔ SUNG THÔNG TIN SỬ DỤNG',
      'DỊCH VỤ CÔNG TRỰC TUYẾN',
      'CỦA KHO BẠC NHÀ NƯỚC',
    ],
  },
  tokhaididong: {
    first: ['TỜ KHAI ĐĂNG KÝ SỬ DỤNG', 'DỊCH VỤ CÔNG TRỰC TUYẾN', 'TRÊN THIẾT BỊ DI ĐỘNG'],
    change: [
      'TỜ KHAI ĐĂNG KÝ THAY ĐỔI,',
      'BỔ SUNG THÔNG TIN SỬ DỤNG',
      'DỊCH VỤ CÔNG TRỰC TUYẾN',
      'TRÊN THIẾT BỊ DI ĐỘNG',
    ],
  },
};

const numerals = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII'] as const;

type Section = readonly [name: string, draw: (sheet: Sheet, title: Title) => void];

/** A section whose text follows its title. */
function titled(name: string, draw: (sheet: Sheet) => void): Section {
  return [
    name,
    (sheet, title) => {
      drawTitle(sheet, title);
      draw(sheet);
    },
  ];
}

function changeSections(
  { kind, reason }: RegistrationContent,
  changes: readonly RegistrationChange[] | undefined,
): readonly Section[] {
  if (kind === 'first') return [];
  const said = reason.trim() === '' ? '…………………………………………………………' : reason;
  const sections: Section[] = [titled('LÝ DO THAY ĐỔI', (sheet) => drawText(sheet, said))];
  if (changes !== undefined) {
    sections.push(['NỘI DUNG THAY ĐỔI, BỔ SUNG', (sheet, title) => drawChanges(sheet, title, changes)]);
  }
  return sections;
}

function wholeSections(content: RegistrationContent): readonly Section[] {
  const after = content.kind === 'change' ? ' (SAU KHI THAY ĐỔI)' : '';
  return [
    titled(`THÔNG TIN ĐƠN VỊ${after}`, (sheet) => drawUnit(sheet, content.unit)),
    titled(`LOẠI DỊCH VỤ ĐĂNG KÝ${after}`, (sheet) => drawServices(sheet, serviceTree, content.services)),
    [
      `TÀI KHOẢN VÀ ĐVQHNS/DỰ ÁN${after}`,
      (sheet, title) => {
        // Its first table brings a title and a head of its own.
        drawTitle(sheet, title, 90);
        drawAccounts(sheet, subtitle('1. Tài khoản của đơn vị đã mở tại KBNN'), content);
        drawProjects(sheet, subtitle('2. ĐVQHNS/Dự án của đơn vị giao dịch'), content);
        drawNumbers(sheet, subtitle('3. Số tài khoản giao dịch tại KBNN'), content);
      },
    ],
    [`THÀNH VIÊN SỬ DỤNG DỊCH VỤ${after}`, (sheet, title) => drawMembers(sheet, title, content)],
  ];
}

function mobileSections(content: RegistrationContent): readonly Section[] {
  const after = content.kind === 'change' ? ' (SAU KHI THAY ĐỔI)' : '';
  return [
    titled(`THÔNG TIN ĐƠN VỊ${after}`, (sheet) => drawUnit(sheet, content.unit)),
    titled(`DỊCH VỤ TRÊN THIẾT BỊ DI ĐỘNG${after}`, (sheet) =>
      drawServices(sheet, mobileTree, content.services),
    ),
    [`NGƯỜI SỬ DỤNG${after}`, (sheet, title) => drawMobileUsers(sheet, title, content)],
  ];
}

const isMobile = ({ service }: ServiceNode) => service === 'MOBILE_BALANCE' || service === 'MOBILE_LOOKUP';
const mobileTree = serviceTree.flatMap(({ children = [] }) => children).filter(isMobile);

/** What the mobile declaration shows: not the accounts' own data, and nothing of signatures. */
function ofMobile({ path }: RegistrationChange): boolean {
  return (
    /^(unit|services|members|removed\.members)\b/.test(path) && !/\.(signatureForm|certificate)$/.test(path)
  );
}

/** Key by key in the order of the schema, so that equal inputs have one digest. */
function digestOf(id: DeclarationId, { code, content, before, madeAt }: DeclarationContext): string {
  const plain = (held: RegistrationContent | undefined) =>
    held === undefined ? null : registrationContentSchema.parse(held);
  return createHash('sha256')
    .update(JSON.stringify([id, code ?? null, plain(content), plain(before), madeAt.toISOString()]))
    .digest('hex');
}

function drawFooters(sheet: Sheet, code: string | undefined): void {
  const y = page.height - page.bottom + 14;
  const size = 9;
  sheet.eachPage((number, count) => {
    sheet.rule(page.left, y - 4, page.left + bodyWidth, y - 4);
    sheet.text(code === undefined ? previewMark : `Mã hồ sơ: ${code}`, page.left, y, { size });
    sheet.text(`Trang ${String(number)}/${String(count)}`, page.left, y, { size, align: 'right' });
  });
}

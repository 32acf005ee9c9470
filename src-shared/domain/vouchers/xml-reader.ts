/** Reads a voucher's XML, signed or not, as hostile input: one exact structure, and nothing beside it. */
import { DOMParser, type Element, type Node } from '@xmldom/xmldom';
import { z } from 'zod';
import { DvcttError } from '../../contract/errors.ts';
import { dossierCodeSchema, sha256Schema } from '../dossiers/dossier.ts';
import { amountInWords } from '../money/words.ts';
import { voucherTotal } from './total.ts';
import { voucherSchema } from './voucher.ts';
import type { VoucherRecord } from './xml.ts';
import {
  attachmentElement,
  attachmentsElement,
  fileNames,
  formSymbols,
  headerNames,
  lineElement,
  lineNames,
  linesElement,
  outsideXml,
  printedFormElement,
  rootElement,
  rootId,
  voucherNamespace,
} from './xml-elements.ts';

const signatureNamespace = 'http://www.w3.org/2000/09/xmldsig#';
/** Characters; 10.000 lines take about 6 million. */
const longestDocument = 20_000_000;

const headerSchema = z.record(z.enum(headerNames), z.string());
const lineSchema = z.record(z.enum(lineNames), z.string());
const fileSchema = z
  .record(z.enum(fileNames), z.string())
  .transform(({ tenTep, sha256, kichThuoc }) => ({ name: tenTep, sha256, size: kichThuoc }))
  .pipe(
    z.object({
      name: z.string().min(1).max(200),
      sha256: sha256Schema,
      size: z
        .string()
        .regex(/^[1-9]\d{0,11}$/)
        .transform(Number),
    }),
  );

/**
 * What a voucher's XML says. XML signatures directly under the root are passed over and not judged: verify them first.
 * @throws DvcttError XML_DTD_FORBIDDEN, XML_TOO_COMPLEX, XML_BROKEN (any other element, attribute, comment or order),
 * AMOUNT_MISMATCH when total or words differ from the lines.
 */
export function readVoucherXml(text: string): VoucherRecord {
  const root = parse(text);
  const children = elementsOf(root).filter((element) => element.namespaceURI !== signatureNamespace);
  const header = headerSchema.parse(leavesOf(children.splice(0, headerNames.length), headerNames));
  const [lines, printedForm, attachments, ...more] = children;
  if (lines === undefined || printedForm === undefined || attachments === undefined || more.length > 0) {
    throw broken('parts');
  }
  const voucher = guarded(() =>
    voucherSchema.parse({
      id: header.maChungTu,
      formId: header.mauSo,
      number: header.soChungTu,
      date: header.ngayChungTu,
      allocation: header.tamcapChinhthuc,
      purpose: header.thucchiTamung,
      method: header.chuyenkhoanTienmat,
      unitName: header.dvqhnsTen,
      unitCode: header.dvqhnsMa,
      address: header.dvqhnsDiaChi,
      accountNumber: header.dvqhnsTaiKhoan,
      treasuryCode: header.dvqhnsKbnn,
      treasuryName: header.dvqhnsKbnnTen,
      programCode: header.dvqhnsCtmt,
      contract: { number: header.hopDongSo, date: header.hopDongNgay, amount: header.hopDongSoTien },
      lines: membersOf(lines, linesElement, lineElement).map(lineOf),
      payee: {
        name: header.dvNhantienTen,
        taxCode: header.dvNhantienMst,
        accountNumber: header.dvNhantienTaiKhoan,
        bank: header.dvNhantienNganHang,
      },
      cashReceiver: {
        name: header.nguoilinhTen,
        identityNumber: header.nguoilinhCccd,
        issuedOn: header.nguoilinhNgayCap,
        issuedAt: header.nguoilinhNoiCap,
      },
    }),
  );
  if (header.kyHieu !== formSymbols[voucher.formId]) throw broken('kyHieu');
  const total = voucherTotal(voucher);
  if (header.tongSoTien !== total || header.soTienBangChu !== amountInWords(total)) {
    throw new DvcttError('AMOUNT_MISMATCH', { total, tongSoTien: header.tongSoTien.slice(0, 40) });
  }
  return {
    dossierCode: guarded(() => dossierCodeSchema.parse(header.maHoSo)),
    voucher,
    printedForm: fileOf(named(printedForm, printedFormElement)),
    attachments: membersOf(attachments, attachmentsElement, attachmentElement).map(fileOf),
  };
}

function parse(text: string): Element {
  if (text.length > longestDocument) throw new DvcttError('XML_TOO_COMPLEX', { characters: text.length });
  // Before the parser sees it: a DTD can define entities that explode or read files.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new DvcttError('XML_DTD_FORBIDDEN');
  const document = guarded(() =>
    new DOMParser({
      onError: (_level, message) => {
        throw new DvcttError('XML_BROKEN', { message: message.slice(0, 200) });
      },
    }).parseFromString(text, 'text/xml'),
  );
  const root = document.documentElement;
  if (root === null) throw broken('root');
  // Only the declaration (a processing instruction named xml to this parser) may stand beside the root.
  for (const node of [...document.childNodes]) {
    const isDeclaration = node.nodeType === node.PROCESSING_INSTRUCTION_NODE && node.nodeName === 'xml';
    if (node !== root && !isDeclaration && !isBlank(node)) throw broken('beside the root');
  }
  named(root, rootElement, ['xmlns', 'Id']);
  if (root.getAttribute('Id') !== rootId) throw broken('Id');
  return root;
}

function lineOf(element: Element): Record<string, unknown> {
  const line = lineSchema.parse(leavesOf(elementsOf(element), lineNames));
  return {
    id: line.maHang,
    description: line.noiDung,
    invoiceNumber: line.hoaDonSo,
    invoiceDate: line.hoaDonNgay,
    ndkt: line.dmNdkt,
    chapter: line.dmChuong,
    sector: line.dmNganhKt,
    source: line.dmNguonchi,
    amount: line.soTien,
  };
}

function fileOf(element: Element): z.output<typeof fileSchema> {
  return guarded(() => fileSchema.parse(leavesOf(elementsOf(element), fileNames)));
}

/** The members of a list element, each of the one expected name. */
function membersOf(list: Element, listName: string, memberName: string): readonly Element[] {
  return elementsOf(named(list, listName)).map((member) => named(member, memberName));
}

/** Name → text of elements that must be exactly these, in this order, each holding text alone. */
function leavesOf(elements: readonly Element[], names: readonly string[]): Record<string, string> {
  if (elements.length !== names.length) throw broken(names[elements.length] ?? 'extra element');
  return Object.fromEntries(
    elements.map((element, at) => {
      const name = names[at] ?? '';
      const texts = [...named(element, name).childNodes];
      if (texts.some((node) => node.nodeType !== node.TEXT_NODE)) throw broken(name);
      const value = element.textContent ?? '';
      // The parser lets references such as &#0; through.
      if (outsideXml.test(value)) throw broken(name);
      return [name, value];
    }),
  );
}

/** The child elements; anything else between them but white space is refused. */
function elementsOf(parent: Element): Element[] {
  const elements = [...parent.childNodes].filter(isElement);
  if (elements.length !== [...parent.childNodes].filter((node) => !isBlank(node)).length) {
    throw broken(parent.localName ?? '');
  }
  return elements;
}

/** Checks an element's name, namespace and attributes. */
function named(element: Element, name: string, attributes: readonly string[] = []): Element {
  const wellNamed = element.nodeName === name && element.namespaceURI === voucherNamespace;
  const found = [...element.attributes].map((attribute) => attribute.name);
  if (!wellNamed || found.some((attribute) => !attributes.includes(attribute))) throw broken(name);
  return element;
}

function isElement(node: Node): node is Element {
  return node.nodeType === node.ELEMENT_NODE;
}

function isBlank(node: Node): boolean {
  return node.nodeType === node.TEXT_NODE && /^[\t\n\r ]*$/.test(node.nodeValue ?? '');
}

function broken(where: string): DvcttError {
  return new DvcttError('XML_BROKEN', { where });
}

/** Turns what zod or the parser throws into XML_BROKEN; the product's own errors pass. */
function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof DvcttError) throw thrown;
    const where = thrown instanceof z.ZodError ? (thrown.issues[0]?.path.join('.') ?? '') : 'syntax';
    throw new DvcttError('XML_BROKEN', { where }, { cause: thrown });
  }
}

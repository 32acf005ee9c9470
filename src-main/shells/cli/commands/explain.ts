import { DvcttError } from '#shared/contract/errors.ts';
import { helpIds, helpPage, isHelpId, type HelpId, type HelpPage } from '#shared/help/help-page.ts';
import type { Printer } from '../printer.ts';

/** `dvctt explain CODE`: the page of help on a failure, a topic or a token's answer (CKR_…); without one the list of them. @throws USAGE */
export function explainCommand(code: string | undefined, printer: Printer): Promise<number> {
  if (code === undefined) {
    printer.data({ pages: helpIds.map((id) => ({ id, title: helpPage(id, 'vi').title })) });
    for (const id of helpIds) printer.say(`${id.padEnd(30)} ${helpPage(id, 'vi').title}`);
    return Promise.resolve(0);
  }
  const ids = pagesOf(code.trim());
  if (ids.length === 0)
    return Promise.reject(
      new DvcttError('USAGE', { reason: 'không có trang này; xem danh sách bằng dvctt explain' }),
    );
  for (const id of ids) showPage(id, printer);
  return Promise.resolve(0);
}

/** The page of that name, or those to which an answer of a token (CKR_…) leads. */
function pagesOf(code: string): readonly HelpId[] {
  const id = [code, code.toUpperCase(), code.toLowerCase()].find(isHelpId);
  if (id !== undefined) return [id];
  return helpIds.filter((page) => helpPage(page, 'vi').ckrs.includes(code.toUpperCase()));
}

function showPage(id: HelpId, printer: Printer): void {
  const vi = helpPage(id, 'vi');
  const en = helpPage(id, 'en');
  printer.data({ vi, en });
  printer.say(`${words(vi, 'Khi nào dừng', 'Ai giúp được')}\n\n${words(en, 'When to stop', 'Who helps')}`);
}

function words(page: HelpPage, stop: string, who: string): string {
  return [
    `${page.title} [${page.id}]`,
    ...[page.explanation, page.meaning].filter((text) => text !== '').map((text) => `  ${text}`),
    ...page.steps.map((step, index) => `  ${index + 1}. ${step}`),
    ...(page.stop === '' ? [] : [`  ${stop}: ${page.stop}`]),
    `  ${who}:`,
    ...page.helpers.map(({ text }) => `    - ${text}`),
    ...(page.ckrs.length === 0 ? [] : [`  PKCS#11: ${page.ckrs.join(', ')}`]),
  ].join('\n');
}

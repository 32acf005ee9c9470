/** The catalogues that come with the product, one JSON file each. */
import accountFile from './data/account.json' with { type: 'json' };
import budgetLevelFile from './data/budget-level.json' with { type: 'json' };
import chapterFile from './data/chapter.json' with { type: 'json' };
import ndktFile from './data/ndkt.json' with { type: 'json' };
import programFile from './data/program.json' with { type: 'json' };
import revenueAccountFile from './data/revenue-account.json' with { type: 'json' };
import revenueNdktFile from './data/revenue-ndkt.json' with { type: 'json' };
import sectorFile from './data/sector.json' with { type: 'json' };
import sourceFile from './data/source.json' with { type: 'json' };
import treasuryFile from './data/treasury.json' with { type: 'json' };
import { codeListFileSchema, type CodeList } from './code-list.ts';

function load(id: string, digits: number, vi: string, en: string, file: unknown): CodeList {
  return { id, digits, title: { vi, en }, ...codeListFileSchema.parse(file) };
}

export const codeLists = {
  /** SHKB. */
  treasury: load('treasury', 4, 'Mã Kho bạc (SHKB)', 'Treasury office', treasuryFile),
  /** TKKT. */
  account: load('account', 4, 'Mã TKKT', 'Natural account', accountFile),
  revenueAccount: load('revenueAccount', 4, 'Tài khoản thu', 'Revenue account', revenueAccountFile),
  budgetLevel: load('budgetLevel', 1, 'Mã cấp ngân sách', 'Budget level', budgetLevelFile),
  chapter: load('chapter', 3, 'Mã chương', 'Chapter', chapterFile),
  /** Tiểu mục. */
  ndkt: load('ndkt', 4, 'Mã NDKT', 'Sub-item', ndktFile),
  /** Tiểu mục of the revenue. */
  revenueNdkt: load('revenueNdkt', 4, 'Mã NDKT khoản thu', 'Revenue sub-item', revenueNdktFile),
  /** Khoản. */
  sector: load('sector', 3, 'Mã ngành KT', 'Economic sector', sectorFile),
  source: load('source', 2, 'Mã nguồn NSNN', 'Budget source', sourceFile),
  program: load('program', 5, 'Mã CTMT, DA', 'Programme or project', programFile),
} as const;

export type CodeListId = keyof typeof codeLists;
export type Catalogue = Readonly<Record<CodeListId, CodeList>>;

import { manyDossiersDossier } from '#test/support/many-dossiers.ts';
import { figureOf, type Figure } from '../figure.ts';
import { benchFolder, fillStore, offlineStore } from './desktop.ts';

const dossiers = 100_000;
const runs = 5;

/** What people type: whole words, beginnings, with and without accents, numbers, codes, several words, nothing found. */
const queries = [
  'tien dien',
  'tiền điện',
  'van phong',
  'văn phòng phẩm tháng 3',
  'sua chua mai',
  'RDT-004711',
  '004711',
  'Khách sạn',
  'khach san huu nghi',
  'thanh toan',
  't',
  'học bổng',
  'viễn thông',
  'cap nuoc hai phong',
  '31122',
  'máy photocopy 2026',
  'khong co gi nhu the',
  'đông á',
  'dong a',
  'hoi nghi vien chuc thang 12',
] as const;

/** p95 of a search as the list asks for it (first page and count), against reading through every dossier's text. */
export function benchSearch(): Promise<Figure> {
  const home = benchFolder();
  const store = offlineStore(home.folder);
  try {
    fillStore(store, dossiers);
    const texts = Array.from({ length: dossiers }, (_, index) =>
      JSON.stringify(manyDossiersDossier(index, 'ktv.songlo').content).toLowerCase(),
    );
    const pairs = Array.from({ length: runs }, () => ({
      ours: p95(
        queries.flatMap((query) => [
          timed(() => store.catalogue.list({ query })),
          timed(() => store.catalogue.list({ query, status: 'CHO_KTT_KY' })),
        ]),
      ),
      baseline: p95(
        queries.map((query) => timed(() => texts.filter((text) => text.includes(query.toLowerCase())))),
      ),
    }));
    const what = `${queries.length} queries with and without a status, in ${dossiers} dossiers; baseline: p95 of a walk through all texts; target 20 ms`;
    return Promise.resolve(figureOf('sync.search_100k_p95', 'ms', pairs, what));
  } finally {
    store.close();
    home.remove();
  }
}

function timed(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function p95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN;
}

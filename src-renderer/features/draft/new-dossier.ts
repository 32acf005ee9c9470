/** A dossier of its own from what was typed into another: nothing typed is lost when it cannot stay where it was. */
import type { DossierView } from '#shared/contract/ipc.ts';
import type { DossierContent } from '#shared/domain/dossiers/dossier.ts';
import { call } from '../../bridge/bridge.ts';
import { windowShelf, type UnreadTexts } from './unread-texts.ts';

/** @throws what the core throws; the typing is still where it was then. */
export async function newDossierFrom(typed: DossierContent, texts?: UnreadTexts): Promise<DossierView> {
  const ids = new Map(typed.vouchers.map(({ id }) => [id, crypto.randomUUID()]));
  const created = await call('drafts.create', {});
  const copy = await call('drafts.save', {
    code: created.code,
    baseVersion: created.version,
    content: {
      ...typed,
      vouchers: typed.vouchers.map((voucher) => ({ ...voucher, id: ids.get(voucher.id) ?? voucher.id })),
    },
  });
  // What cannot be read moves along, so that it still stands in the way of sending.
  const moved = [...(texts?.all() ?? [])].map(([entry, text]) => {
    const [holder = '', ...field] = entry.split('.');
    return [[ids.get(holder) ?? holder, ...field].join('.'), text] as const;
  });
  windowShelf(copy.code).write(JSON.stringify(Object.fromEntries(moved)));
  return copy;
}

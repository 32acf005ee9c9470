import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Core, CoreEvent } from '#shared/contract/ipc.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { FaultyLine } from '#test/faults/line/faulty-line.ts';
import { accountants, draftDossier, startBudgetUnit, type BudgetUnit } from '#test/support/budget-unit.ts';

let unit: BudgetUnit;
let line: FaultyLine;
let lan: Core;
let minh: Core;
beforeAll(async () => {
  unit = await startBudgetUnit();
  const [one, two] = accountants(unit.backend);
  line = await FaultyLine.open({ target: unit.backend.url });
  lan = await unit.signIn(one, 'lan', { backendUrl: line.url });
  minh = await unit.signIn(two, 'minh');
});
afterAll(async () => {
  await unit.close();
  await line.close();
});

const titled = async (core: Core, code: DossierCode, title: string) => {
  const { version, content } = await core.call('dossiers.get', { code });
  return core.call('drafts.save', { code, baseVersion: version, content: { ...content, title } });
};
const found = (core: Core, code: DossierCode) => async () =>
  (await core.call('dossiers.list', {})).dossiers.find((each) => each.code === code)?.status;
const sentToServer = async (core: Core) =>
  expect.poll(async () => (await core.call('sync.state', {})).waiting).toBe(0);

it('keeps an edit that came after the dossier was sent in the history, tells its writer, and changes nothing that was sent', async () => {
  const { code } = await draftDossier(minh);
  await expect.poll(found(lan, code)).toBe('DANG_SOAN');
  line.pull();
  await titled(lan, code, 'Viết trong đường hầm');
  const sent = await minh.call('dossiers.forward', { code });
  const heard: CoreEvent['name'][] = [];
  const stop = lan.subscribe(({ name }) => heard.push(name));
  line.plugIn();
  await lan.call('sync.now', {});
  await sentToServer(lan);
  stop();
  expect(heard).toContain('store.noticed');
  const { notices } = await lan.call('store.notices', {});
  expect(notices).toMatchObject([{ kind: 'frozen', details: { code } }]);

  const seen = await lan.call('dossiers.get', { code });
  expect(seen).toMatchObject({ status: 'CHO_KTT_KY', title: 'Tiền điện tháng 11', version: sent.version });
  expect(seen.documents).toEqual((await minh.call('dossiers.get', { code })).documents);
  const { versions } = await lan.call('drafts.history', { code });
  const kept = versions.find(({ cause }) => cause === 'late');
  const copy = await lan.call('drafts.copyVersion', { code, versionId: kept?.id ?? '' });
  expect(copy.title).toBe('Viết trong đường hầm');
  // Codes tell the second: what Minh makes next must know that this one is taken.
  await expect.poll(found(minh, copy.code)).toBe('DANG_SOAN');
  await lan.call('store.dismiss', { id: notices[0]?.id ?? 0 });
  expect(await lan.call('store.notices', {})).toEqual({ notices: [] });
});

it('keeps what a window still held when the dossier was sent under it', async () => {
  const { code } = await draftDossier(minh);
  await expect.poll(found(lan, code)).toBe('DANG_SOAN');
  const shown = await lan.call('dossiers.get', { code });
  await minh.call('dossiers.forward', { code });
  await expect.poll(found(lan, code)).toBe('CHO_KTT_KY');
  await expect(
    lan.call('drafts.save', {
      code,
      baseVersion: shown.version,
      content: { ...shown.content, title: 'Gõ dở' },
    }),
  ).rejects.toThrow('DOSSIER_FROZEN');
  const { versions } = await lan.call('drafts.history', { code });
  const kept = versions.find(({ cause }) => cause === 'late');
  const { content } = await lan.call('drafts.version', { code, versionId: kept?.id ?? '' });
  expect(content.title).toBe('Gõ dở');
});

it('does not send a colleague’s change that the sender has not seen', async () => {
  const { code } = await draftDossier(lan);
  await sentToServer(lan);
  await expect.poll(found(minh, code)).toBe('DANG_SOAN');
  // Lan's line lets no word of changes through, so that only the sending itself meets Minh's change.
  line.behave(({ path }) =>
    path.startsWith('/api/v1/sync/events') ? { kind: 'gateway', status: 503 } : undefined,
  );
  line.cutAll();
  await lan.call('sync.now', {});
  await titled(minh, code, 'Sửa vào phút chót');
  await minh.call('sync.now', {});
  expect((await lan.call('dossiers.get', { code })).title).toBe('Tiền điện tháng 11');
  await expect(lan.call('dossiers.forward', { code })).rejects.toThrow('DOSSIER_CONFLICT');
  expect((await lan.call('dossiers.get', { code })).title).toBe('Sửa vào phút chót');
  line.behave();
  const sent = await lan.call('dossiers.forward', { code });
  expect(sent).toMatchObject({ status: 'CHO_KTT_KY', title: 'Sửa vào phút chót' });
});

it('sends a dossier once when the answer is lost and the person presses again', async () => {
  const { code } = await draftDossier(lan);
  await sentToServer(lan);
  line.behave(({ path }) => (path.endsWith('/forward') ? { kind: 'lost-answer' } : undefined));
  await expect(lan.call('dossiers.forward', { code })).rejects.toThrow('BACKEND_UNREACHABLE');
  line.behave();
  const sent = await lan.call('dossiers.forward', { code });
  expect(sent).toMatchObject({ status: 'CHO_KTT_KY', version: 1 });
  expect(sent.log.filter(({ status }) => status === 'CHO_KTT_KY')).toHaveLength(1);
  expect(await lan.call('dossiers.forward', { code })).toMatchObject({ status: 'CHO_KTT_KY', version: 1 });
});

it('lets both accountants mend a returned dossier without a line and makes one draft of it', async () => {
  const { code } = await draftDossier(lan);
  await lan.call('dossiers.forward', { code });
  const ktt = await unit.signIn('KTT');
  await ktt.call('dossiers.return', { code, note: 'Sai số hóa đơn' });
  for (const core of [lan, minh]) await expect.poll(found(core, code)).toBe('TRA_LAI');
  line.pull();
  const edited = await titled(lan, code, 'Đã sửa số hóa đơn');
  expect(edited).toMatchObject({ status: 'TRA_LAI', place: 'local', note: 'Sai số hóa đơn' });
  const shown = await minh.call('dossiers.get', { code });
  await minh.call('drafts.save', {
    code,
    baseVersion: shown.version,
    content: { ...shown.content, vouchers: shown.content.vouchers.map((v) => ({ ...v, number: '0042' })) },
  });
  await sentToServer(minh);
  line.plugIn();
  await lan.call('sync.now', {});
  for (const core of [lan, minh]) {
    await expect
      .poll(async () => {
        const { content } = await core.call('dossiers.get', { code });
        return [content.title, content.vouchers[0]?.number];
      })
      .toEqual(['Đã sửa số hóa đơn', '0042']);
  }
  const again = await lan.call('dossiers.forward', { code });
  expect(again).toMatchObject({ status: 'CHO_KTT_KY', version: 2 });
});

it('overwrites nothing when two windows that show the same returned dossier both save', async () => {
  const { code } = await draftDossier(lan);
  const ktt = await unit.signIn('KTT', 'ktt-twice');
  for (const round of [1, 2]) {
    expect(await lan.call('dossiers.forward', { code })).toMatchObject({ version: round });
    await ktt.call('dossiers.return', { code, note: 'Sai' });
    await expect.poll(found(lan, code)).toBe('TRA_LAI');
    if (round === 1) await titled(lan, code, 'Sửa lần một');
  }
  // A machine that never had the draft.
  const fresh = await unit.signIn(accountants(unit.backend)[1], 'fresh');
  const shown = await fresh.call('dossiers.get', { code });
  const save = (content: typeof shown.content) =>
    fresh.call('drafts.save', { code, baseVersion: shown.version, content });
  await save({ ...shown.content, title: 'Cửa sổ một' });
  await expect(save({ ...shown.content, title: 'Cửa sổ hai' })).rejects.toThrow('DOSSIER_CONFLICT');
  const merged = await save({
    ...shown.content,
    vouchers: shown.content.vouchers.map((voucher) => ({ ...voucher, number: '0007' })),
  });
  expect(merged.title).toBe('Cửa sổ một');
  expect(merged.content.vouchers[0]?.number).toBe('0007');
});

it('is offered again when the dossier comes back: the late edit is merged into the returned dossier', async () => {
  const { code } = await draftDossier(minh);
  await expect.poll(found(lan, code)).toBe('DANG_SOAN');
  line.pull();
  await titled(lan, code, 'Viết muộn');
  await minh.call('dossiers.forward', { code });
  line.plugIn();
  await expect.poll(async () => (await lan.call('sync.now', {})).line, { timeout: 20_000 }).toBe('live');
  const ktt = await unit.signIn('KTT', 'ktt-returns');
  await ktt.call('dossiers.return', { code, note: 'Xem lại tiêu đề' });
  await lan.call('sync.now', {});
  expect(await found(lan, code)()).toBe('TRA_LAI');
  const { versions } = await lan.call('drafts.history', { code });
  const late = versions.find(({ cause }) => cause === 'late');
  const back = await lan.call('drafts.restoreVersion', { code, versionId: late?.id ?? '' });
  expect(back).toMatchObject({ title: 'Viết muộn', status: 'TRA_LAI', draft: { conflicts: 0 } });
});

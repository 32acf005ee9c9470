import { expect, it } from 'vitest';
import { dossierCodeSchema } from '#shared/domain/dossiers/dossier.ts';
import { ArrivalNotice } from './arrival-notice.ts';

const code = (end: string) => dossierCodeSchema.parse(`10011632601050800${end}`);
const arrival = (end: string) => ({
  name: 'dossiers.arrived' as const,
  payload: { code: code(end), title: 'Lương của bà Hà', status: 'CHO_KTT_KY' as const },
});

function desk({ focused = false } = {}) {
  const shown: { readonly title: string; readonly body: string; readonly click: () => void }[] = [];
  const opened: unknown[] = [];
  let due: (() => void)[] = [];
  const notice = new ArrivalNotice({
    isFocused: () => focused,
    show: (told, click) => shown.push({ ...told, click }),
    open: (target) => opened.push(target),
    later: (work) => due.push(work),
  });
  const wait = () => {
    const now = due;
    due = [];
    for (const work of now) work();
  };
  return { notice, shown, opened, wait };
}

it('names the state and the code of a dossier, nothing that was written in it, and leads to it', () => {
  const { notice, shown, opened, wait } = desk();
  notice.happened(arrival('01'));
  wait();
  expect(shown.map(({ title, body }) => `${title}: ${body}`)).toEqual([
    `Có hồ sơ đang chờ bạn: Chờ Kế toán trưởng ký · ${code('01')}`,
  ]);
  shown[0]?.click();
  expect(opened).toEqual([code('01')]);
});

it('tells many that come together once, and again of those that come later', () => {
  const { notice, shown, opened, wait } = desk();
  for (const end of ['01', '02', '03']) notice.happened(arrival(end));
  wait();
  expect(shown.map(({ title }) => title)).toEqual(['Có 3 hồ sơ đang chờ bạn']);
  shown[0]?.click();
  expect(opened).toEqual([undefined]);
  notice.happened(arrival('04'));
  wait();
  expect(shown).toHaveLength(2);
});

it('leaves it to the window while somebody looks at it, and says nothing of other events', () => {
  const looked = desk({ focused: true });
  looked.notice.happened(arrival('01'));
  looked.wait();
  expect(looked.shown).toEqual([]);
  const other = desk();
  other.notice.happened({ name: 'dossiers.changed', payload: {} });
  other.wait();
  expect(other.shown).toEqual([]);
});

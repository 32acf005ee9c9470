import {
  checkGroupOf,
  checkGroups,
  type Check,
  type CheckGroup,
  type CheckName,
} from '#shared/contract/doctor.ts';
import { shown } from '../visible.ts';

const marks = { ok: '✓', warning: '⚠', failed: '✗', skipped: '–' } as const;

const groupNames: Readonly<Record<CheckGroup, string>> = {
  token: 'Token và đầu đọc',
  certificate: 'Chứng thư số',
  network: 'Mạng và máy chủ',
  machine: 'Máy tính này',
};

/** Takes checks as they come and says each part, in the window's order, as soon as it and those before it are whole. */
export function byGroups(
  names: readonly Pick<CheckName, 'id'>[],
  say: (lines: string) => void,
): (check: Check) => void {
  const answers = new Map<string, Check>();
  const waiting = checkGroups
    .map((group) => ({ group, ids: names.map(({ id }) => id).filter((id) => checkGroupOf(id) === group) }))
    .filter(({ ids }) => ids.length > 0);
  return (check) => {
    answers.set(check.id, check);
    for (let part = waiting[0]; part?.ids.every((id) => answers.has(id)); part = waiting[0]) {
      waiting.shift();
      const checks = part.ids.flatMap((id) => answers.get(id) ?? []);
      const lines = checks.map((one) => describeCheck(shown(one)));
      say([`== ${groupNames[part.group]} ==`, ...lines].join('\n'));
    }
  };
}

/** What to do before anything else. */
export function describeFirst(check: Check): string {
  const { title, remedy, meaning, command } = check;
  const what = remedy.vi === '' ? meaning.vi : remedy.vi;
  const ways = [command, commandLineWay(check)].filter((line) => line !== undefined);
  return [
    `Làm trước tiên: ${title.vi}`,
    `    → ${indented(what)}`,
    ...ways.map((line) => `    $ ${line}`),
  ].join('\n');
}

/** What the window does with a button, as a command. */
function commandLineWay({ help }: Check): string | undefined {
  if (help === 'PIN_LOCKED') return 'dvctt pin unblock --token SỐ-TOKEN';
  return help === 'PIN_MUST_BE_CHANGED' ? 'dvctt pin change --token SỐ-TOKEN' : undefined;
}

/** A list has its lines under each other; `shown` has made every line end visible, and only those of a list are ours. */
const indented = (text: string): string => text.replaceAll(/\\n(?=• )/g, '\n      ');

/** The state and what was found in one line; what was looked at, what it means and what to do where something is not well. */
export function describeCheck(check: Check): string {
  const { title, state, looked, found, meaning, remedy, command } = check;
  const head = `${marks[state]} ${title.vi}: ${indented(found.vi)}`;
  if (state === 'ok') return head;
  return [
    head,
    `    Đã xem: ${looked.vi}`,
    ...(meaning.vi === '' ? [] : [`    ${indented(meaning.vi)}`]),
    ...(remedy.vi === '' ? [] : [`    → ${indented(remedy.vi)}`]),
    ...[command, commandLineWay(check)].filter((line) => line !== undefined).map((line) => `    $ ${line}`),
    ...(remedy.en === '' ? [] : [`    (${title.en}: ${indented(remedy.en)})`]),
  ].join('\n');
}

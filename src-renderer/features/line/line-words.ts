/** The line to the server in a word and half a sentence. */
import type { TFunction } from 'i18next';
import type { SyncState } from '#shared/contract/sync/window.ts';
import { formatCount } from '../../format/count.ts';
import { formatMinute } from '../../format/date.ts';
import { unsentParts } from './unsent.ts';

export type LineTone = 'good' | 'busy' | 'warn' | 'bad';
export interface LineWords {
  readonly tone: LineTone;
  readonly head: string;
  readonly detail: string;
}

/** `09:15 hôm nay`, `17:20 hôm qua`, else day and time; always on Vietnam's clock. */
export function dayAndTime(instant: string, now: Date, t: TFunction): string {
  const shown = formatMinute(instant);
  const [day = '', time = ''] = shown.split(' ');
  const dayOf = (at: Date) => formatMinute(at.toISOString()).slice(0, 10);
  if (day === dayOf(now)) return t('line.today', { time });
  if (day === dayOf(new Date(now.getTime() - 86_400_000))) return t('line.yesterday', { time });
  return `${time} ${day}`;
}

/** What the indicator says. A line that is down outranks a decision that waits: nothing can be sent before. */
export function lineWords(state: SyncState, now: Date, t: TFunction): LineWords {
  const { going } = unsentParts(state);
  const waiting = going > 0 ? t('line.waiting', { count: going }) : '';
  const conflicts = state.conflicts > 0 ? t('line.conflicts', { count: state.conflicts }) : '';
  const setAside = state.setAside > 0 ? t('line.setAside', { count: state.setAside }) : '';
  const joined = (...parts: readonly string[]) => parts.filter((part) => part !== '').join(' · ');
  switch (state.line) {
    case 'sign-in':
      return {
        tone: 'warn',
        head: t('line.signIn'),
        detail: joined(
          going > 0 ? t('line.signInToSend', { count: going }) : t('line.signInToReceive'),
          conflicts,
        ),
      };
    case 'offline':
      return {
        tone: 'warn',
        head: t('line.offline'),
        detail: joined(
          state.syncedAt === undefined
            ? t('line.offlineNoData')
            : t('line.offlineData', { at: dayAndTime(state.syncedAt, now, t) }),
          waiting,
          conflicts,
        ),
      };
    case 'live':
    case 'syncing':
    case 'off':
      break;
  }
  if (conflicts !== '') return { tone: 'bad', head: conflicts, detail: joined(t('line.toDecide'), setAside) };
  if (setAside !== '') return { tone: 'bad', head: setAside, detail: t('line.notTaken') };
  if (state.line === 'syncing') {
    const { done = 0, total = 0 } = state.progress ?? {};
    return {
      tone: 'busy',
      head: t('line.syncing'),
      detail:
        total > 0 ? t('line.progress', { done: formatCount(done), total: formatCount(total) }) : waiting,
    };
  }
  if (state.syncedAt === undefined) return { tone: 'busy', head: t('line.neverSynced'), detail: waiting };
  const at = dayAndTime(state.syncedAt, now, t);
  const today = at === t('line.today', { time: at.slice(0, 5) });
  return { tone: 'good', head: t('line.synced', { time: today ? at.slice(0, 5) : at }), detail: waiting };
}

/** What a screen reader is told of a change; undefined when it is no news. */
export function lineNews(before: SyncState, after: SyncState, t: TFunction): string | undefined {
  if (after.line !== before.line) {
    if (after.line === 'offline') return t('line.say.offline');
    if (after.line === 'sign-in') return t('line.say.signIn');
    if (after.line === 'live' && (before.line === 'offline' || before.line === 'sign-in'))
      return t('line.say.back');
  }
  if (after.conflicts > before.conflicts) return t('line.say.conflict');
  if (after.setAside > before.setAside) return t('line.say.setAside');
  return undefined;
}

/** How old something is, in the largest whole unit. */
export function age(instant: string, now: Date, t: TFunction): string {
  const minutes = Math.floor((now.getTime() - Date.parse(instant)) / 60_000);
  if (minutes < 1) return t('line.ago.now');
  if (minutes < 60) return t('line.ago.minutes', { count: minutes });
  if (minutes < 48 * 60) return t('line.ago.hours', { count: Math.floor(minutes / 60) });
  return t('line.ago.days', { count: Math.floor(minutes / 1440) });
}

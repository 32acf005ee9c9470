/** Times within a day on Vietnam's clock, without seconds: `10:32`; with the day when it is another. */
import { vietnamDate } from '#shared/domain/calendar/vietnam-date.ts';
import { formatMinute } from '../../format/date.ts';

export function formatTime(at: Date, now: Date = new Date()): string {
  const [day = '', time = ''] = formatMinute(at.toISOString()).split(' ');
  return vietnamDate(at) === vietnamDate(now) ? time : `${time} ${day}`;
}

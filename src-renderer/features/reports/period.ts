/** Months of a report, `yyyy-MM`, both included. */
import { vietnamDate } from '#shared/domain/calendar/vietnam-date.ts';

export interface Period {
  readonly from: string;
  readonly to: string;
}
export const periodNames = ['month', 'lastMonth', 'quarter', 'year', 'lastYear'] as const;
export type PeriodName = (typeof periodNames)[number];

const month = (year: number, number: number) =>
  `${String(year).padStart(4, '0')}-${String(number).padStart(2, '0')}`;

/** The period of that name on this day, on Vietnam's calendar. */
export function periodOf(name: PeriodName, today: Date): Period {
  const [year = 0, now = 1] = vietnamDate(today).split('-').map(Number);
  switch (name) {
    case 'month':
      return { from: month(year, now), to: month(year, now) };
    case 'lastMonth': {
      const last = now === 1 ? month(year - 1, 12) : month(year, now - 1);
      return { from: last, to: last };
    }
    case 'quarter': {
      const first = now - ((now - 1) % 3);
      return { from: month(year, first), to: month(year, first + 2) };
    }
    case 'year':
      return { from: month(year, 1), to: month(year, 12) };
    case 'lastYear':
      return { from: month(year - 1, 1), to: month(year - 1, 12) };
  }
}

/** The name under which this period is offered, if any. */
export function nameOfPeriod({ from, to }: Period, today: Date): PeriodName | undefined {
  return periodNames.find((name) => {
    const period = periodOf(name, today);
    return period.from === from && period.to === to;
  });
}

/** `2026-05` → `05/2026`. */
export function showMonth(iso: string): string {
  return `${iso.slice(5)}/${iso.slice(0, 4)}`;
}

/** `5/2026`, `05-2026`, `052026` or `2026-05` → `2026-05`; no such month → undefined. */
export function readMonth(typed: string): string | undefined {
  const text = typed.trim().replace(/^(\d{4})[-/.](\d{1,2})$/, '$2/$1');
  const match = /^(\d{1,2})[/.\-\s](\d{4})$/.exec(text) ?? /^(\d{2})(\d{4})$/.exec(text);
  const number = Number(match?.[1]);
  const year = Number(match?.[2]);
  return match !== null && number >= 1 && number <= 12 && year >= 1 ? month(year, number) : undefined;
}

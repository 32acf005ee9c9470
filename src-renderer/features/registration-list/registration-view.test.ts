import { describe, expect, it } from 'vitest';
import { registrationCodeSchema } from '#shared/domain/registration/registration.ts';
import {
  dayProblems,
  everyRegistration,
  isFiltered,
  registrationFilter,
  savedMark,
} from './registration-view.ts';

const asked = (changed: Partial<typeof everyRegistration>, query = '') =>
  registrationFilter({ ...everyRegistration, ...changed }, query);

describe('the question that the search of registrations asks', () => {
  it('is empty until something is chosen', () => {
    expect(asked({})).toEqual({});
    expect(isFiltered(everyRegistration)).toBe(false);
  });

  it('names words, status and days, however the days were typed', () => {
    expect(asked({ status: 'CHO_KBNN', from: '1/11/2026', to: '22112026' }, 'song lo')).toEqual({
      query: 'song lo',
      status: 'CHO_KBNN',
      from: '2026-11-01',
      to: '2026-11-22',
    });
    expect(asked({ from: '22/11/2026', to: '22/11/2026' })).toEqual({ from: '2026-11-22', to: '2026-11-22' });
  });

  it('leaves a day out that is none, or lies before the first, and says so', () => {
    expect(asked({ from: '31/02/2026', to: '22/11/2026' })).toEqual({ to: '2026-11-22' });
    expect(dayProblems({ from: '31/02/2026', to: 'mai' })).toEqual({ from: 'dayWrong', to: 'dayWrong' });
    expect(asked({ from: '22/11/2026', to: '21/11/2026' })).toEqual({ from: '2026-11-22' });
    expect(dayProblems({ from: '22/11/2026', to: '21/11/2026' })).toEqual({ to: 'dayOrder' });
  });
});

describe('what a row says of the last save', () => {
  const at = '2026-11-22T08:00:00.000Z';
  it('tells a declaration that was never saved from one that was changed since', () => {
    expect(savedMark({ saved: { state: 'edited' } })).toBe('editedNew');
    expect(
      savedMark({ saved: { state: 'edited' }, code: registrationCodeSchema.parse('1001163220526154946') }),
    ).toBe('edited');
  });

  it('is what waits or was refused, and nothing once the server has it', () => {
    expect(savedMark({ saved: { state: 'queued', at } })).toBe('queued');
    expect(savedMark({ saved: { state: 'refused', at, failure: { code: 'UNIT_REGISTERED' } } })).toBe(
      'refused',
    );
    expect(savedMark({ saved: { state: 'sent', at } })).toBeUndefined();
  });
});

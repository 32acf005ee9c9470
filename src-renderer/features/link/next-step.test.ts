import { describe, expect, it } from 'vitest';
import { failureCodes } from '#shared/contract/errors.ts';
import { vi } from '../../i18n/vi.ts';
import { linkNextStep } from './next-step.ts';

describe('the way on from a link that was refused', () => {
  it('is told for every refusal of a link, and never “try again”', () => {
    const refusals = failureCodes.filter((code) => code.startsWith('LINK_'));
    expect(refusals.length).toBeGreaterThan(3);
    for (const code of refusals) {
      const { words, retry } = linkNextStep(code);
      expect(retry, code).toBe(false);
      expect(vi.link.next, code).toHaveProperty(words ?? 'nothing');
    }
  });

  it('frightens nobody where the work is done already', () => {
    expect(linkNextStep('LINK_USED')).toMatchObject({ way: 'list', tone: 'info' });
  });

  it('is the doctor, and another try, where the line is the trouble', () => {
    expect(linkNextStep('BACKEND_UNREACHABLE')).toEqual({ way: 'doctor', tone: 'bad', retry: true });
  });
});

import { describe, expect, it } from 'vitest';
import { makeI18n } from '../../i18n/i18n.ts';
import { timeLeft } from './time-left.ts';

const t = makeI18n(null).t;

describe('the time that is left', () => {
  it('is told in steps that people can take in', () => {
    expect([undefined, 3, 37, 89, 91, 3600, 8000].map((seconds) => timeLeft(seconds, t))).toEqual([
      'đang ước lượng thời gian…',
      'còn dưới 10 giây',
      'còn khoảng 40 giây',
      'còn khoảng 90 giây',
      'còn khoảng 2 phút',
      'còn khoảng 60 phút',
      'còn khoảng 2 giờ',
    ]);
  });
});

import { expect, it } from 'vitest';
import { describeGap } from './clock.ts';

it.each([
  [0, 'đúng giờ máy chủ'],
  [-7, 'chậm hơn máy chủ 7 phút'],
  [90, 'nhanh hơn máy chủ 1,5 giờ'],
  [-60 * 24 * 3, 'chậm hơn máy chủ 3 ngày'],
  [60 * 24 * 365.25 * 7, 'nhanh hơn máy chủ 7 năm'],
])('tells a gap of %d minutes in the unit that a person would use', (minutes, told) => {
  expect(describeGap(minutes)).toBe(told);
});

import { expect, it } from 'vitest';
import { describeGap } from './clock.ts';

it.each([
  [0, 'đúng giờ máy chủ', 'as the server’s'],
  [-7, 'chậm hơn máy chủ 7 phút', '7 minutes behind the server'],
  [1, 'nhanh hơn máy chủ 1 phút', '1 minute ahead of the server'],
  [90, 'nhanh hơn máy chủ 1,5 giờ', '1.5 hours ahead of the server'],
  [-60 * 24 * 3, 'chậm hơn máy chủ 3 ngày', '3 days behind the server'],
  [60 * 24 * 365.25 * 7, 'nhanh hơn máy chủ 7 năm', '7 years ahead of the server'],
])('tells a gap of %d minutes in the unit that a person would use', (minutes, vi, en) => {
  expect(describeGap(minutes)).toEqual({ vi, en });
});

import { expect, it } from 'vitest';
import { nextPath } from './next-path.ts';

it('goes on to a page of the console and nowhere else', () => {
  for (const path of ['/can-bo', '/can-bo/dang-ky/3004001261122100000/tu-choi', '/can-bo?tim=hoa+binh'])
    expect(nextPath(path)).toBe(path);
  expect(nextPath('/can-bo/dang-ky/1?xong=tu-choi')).toBe('/can-bo/dang-ky/1');
  for (const elsewhere of [
    '',
    'https://evil.example/can-bo',
    '//evil.example/can-bo',
    '/\\\\evil.example/can-bo',
    '/can-bo/../hop-thu',
    '/can-bo.evil',
    'javascript:alert(1)',
    '/can-bo/dang-xuat',
    '/can-bo/dang-nhap?tiep=/can-bo',
    `/can-bo?tim=${'x'.repeat(500)}`,
  ])
    expect(nextPath(elsewhere), elsewhere).toBeUndefined();
});

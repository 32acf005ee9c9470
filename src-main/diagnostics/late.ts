import type { Checker } from './check.ts';
import { both } from './words.ts';

/** Of a check that looks at what the drivers show. */
export const driversLate: NonNullable<Checker['late']> = {
  meaning: both(
    'Các trình điều khiển token chưa trả lời kịp nên phần này bị bỏ qua.',
    'The token drivers did not answer in time, so this part was left.',
  ),
  remedy: both(
    'Xem phần “Trình điều khiển token”; rút và cắm lại token rồi chạy lại chẩn đoán.',
    'See the part “Token drivers”; unplug and replug the token, then run the diagnosis again.',
  ),
};

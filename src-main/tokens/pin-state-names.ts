import type { PinState, PukState } from '#shared/contract/tokens.ts';

/** PIN states in words, as they stand before anyone is asked. */
export const pinStateNames: Readonly<Record<PinState, string>> = {
  ok: 'bình thường',
  low: 'đã nhập sai, còn ít lượt',
  'final-try': 'CHỈ CÒN MỘT LƯỢT',
  locked: 'ĐÃ KHÓA',
  'must-be-changed': 'phải đổi trước khi dùng',
  'not-initialised': 'chưa khởi tạo',
};

/** The same for the PUK, of which no token says how many tries are left in all. */
export const pukStateNames: Readonly<Record<PukState, string>> = {
  ok: 'bình thường',
  low: 'đã nhập sai, còn ít lượt',
  'final-try': 'CHỈ CÒN MỘT LƯỢT',
  locked: 'ĐÃ KHÓA',
};

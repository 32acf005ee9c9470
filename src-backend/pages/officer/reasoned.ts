import type { DecisionRequest } from './decision.ts';
import type { Visit } from './visit.ts';

export type DecideWithReason = (
  visit: Visit,
  request: DecisionRequest & { readonly reason: string },
) => Promise<unknown>;

/** A way out of an open dossier of which the unit reads why: what its page says, and who does it. */
export interface Reasoned {
  /** Last part of its address, and what the page after it is told. */
  readonly path: string;
  readonly title: string;
  /** What it leads to, told before. */
  readonly consequence?: string;
  readonly label: string;
  readonly hint: string;
  /** Told when the reason is left empty. */
  readonly missing: string;
  readonly button: string;
  readonly danger: boolean;
  readonly done: readonly [heading: string, ...lines: readonly string[]];
  readonly decide: DecideWithReason;
}

export const longestReason = 1000;

export const rejection = (decide: DecideWithReason): Reasoned => ({
  path: 'tu-choi',
  title: 'Từ chối tiếp nhận hồ sơ?',
  label: 'Lý do từ chối (bắt buộc)',
  hint: 'Đơn vị đọc được nguyên văn. Ghi rõ mục nào sai và cần sửa thế nào',
  missing: 'Cần ghi lý do từ chối để đơn vị biết phải sửa gì.',
  button: 'Từ chối tiếp nhận',
  danger: true,
  done: ['Đã từ chối tiếp nhận hồ sơ', 'Đơn vị được thông báo lý do.'],
  decide,
});

export const supplement = (decide: DecideWithReason): Reasoned => ({
  path: 'bo-sung',
  title: 'Yêu cầu đơn vị bổ sung hồ sơ?',
  consequence:
    'Hồ sơ trở về kế toán của đơn vị và các chữ ký số không còn giá trị. Mỗi hồ sơ chỉ được yêu cầu bổ sung một lần; sau đó chỉ có thể tiếp nhận hoặc từ chối.',
  label: 'Nội dung cần bổ sung (bắt buộc)',
  hint: 'Đơn vị đọc được nguyên văn. Ghi rõ cần bổ sung hoặc sửa gì, ở chứng từ nào',
  missing: 'Cần ghi nội dung cần bổ sung để đơn vị biết phải làm gì.',
  button: 'Yêu cầu bổ sung',
  danger: false,
  done: ['Đã yêu cầu bổ sung hồ sơ', 'Đơn vị được thông báo nội dung cần bổ sung.'],
  decide,
});

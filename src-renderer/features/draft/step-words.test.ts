import { describe, expect, it } from 'vitest';
import type { DossierContent } from '#shared/domain/dossiers/dossier.ts';
import { makeI18n } from '../../i18n/i18n.ts';
import { firstPlaceOf, stepWords } from './step-words.ts';

const { t } = makeI18n('vi');
const empty: DossierContent = { title: 'Tiền điện', vouchers: [], attachments: [] };
const file = (name: string) => ({
  id: name,
  name,
  size: 10,
  sha256: 'a'.repeat(64),
  mediaType: 'application/pdf',
});
const withFiles = (...names: readonly string[]): DossierContent => ({
  ...empty,
  attachments: names.map(file),
});

describe('the words for a step back or forth', () => {
  it('name what the person had done, not what the step made of it', () => {
    const step = { step: 'undo', before: withFiles('Hóa đơn.pdf'), after: empty } as const;
    expect(stepWords(step, t, 'vi')).toBe('Đã hoàn tác: thêm tệp Hóa đơn.pdf');
    expect(firstPlaceOf(step)).toBe('attachments');
    const again = { step: 'redo', before: empty, after: withFiles('Hóa đơn.pdf') } as const;
    expect(stepWords(again, t, 'vi')).toBe('Đã làm lại: thêm tệp Hóa đơn.pdf');
  });

  it('name a changed field as the form does, and where it is', () => {
    const step = { step: 'undo', before: { ...empty, title: 'Tiền nước' }, after: empty } as const;
    expect(stepWords(step, t, 'vi')).toBe('Đã hoàn tác: Tiêu đề hồ sơ');
    expect(firstPlaceOf(step)).toBe('title');
  });

  it('name two places and count the others', () => {
    const step = {
      step: 'undo',
      before: withFiles('a.pdf', 'b.pdf', 'c.pdf', 'd.pdf'),
      after: empty,
    } as const;
    expect(stepWords(step, t, 'vi')).toBe('Đã hoàn tác: thêm tệp a.pdf, thêm tệp b.pdf và 2 chỗ khác');
  });

  it('say nothing of a step that changed nothing', () => {
    expect(stepWords({ step: 'undo', before: empty, after: { ...empty } }, t, 'vi')).toBeUndefined();
  });
});

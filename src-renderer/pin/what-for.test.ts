import { expect, it } from 'vitest';
import { vietnamese } from './texts-vi.ts';
import { factsOf } from './what-for.ts';

const token = { serial: 'T1', label: 'Token', reader: 'Reader' };
const facts = (total: string) =>
  factsOf(
    {
      prompt: { token } as Parameters<typeof factsOf>[0]['prompt'],
      purpose: 'sign',
      dossierCode: '1001163261122031500',
      documentCount: 3,
      total,
      owner: 'Đỗ Quốc Ẩn',
      certificateSerial: '1A',
    },
    vietnamese,
  );

it('names the total of what is signed, and none where no money is moved', () => {
  expect(facts('1500000')).toContainEqual([vietnamese.total, `1.500.000 ${vietnamese.dong}`]);
  expect(facts('').map(([name]) => name)).not.toContain(vietnamese.total);
  expect(facts('')).toContainEqual([vietnamese.documents, '3']);
});

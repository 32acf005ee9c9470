/** Mẫu 18, C4-02c/KB: as mẫu 17, with a part that goes into the budget as tax. */
import type { FormDescription } from './description.ts';
import { form17, orderColumns, payingUnitSection } from './form-17.ts';
import {
  headSection,
  inWordsBlock,
  payeeHeading,
  payeeRows,
  payeeSection,
  taxBlock,
  taxSection,
} from './parts.ts';

const { software: _none, ...order } = form17;

export const form18: FormDescription = {
  ...order,
  id: '18',
  symbol: 'C4-02c/KB',
  fileName: 'C4-02c-KB',
  title: { vi: 'Ủy nhiệm chi kiêm nộp NSNN', en: 'Payment order and tax payment' },
  sections: [headSection, payeeSection, taxSection, payingUnitSection],
  lines: { ...form17.lines, columns: orderColumns },
  rules: [{ kind: 'split', fields: ['tax.amount', 'payeeAmount'] }],
  print: {
    ...form17.print,
    title: ['ỦY NHIỆM CHI', 'KIÊM NỘP NSNN'],
    after: [inWordsBlock, taxBlock, { heading: payeeHeading, rows: payeeRows }],
  },
};

import { describe, expect, it } from 'vitest';
import { identitiesOf } from './identities.ts';

describe('the identities in a certificate', () => {
  it('are told apart by their prefix, in whatever case and spacing the CA wrote it', () => {
    expect(
      identitiesOf([
        'MST:0101234567',
        'cccd: 001099012345',
        ' CMND :012345678',
        'mns:1001163',
        'HC:B123',
        'Bhxh:79',
      ]),
    ).toEqual([
      { kind: 'MST', value: '0101234567' },
      { kind: 'CCCD', value: '001099012345' },
      { kind: 'CMND', value: '012345678' },
      { kind: 'MNS', value: '1001163' },
      { kind: 'HC', value: 'B123' },
      { kind: 'BHXH', value: '79' },
    ]);
  });

  it('are kept whole when the prefix is unknown, missing, or nothing follows it', () => {
    expect(identitiesOf(['nguyenvana', 'MSTX:1', 'MST:', 'urn:x:MST:1', ''])).toEqual([
      { kind: 'other', value: 'nguyenvana' },
      { kind: 'other', value: 'MSTX:1' },
      { kind: 'other', value: 'MST:' },
      { kind: 'other', value: 'urn:x:MST:1' },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { helpIds, helpPage } from '#shared/help/help-page.ts';
import { searchHelp } from './search-help.ts';

const pages = helpIds.map((id) => helpPage(id, 'vi'));
const found = (query: string) => searchHelp(pages, query).map(({ id }) => id);

describe('the search of the help', () => {
  it('finds a page by words with accents, without them and half typed', () => {
    for (const query of ['mã PIN đã khóa', 'ma pin da khoa', 'pin kho'])
      expect(found(query)).toContain('PIN_LOCKED');
  });

  it('finds a page by the code in the message and by a return value of PKCS#11', () => {
    expect(found('PIN_LOCKED')[0]).toBe('PIN_LOCKED');
    expect(found('cert_expired')[0]).toBe('CERT_EXPIRED');
    expect(found('CKR_PIN_LOCKED')).toContain('PUK_LOCKED');
  });

  it('puts a page whose title says it before those that only mention it', () => {
    expect(found('unikey')[0]).toBe('unikey');
  });

  it('takes a word with accents as it is written', () => {
    expect(found('khóa').length).toBeLessThan(found('khoa').length);
  });

  it('shows every page when nothing is asked, and none for what is nowhere', () => {
    expect(found('  ')).toEqual(helpIds);
    expect(found('zzzz')).toEqual([]);
    expect(found('???')).toEqual([]);
  });
});

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

  it('leads with one who has forgotten the PIN to the PIN and its tries, whatever they call it', () => {
    for (const query of [
      'quen ma pin',
      'quên mã PIN',
      'tôi bị quên mã pin thì làm sao',
      'quên mật khẩu token',
    ])
      expect([query, ...found(query).slice(0, 2)]).toEqual([query, 'pin-basics', 'PIN_INCORRECT']);
  });

  it('has the change of a PIN before pages that only mention both words', () => {
    expect(found('doi pin').slice(0, 3)).toEqual(
      expect.arrayContaining(['PIN_MUST_BE_CHANGED', 'pin-basics']),
    );
    expect(found('doi pin').slice(0, 4)).not.toContain('MODULE_UNSAFE_PLACE');
  });

  it('shows what has the most words where no page has all of them', () => {
    expect(found('token zzzz').length).toBeGreaterThan(0);
    expect(found('quên mã pin zzzz')[0]).toBe('pin-basics');
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

import { describe, expect, it } from 'vitest';
import { findForms, lastForms } from './form-choices.ts';

const ids = (query: string, last: Parameters<typeof findForms>[1] = []) =>
  findForms(query, last).map(({ id }) => id);

describe('choosing a form', () => {
  it('offers the form used last before the others, and mẫu 13 to who has used none', () => {
    expect(ids('')[0]).toBe('13');
    expect(ids('', ['17', '02']).slice(0, 3)).toEqual(['17', '02', '13']);
    expect(ids('', ['17'])).toHaveLength(8);
  });

  it('finds a form by its number, its symbol or words of its name without accents', () => {
    // “02” stands in the symbols of four others.
    expect(ids('02', ['18', '13'])[0]).toBe('02');
    expect(ids('20')[0]).toBe('20');
    expect(ids('c2-02b')).toEqual(['14']);
    expect(ids('uy nhiem chi')).toEqual(['17', '18']);
    expect(ids('mẫu 08')).toEqual(['08']);
    expect(ids('không có mẫu này')).toEqual([]);
  });

  it('survives a shelf that somebody has scribbled on', () => {
    expect(lastForms('["13","99"]')).toEqual([]);
    expect(lastForms('{')).toEqual([]);
    expect(lastForms('["14"]')).toEqual(['14']);
  });
});

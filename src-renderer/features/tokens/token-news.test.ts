import { describe, expect, it } from 'vitest';
import { tokenNews } from './token-news.ts';

const lan = { serial: '1', label: 'Lan' };
const nam = { serial: '2', label: 'Nam' };
const unnamed = { serial: '3', label: '' };

describe('what is announced of tokens', () => {
  it('is who came and who left, not those that stayed', () => {
    expect(tokenNews([lan, nam], [nam, unnamed])).toEqual({ came: ['3'], left: ['Lan'] });
  });

  it('is nothing when only their order or their state changed', () => {
    expect(tokenNews([lan, nam], [nam, { ...lan }])).toEqual({ came: [], left: [] });
  });

  it('is both when another token with the same label takes the place of one', () => {
    expect(tokenNews([lan], [{ serial: '9', label: 'Lan' }])).toEqual({ came: ['Lan'], left: ['Lan'] });
  });
});

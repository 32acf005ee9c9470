import { describe, expect, it } from 'vitest';
import type { PcscPicture } from '#shared/contract/pcsc-host.ts';
import type { TokenView } from '#shared/contract/tokens.ts';
import { gatherTokens, type SeenToken } from './same-token.ts';

const opensc = { path: '/opensc.so', origin: 'catalogue', vendor: 'OpenSC' } as const;
const vendor = { path: '/feitian.so', origin: 'catalogue', vendor: 'FEITIAN' } as const;
const added = { path: '/added.so', origin: 'added', vendor: undefined } as const;

function seen(
  module: SeenToken['module'],
  token: Partial<TokenView>,
  thumbprints?: readonly string[],
): SeenToken {
  const view: TokenView = {
    serial: 'A1',
    label: 'KTT',
    manufacturer: '',
    model: '',
    reader: 'Reader 00',
    slotId: '0',
    modulePath: module.path,
    pinState: 'ok',
    pukState: 'ok',
    pinPad: false,
    minPinLength: 4,
    maxPinLength: 8,
    ...token,
  };
  return { module, token: view, thumbprints: thumbprints === undefined ? undefined : new Set(thumbprints) };
}

function pcsc(...readers: readonly string[]): PcscPicture {
  return {
    service: 'running',
    readers: readers.map((name) => ({ name, card: 'present', atr: '3b00', events: 1 })),
  };
}

const gather = (tokens: readonly SeenToken[], picture?: PcscPicture) =>
  gatherTokens(tokens, picture, () => ['FEITIAN']).map((group) =>
    group.map(({ module, token }) => `${module.path} ${token.serial}`),
  );

describe('a token that two modules show', () => {
  it('is one token when serial and reader are the same, whatever the label', () => {
    expect(gather([seen(opensc, { label: 'a' }), seen(vendor, { label: 'b', serial: 'a1' })])).toHaveLength(
      1,
    );
  });

  it('is one token when the modules make different serials of it: a reader of PC/SC holds one card', () => {
    const tokens = [seen(opensc, { serial: 'A1' }), seen(vendor, { serial: '00A100' })];
    expect(gather(tokens, pcsc('Reader 00'))).toHaveLength(1);
    // Of a reader that PC/SC does not know nobody can say how many tokens it holds.
    expect(gather(tokens)).toHaveLength(2);
  });

  it('is one token when the same certificate lies in the same reader', () => {
    const tokens = [seen(opensc, { serial: 'A1' }, ['c1']), seen(vendor, { serial: 'B2' }, ['c2', 'c1'])];
    expect(gather(tokens)).toHaveLength(1);
  });

  it('is used through the driver that its ATR asks for, unless a person has named or added another', () => {
    const both = [seen(opensc, {}), seen(vendor, {})];
    expect(gather(both, pcsc('Reader 00'))).toEqual([['/feitian.so A1', '/opensc.so A1']]);
    expect(gather(both)).toEqual([['/opensc.so A1', '/feitian.so A1']]);
    expect(gather([...both, seen(added, {})], pcsc('Reader 00'))[0]?.[0]).toBe('/added.so A1');
  });

  it('is used through the module that can read its certificates, even when another was added', () => {
    const tokens = [seen(added, {}, []), seen(opensc, {}, ['c1'])];
    expect(gather(tokens)[0]?.[0]).toBe('/opensc.so A1');
  });
});

describe('two tokens', () => {
  it('of one module are never taken for one, even with the same serial', () => {
    expect(gather([seen(opensc, { slotId: '0' }), seen(opensc, { slotId: '1' })])).toHaveLength(2);
  });

  it('with the same serial in two readers stay two', () => {
    const tokens = [seen(opensc, { serial: '0' }), seen(vendor, { serial: '0', reader: 'Reader 01' })];
    expect(gather(tokens, pcsc('Reader 00', 'Reader 01'))).toHaveLength(2);
  });

  it('on one card, which one module shows as two and another as one, do not become one', () => {
    const tokens = [
      seen(opensc, { serial: 'A1', label: 'user' }),
      seen(opensc, { serial: 'A1', label: 'sign', slotId: '1' }),
      seen(vendor, { serial: 'A1', label: 'both' }),
    ];
    expect(gather(tokens, pcsc('Reader 00')).map((group) => group.length)).toEqual([2, 1]);
  });
});

describe('a reader', () => {
  it('with a name longer than a slot can tell is known by its beginning', () => {
    const long = 'Công ty Rất Dài Đầu Đọc Thẻ Thông Minh Không Tiếp Xúc Phiên Bản 2 00 00';
    let cut = long;
    while (Buffer.byteLength(cut) > 64) cut = cut.slice(0, -1);
    const tokens = [seen(opensc, { serial: 'A', reader: cut }), seen(vendor, { serial: 'B', reader: cut })];
    expect(gather(tokens, pcsc(long))).toHaveLength(1);
  });
});

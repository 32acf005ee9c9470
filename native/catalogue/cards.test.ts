import { describe, expect, it } from 'vitest';
import { cardByAtr, cardCatalogue } from './cards.ts';
import { catalogue } from './catalogue.ts';
import type { Machine } from './installed-modules.ts';
import { neededDriver, vendorsOfCard } from './needed-driver.ts';
import { vendorOfFile } from './vendor-of-file.ts';

const ePass2003 = '3b9f958131fe9f006646530510043171df000000000026';
const eToken5110 = '3bff9600008131fe4380318065b0855956fb120ffe82900000';

function machine(platform: string, ...files: readonly string[]): Machine {
  return {
    platform,
    env: { SystemRoot: 'C:\\Windows' },
    realFile: (path) => (files.includes(path) ? path : undefined),
  };
}

/** ISO 7816-3 §8.2: how many bytes an ATR must have, from T0 and the TDs. */
function lengthByItself(atr: Buffer): number {
  let at = 1;
  let length = 2 + ((atr[1] ?? 0) & 0x0f);
  let needsCheck = false;
  for (let indicator = (atr[1] ?? 0) >> 4; indicator !== 0;) {
    const bytes = indicator.toString(2).replaceAll('0', '').length;
    length += bytes;
    at += bytes;
    if ((indicator & 0b1000) === 0) break;
    const next = atr[at] ?? 0;
    if ((next & 0x0f) !== 0) needsCheck = true;
    indicator = next >> 4;
  }
  return length + (needsCheck ? 1 : 0);
}

describe('the catalogue of cards', () => {
  it('holds only answers to reset that a card can give', () => {
    for (const { name, atr } of cardCatalogue.cards) {
      const bytes = Buffer.from(atr, 'hex');
      expect(lengthByItself(bytes), name).toBe(bytes.length);
    }
  });

  it('has a mask as long as its ATR, never one under which everything fits, and no bit set that is masked out', () => {
    for (const { name, atr, mask } of cardCatalogue.cards) {
      if (mask === undefined) continue;
      expect(mask.length, name).toBe(atr.length);
      const [given, counts] = [Buffer.from(atr, 'hex'), Buffer.from(mask, 'hex')];
      expect(counts.filter((byte) => byte === 0xff).length, name).toBeGreaterThanOrEqual(10);
      given.forEach((byte, n) => expect(byte & ~(counts[n] ?? 0), name).toBe(0));
    }
  });

  it('names for every card a driver that the catalogues know, and says where the row comes from', () => {
    const makers = new Set(catalogue.modules.map(({ vendor }) => vendor));
    const drivers = new Set(cardCatalogue.drivers.map(({ vendor }) => vendor));
    for (const { name, vendors, source } of cardCatalogue.cards) {
      for (const vendor of vendors) {
        expect(drivers.has(vendor), `${name}: ${vendor}`).toBe(true);
        expect(makers.has(vendor), `${name}: ${vendor}`).toBe(true);
      }
      expect(source.length).toBeGreaterThan(10);
    }
    expect(drivers.size).toBe(cardCatalogue.drivers.length);
  });

  it('has each exact ATR once', () => {
    const exact = cardCatalogue.cards.filter(({ mask }) => mask === undefined).map(({ atr }) => atr);
    expect(new Set(exact).size).toBe(exact.length);
  });
});

describe('a card', () => {
  it('is found by its exact ATR, in either case, and by nothing that is a byte off', () => {
    expect(cardByAtr(eToken5110)?.name).toBe('Thales SafeNet eToken 5110 SC');
    expect(cardByAtr(eToken5110.toUpperCase())?.name).toBe('Thales SafeNet eToken 5110 SC');
    expect(cardByAtr(`${eToken5110.slice(0, -2)}01`)).toBeUndefined();
    expect(cardByAtr(eToken5110.slice(0, -2))).toBeUndefined();
    expect(cardByAtr(`${eToken5110}00`)).toBeUndefined();
    expect(cardByAtr('')).toBeUndefined();
  });

  it('of a family is found whatever stands in the bytes that vary, and only there', () => {
    expect(cardByAtr(ePass2003)?.name).toBe('FEITIAN ePass2003');
    expect(cardByAtr(ePass2003.replace('100431', '510033'))?.name).toBe('FEITIAN ePass2003');
    expect(cardByAtr(ePass2003.replace('66465305', '66465306'))).toBeUndefined();
  });

  it('with a row of its own is not taken for one of its family', () => {
    expect(cardByAtr('3b9f958131fe9f006646530532022571df000006000010')?.name).toBe('FEITIAN ePass3003 Auto');
    expect(cardByAtr('3b7f960000803180 65b0850500 39120ffe829000'.replaceAll(' ', ''))?.name).toBe(
      'Thales SafeNet IDPrime 940C',
    );
  });
});

describe('the driver that a card needs', () => {
  it('is named with its files for this system, and as missing when none of them is here', () => {
    expect(neededDriver(ePass2003, machine('win32'))).toMatchObject({
      vendor: 'FEITIAN ePass2003 (chip)',
      installed: false,
      confidence: 'reported',
    });
    const { files = [] } = neededDriver(ePass2003, machine('win32')) ?? {};
    expect(files[0]).toBe('eps2003csp11.dll');
    expect(files).toContain('viettel-ca_v6.dll');
    expect(neededDriver(ePass2003, machine('linux'))?.files).toEqual(['libcastle.so']);
  });

  it('is there when a certificate authority’s own build of it is', () => {
    const windows = machine('win32', 'C:\\Windows\\System32\\vnptca_p11_v8.dll');
    expect(neededDriver(ePass2003, windows)?.installed).toBe(true);
    expect(neededDriver(eToken5110, windows)?.installed).toBe(false);
  });

  it('is not guessed for a card that nobody has described', () => {
    expect(neededDriver('3b021450', machine('linux'))).toBeUndefined();
    expect(vendorsOfCard('3b021450')).toEqual([]);
  });
});

describe('the maker of a module', () => {
  it('is known by the file’s name, wherever it lies', () => {
    expect(vendorOfFile('D:\\Token\\Viettel-CA_v6.DLL', 'win32')).toBe('Viettel-CA');
    expect(vendorOfFile('/opt/x/opensc-pkcs11.so', 'linux')).toBe('OpenSC');
    expect(vendorOfFile('/opt/x/other.so', 'linux')).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { deepLink, readLink } from './link-text.ts';

const secret = 'AbC-_'.padEnd(43, 'x9');
const link = { server: 'https://dvc.example.vn', secret };
const deep = `dvctt://lien-ket?server=https%3A%2F%2Fdvc.example.vn&secret=${secret}`;
const web = `https://dvc.example.vn/lien-ket/${secret}`;

describe('a link from a letter', () => {
  it.each([
    ['the deep link', deep],
    ['the deep link as Windows hands it over', deep.replace('lien-ket?', 'lien-ket/?')],
    ['with the server written plainly', `dvctt://lien-ket?secret=${secret}&server=https://dvc.example.vn/`],
    ['the web address', web],
    ['with a slash at its end', `${web}/`],
    ['with a tag of a mail program behind it', `${web}?utm_source=mail#top`],
    ['in capitals where they do not matter', web.replace('https://dvc', 'HTTPS://DVC')],
    ['in a whole line', `Kính gửi bà Lan, mời bấm vào liên kết: ${web}. Trân trọng!`],
    ['in angle brackets', `Mở <${web}>,`],
    ['in the two forms of one letter', `${deep}\n\nhoặc\n${web}\n`],
    ['behind other addresses', `https://kbnn.gov.vn/tin-tuc ${web}`],
    ['broken over two lines of a quoted letter', `> ${web.slice(0, 60)}\r\n> ${web.slice(60)}`],
    ['with what cannot be seen around it', `\u200b${web}\u200b\u00a0`],
  ])('is found: %s', (_how, text) => {
    expect(readLink(text)).toEqual(link);
  });

  it('keeps a port, and drops the usual one', () => {
    expect(readLink(`http://127.0.0.1:8470/lien-ket/${secret}`).server).toBe('http://127.0.0.1:8470');
    expect(readLink(`https://dvc.example.vn:443/lien-ket/${secret}`)).toEqual(link);
  });

  it.each([
    ['nothing', ''],
    ['words', 'liên kết trong thư'],
    ['one letter short', web.slice(0, -1)],
    ['one letter long', `${web}x`],
    ['another page', `https://dvc.example.vn/can-bo/${secret}`],
    ['a scheme of its own', `file:///lien-ket/${secret}`],
    ['a name before the server', `https://lan:x@dvc.example.vn/lien-ket/${secret}`],
    ['another thing to do', deep.replace('lien-ket', 'cai-dat')],
    ['a third field', `${deep}&run=calc`],
    ['the secret twice', `${deep}&secret=${secret}`],
    ['a server that is no web address', deep.replace('https%3A', 'file%3A')],
    ['links of two letters', `${web} ${web.replace('AbC', 'Abd')}`],
  ])('is unknown: %s', (_what, text) => {
    expect(() => readLink(text)).toThrow('LINK_UNKNOWN');
  });

  it('does not tell the secret in its refusal', () => {
    for (const text of [`${web}x`, `${web} ${web.replace('AbC', 'Abd')}`]) {
      try {
        readLink(text);
        expect.unreachable();
      } catch (thrown) {
        expect(JSON.stringify(thrown) + String(thrown)).not.toContain('x9x9x9');
      }
    }
  });

  it('is handed over by the system in one form alone', () => {
    expect(deepLink(deep)).toEqual(link);
    expect(deepLink(web)).toBeUndefined();
  });
});

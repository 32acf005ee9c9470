import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markup, webAddress } from './html.ts';

describe('the markup tag', () => {
  const hostile = `"><script>alert('1')</script>&amp;<b onload=x>\``;

  it('keeps a text between tags a text', () => {
    expect(markup`<p>${hostile}</p>`.toString()).toBe(
      '<p>&#34;&#62;&#60;script&#62;alert(&#39;1&#39;)&#60;/script&#62;&#38;amp;&#60;b onload&#61;x&#62;&#96;</p>',
    );
  });

  it('keeps a value inside its quoted attribute, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (value) => {
        const made = markup`<input value="${value}">`.toString();
        expect(made).toMatch(/^<input value="[^"<>']*">$/s);
      }),
    );
  });

  it('puts templates and lists of templates into each other unescaped, and nothing for what is undefined', () => {
    const rows = ['<', 'b'].map((cell) => markup`<td>${cell}</td>`);
    expect(markup`<tr>${rows}${undefined}${0}</tr>`.toString()).toBe('<tr><td>&#60;</td><td>b</td>0</tr>');
  });

  it('shows control characters and halves of characters as a mark', () => {
    expect(markup`${'a\u0000b\u009fc\ud800d\n'}`.toString()).toBe('a\ufffdb\ufffdc\ufffdd\n');
  });

  it('leads only to web pages', () => {
    expect(webAddress('https://dvctt.example.vn/lien-ket/x')).toBe('https://dvctt.example.vn/lien-ket/x');
    expect(webAddress('/can-bo')).toBe('/can-bo');
    for (const address of [
      'javascript:alert(1)',
      ' javascript:alert(1)',
      'java\nscript:x',
      'data:text/html,x',
      '//evil',
      '/\\evil',
      'x',
    ]) {
      expect(webAddress(address)).toBe('#');
    }
  });
});

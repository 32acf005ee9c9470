import { describe, expect, it } from 'vitest';
import { pinOrigin, windowOrigin } from './addresses.ts';
import { isFrom, mayLoad, mayNavigate, mayUse } from './security.ts';

describe('the guards of a window', () => {
  it.each([
    'https://example.com/',
    'http://127.0.0.1/',
    'file:///etc/passwd',
    'app://pin/pin.html',
    'app://window.evil/index.html',
    'app://evil@pin/index.html',
    'javascript:alert(1)',
    'data:text/html,x',
    'about:blank',
    '',
    'nonsense',
  ])('do not let it go to %j', (address) => {
    expect(mayNavigate(address, windowOrigin)).toBe(false);
  });

  it('let it move within its own pages', () => {
    expect(mayNavigate('app://window/index.html#/dossiers/1', windowOrigin)).toBe(true);
  });

  it('let it load what it made itself, and nothing of others', () => {
    expect(mayLoad('app://window/assets/a.js', windowOrigin)).toBe(true);
    expect(mayLoad('blob:app://window/1234', windowOrigin)).toBe(true);
    expect(mayLoad('blob:app://pin/1234', windowOrigin)).toBe(false);
    expect(mayLoad('https://example.com/', windowOrigin)).toBe(false);
    expect(mayLoad('ws://127.0.0.1:1/', windowOrigin)).toBe(false);
  });

  it('let it copy, and give the PIN page nothing', () => {
    const copying = 'clipboard-sanitized-write';
    expect(mayUse(copying, windowOrigin, [copying], 'app://window/')).toBe(true);
    expect(mayUse(copying, windowOrigin, [copying], 'https://example.com/')).toBe(false);
    expect(mayUse('media', windowOrigin, [copying], 'app://window/')).toBe(false);
    expect(mayUse(copying, pinOrigin, [], 'app://pin/')).toBe(false);
  });
});

describe('the sender of a message', () => {
  const frame = (url: string) => ({ url });
  const contents = (mainFrame: object) => ({ mainFrame });
  const own = frame('app://window/index.html');
  const window = contents(own);

  it('is taken from the top frame of the window alone', () => {
    expect(isFrom({ sender: window, senderFrame: own }, window, windowOrigin)).toBe(true);
    const inner = frame('app://window/index.html');
    expect(isFrom({ sender: window, senderFrame: inner }, window, windowOrigin)).toBe(false);
    expect(isFrom({ sender: contents(own), senderFrame: own }, window, windowOrigin)).toBe(false);
    expect(isFrom({ sender: window, senderFrame: null }, window, windowOrigin)).toBe(false);
  });

  it('is refused once the frame shows another address', () => {
    const strayed = frame('about:blank');
    expect(isFrom({ sender: contents(strayed), senderFrame: strayed }, contents(strayed), windowOrigin)).toBe(
      false,
    );
    const pin = frame('app://pin/pin.html');
    const pinContents = contents(pin);
    expect(isFrom({ sender: pinContents, senderFrame: pin }, pinContents, windowOrigin)).toBe(false);
    expect(isFrom({ sender: pinContents, senderFrame: pin }, pinContents, pinOrigin)).toBe(true);
  });
});

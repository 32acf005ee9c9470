import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pinOrigin, windowOrigin } from './addresses.ts';
import { answer } from './protocol.ts';

let base: string;
let folder: string;

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'dvctt-protocol-'));
  folder = join(base, 'renderer');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  for (const name of ['index.html', 'pin.html', 'assets/a.js']) writeFileSync(join(folder, name), name);
  writeFileSync(join(base, 'core.js'), 'SECRET');
});
afterAll(() => rmSync(base, { recursive: true }));

const get = (url: string, origin: string, method = 'GET') => answer({ url, method }, folder, origin);

describe('app://', () => {
  it('shows the window’s files under a policy that lets nothing else in', async () => {
    const page = await get('app://window/index.html?x=1#y', windowOrigin);
    expect([page.status, await page.text()]).toEqual([200, 'index.html']);
    expect(page.headers.get('content-security-policy')).toContain("frame-src 'none'");
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('keeps the PIN page and the window apart', async () => {
    expect((await get('app://pin/pin.html', pinOrigin)).status).toBe(200);
    expect((await get('app://pin/index.html', pinOrigin)).status).toBe(404);
    expect((await get('app://window/pin.html', windowOrigin)).status).toBe(404);
    expect((await get('app://pin/pin.html', windowOrigin)).status).toBe(404);
  });

  it.each([
    'app://window/../core.js',
    'app://window/%2e%2e/core.js',
    'app://window/..%2fcore.js',
    'app://window/',
  ])('never reads outside the built window: %s', async (url) => {
    const answered = await get(url, windowOrigin);
    expect(answered.status).toBe(404);
    expect(await answered.text()).not.toContain('SECRET');
  });

  it('takes no posts', async () => {
    expect((await get('app://window/index.html', windowOrigin, 'POST')).status).toBe(404);
  });
});

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRendererFile } from './renderer-file.ts';

let base: string;
let folder: string;

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'dvctt-renderer-'));
  folder = join(base, 'renderer');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<p>window</p>');
  writeFileSync(join(folder, 'assets', 'main-A1_b.js'), 'export {}');
  writeFileSync(join(folder, '.secret.json'), '{}');
  writeFileSync(join(folder, 'notes.txt'), 'not built');
  writeFileSync(join(base, 'outside.json'), '{"secret":1}');
  symlinkSync(join(base, 'outside.json'), join(folder, 'link.json'));
});
afterAll(() => rmSync(base, { recursive: true }));

describe('files of the window', () => {
  it('are served with their type', async () => {
    const page = await readRendererFile(folder, '/index.html');
    expect(page?.bytes.toString()).toBe('<p>window</p>');
    expect(page?.mediaType).toBe('text/html; charset=utf-8');
    const script = await readRendererFile(folder, '/assets/main-A1_b.js');
    expect(script?.mediaType).toBe('text/javascript; charset=utf-8');
  });

  it.each([
    '',
    '/',
    '/assets',
    '/assets/',
    '/missing.js',
    '/../outside.json',
    '/assets/../../outside.json',
    '/%2e%2e/outside.json',
    '/..%2foutside.json',
    '/assets\\..\\..\\outside.json',
    '/link.json',
    '/.secret.json',
    '/notes.txt',
    '/index.html\0.js',
    '//etc/passwd',
    '/C:/Windows/win.ini',
  ])('never include %j', async (path) => {
    expect(await readRendererFile(folder, path)).toBeUndefined();
  });
});

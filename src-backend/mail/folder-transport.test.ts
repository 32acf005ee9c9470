import { expect, it, onTestFinished } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sweepLetters } from './folder-transport.ts';

it('removes letters older than 30 days from the mailbox folder, and nothing else', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dvctt-mailbox-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const now = new Date('2026-11-22T03:00:00Z');
  const written = async (name: string, days: number) => {
    const at = new Date(now.getTime() - days * 86_400_000);
    await writeFile(join(folder, name), 'x');
    await utimes(join(folder, name), at, at);
  };
  await written('old.eml', 31);
  await written('torn.eml.part', 31);
  await written('new.eml', 29);
  await written('note.txt', 400);
  await sweepLetters(folder, now);
  expect((await readdir(folder)).toSorted()).toEqual(['new.eml', 'note.txt']);
  await expect(sweepLetters(join(folder, 'none'), now)).resolves.toBeUndefined();
});

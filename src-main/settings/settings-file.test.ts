import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addedModulesIn } from './added-modules.ts';
import { SettingsFile } from './settings-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dvctt-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = () => join(folder, 'settings.json');

describe('the settings', () => {
  it('are empty before anybody has set anything, and make no file by being read', () => {
    expect(new SettingsFile(folder).read()).toEqual({});
    expect(readdirSync(folder)).toEqual([]);
  });

  it('keep what a newer program has written beside what this one changes', async () => {
    writeFileSync(file(), JSON.stringify({ tomorrow: { yes: true }, addedModules: ['/a.so'] }));
    const modules = addedModulesIn(new SettingsFile(folder));
    await modules.add('/b.so');
    await modules.add('/a.so');
    await modules.remove('/b.so');
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({
      tomorrow: { yes: true },
      addedModules: ['/a.so'],
    });
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  it('of another shell are seen at the next look', async () => {
    const here = addedModulesIn(new SettingsFile(folder));
    const there = addedModulesIn(new SettingsFile(folder));
    await there.add('/a.so');
    expect(here.list()).toEqual(['/a.so']);
  });

  it.each(['{"addedModules": [', '{"addedModules": "all"}', '[]', ''])(
    'that cannot be understood (%s) are set aside whole, and the program goes on',
    (damaged) => {
      writeFileSync(file(), damaged);
      expect(new SettingsFile(folder, () => new Date('2026-11-22T05:00:00Z')).read()).toEqual({});
      const [aside = ''] = readdirSync(folder);
      expect(aside).toBe('settings.json.damaged-2026-11-22T05-00-00-000Z');
      expect(readFileSync(join(folder, aside), 'utf8')).toBe(damaged);
    },
  );
});

/** Files that are named as a driver and are none, or none for this machine: what is told is read, not guessed. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FailureCode } from '#shared/contract/errors.ts';
import type { ModuleView } from '#shared/contract/tokens.ts';
import { brokenModule, type BrokenFile } from '#test/support/faulty-module.ts';
import { BadCompany } from './bad-company.ts';

const expected: Readonly<Record<BrokenFile, readonly FailureCode[]>> = {
  'elf-32-bit': ['MODULE_WRONG_BITNESS'],
  'elf-other-processor': ['MODULE_WRONG_BITNESS'],
  'windows-32-bit': ['MODULE_WRONG_BITNESS'],
  'windows-64-bit': ['MODULE_WRONG_BITNESS'],
  'missing-dependency': ['MODULE_DEPENDENCY_MISSING'],
  'no-pkcs11': ['MODULE_NOT_PKCS11'],
  // The loader may fall over its missing end: in its own process.
  'cut-short': ['MODULE_LOAD_FAILED', 'MODULE_CRASHED'],
  text: ['MODULE_NOT_PKCS11'],
  empty: ['MODULE_NOT_PKCS11'],
};

describe('a file that cannot be a driver here', () => {
  const company = new BadCompany();
  const broken = new Map<BrokenFile, { readonly folder: string; readonly path: string }>();
  let modules: readonly ModuleView[];
  let labels: readonly string[];

  beforeAll(async () => {
    await company.prepare();
    // The keys are exactly BrokenFile, which Object.keys forgets.
    for (const kind of Object.keys(expected) as BrokenFile[]) broken.set(kind, brokenModule(kind));
    const nowhere = join(company.honest.folder, 'nowhere.so');
    const paths = [...[...broken.values()].map(({ path }) => path), nowhere, company.honest.folder];
    const list = await company.service(paths).list();
    ({ modules } = list);
    labels = list.tokens.map(({ label }) => label);
  });
  afterAll(async () => {
    for (const { folder } of broken.values()) rmSync(folder, { recursive: true });
    await company.clear();
  });

  const failureOf = (path: string) => modules.find((module) => module.path === path)?.failure;

  // The keys are exactly BrokenFile, which Object.entries forgets.
  it.each(Object.entries(expected) as [BrokenFile, readonly FailureCode[]][])(
    '(%s) is told as %s',
    (kind, codes) => {
      const { path } = broken.get(kind)!;
      expect(codes).toContain(failureOf(path)?.code);
      expect(failureOf(path)?.details?.['module']).toBe(path);
    },
  );

  it('whose library is missing is told with the name of that library', () => {
    const { path } = broken.get('missing-dependency')!;
    expect(JSON.stringify(failureOf(path)?.details)).toContain('libdvcttmissing.so');
  });

  it('that is not there at all, or is a folder, is told so', () => {
    expect(failureOf(join(company.honest.folder, 'nowhere.so'))?.code).toBe('MODULE_NOT_FOUND');
    expect(failureOf(company.honest.folder)?.code).toBe('MODULE_NOT_PKCS11');
  });

  it('keeps no honest token from being listed', () => {
    expect(labels).toEqual(['KTT']);
  });
});

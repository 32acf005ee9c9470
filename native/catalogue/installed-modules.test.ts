import { describe, expect, it } from 'vitest';
import { catalogue } from './catalogue.ts';
import { installedModules, modulesFor32BitOnly, type Machine } from './installed-modules.ts';

function machine(platform: string, files: Readonly<Record<string, string>>): Machine {
  return { platform, env: { SystemRoot: 'D:\\Win' }, realFile: (path) => files[path] };
}

describe('the driver catalogue', () => {
  it('says of each row where it comes from, and holds no file twice on one platform', () => {
    for (const platform of ['win32', 'darwin', 'linux'] as const) {
      const files = catalogue.modules
        .filter((row) => row.platform === platform)
        .flatMap((row) => row.files.map((file) => file.toLowerCase()));
      expect(files.length).toBeGreaterThan(0);
      expect(new Set(files).size).toBe(files.length);
    }
  });

  it('never offers the software token by itself', () => {
    expect(JSON.stringify(catalogue).toLowerCase()).not.toContain('softhsm');
  });
});

describe('the modules of a machine', () => {
  it('are found in System32 on Windows, newest driver first', () => {
    const path = (name: string) => `D:\\Win\\System32\\${name}`;
    const names = ['viettel-ca_v5.dll', 'viettel-ca_v6.dll', 'BkavCA.dll'];
    const windows = machine('win32', Object.fromEntries(names.map((name) => [path(name), path(name)])));
    expect(installedModules(windows)).toEqual([
      { path: path('viettel-ca_v6.dll'), vendor: 'Viettel-CA', confidence: 'reported' },
      { path: path('viettel-ca_v5.dll'), vendor: 'Viettel-CA', confidence: 'reported' },
      { path: path('BkavCA.dll'), vendor: 'BkavCA', confidence: 'reported' },
    ]);
  });

  it('are counted once when one file has two paths', () => {
    const real = '/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so';
    const linux = machine('linux', { [real]: real, '/usr/lib/opensc-pkcs11.so': real });
    expect(installedModules(linux).map(({ path }) => path)).toEqual([real]);
  });

  it('are none on a machine without drivers', () => {
    expect(installedModules(machine('linux', {}))).toEqual([]);
    expect(installedModules(machine('freebsd', {}))).toEqual([]);
  });

  it('that were installed for 32-bit programs only are named as such, and not used', () => {
    const place = 'D:\\Win\\SysWOW64\\viettel-ca_v6.dll';
    const windows = machine('win32', { [place]: place });
    expect(installedModules(windows)).toEqual([]);
    expect(modulesFor32BitOnly(windows)).toEqual([
      { path: place, vendor: 'Viettel-CA', confidence: 'reported' },
    ]);
    const both = machine('win32', {
      [place]: place,
      'D:\\Win\\System32\\viettel-ca_v5.dll': 'D:\\Win\\System32\\viettel-ca_v5.dll',
    });
    expect(modulesFor32BitOnly(both)).toEqual([]);
  });
});

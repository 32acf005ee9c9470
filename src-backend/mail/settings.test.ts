import { describe, expect, it } from 'vitest';
import { DvcttError } from '#shared/contract/errors.ts';
import { isMailAddress } from './address.ts';
import { readMailSettings, readPublicUrl, readSmtpSettings } from './settings.ts';

const from = 'dvctt@kbnn.example.vn';
const refused = (work: () => unknown) => {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof DvcttError) return JSON.stringify(thrown.toFailure());
  }
  return 'accepted';
};

describe('where letters go', () => {
  it('is the folder when nothing is said', () => {
    expect(readSmtpSettings(undefined, undefined)).toBeUndefined();
    expect(readSmtpSettings(' ', from)).toBeUndefined();
  });

  it('requires TLS of every server but one on this machine', () => {
    expect(readSmtpSettings('smtp://u%40x:p%3Aw@mail.example.vn', from)).toEqual({
      host: 'mail.example.vn',
      port: 587,
      secure: false,
      requireTls: true,
      user: 'u@x',
      password: 'p:w',
      from,
    });
    expect(readSmtpSettings('smtps://mail.example.vn', from)).toMatchObject({ port: 465, secure: true });
    for (const host of ['127.0.0.1', 'localhost', '[::1]'])
      expect(readSmtpSettings(`smtp://${host}:25`, from)).toMatchObject({ requireTls: false });
    expect(readSmtpSettings('smtp://127.evil.example:25', from)).toMatchObject({ requireTls: true });
  });

  it('refuses what is no mail server without repeating the password', () => {
    for (const url of [
      'http://u:geheim@x',
      'smtp:',
      'smtp://u:geheim@x/?secure=no',
      'smtp://u:%ZZgeheim@x',
      'geheim',
    ]) {
      expect(refused(() => readSmtpSettings(url, from))).toMatch(/USAGE(?!.*geheim)/);
    }
    for (const sender of [undefined, '', 'a@b', 'a@b.vn\r\nBcc: c@d.vn'])
      expect(refused(() => readSmtpSettings('smtp://x.vn', sender))).toContain('mail-from');
  });

  it('is no mail server elsewhere without a public address: letters would lead to 127.0.0.1', () => {
    const read = (smtp: string, publicUrl?: string) => readMailSettings({ smtp, from, publicUrl });
    expect(refused(() => read('smtps://mail.example.vn'))).toMatch(/USAGE.*--public-url/);
    expect(read('smtps://mail.example.vn', 'https://dvc.example.vn')).toMatchObject({
      publicUrl: 'https://dvc.example.vn',
      smtp: { host: 'mail.example.vn' },
    });
    expect(read('smtp://127.0.0.1:2525')).toMatchObject({ smtp: { host: '127.0.0.1' } });
    expect(readMailSettings({ smtp: undefined, from: undefined, publicUrl: undefined })).toEqual({});
  });

  it('takes a public address only with https, and whole', () => {
    expect(readPublicUrl('https://dvctt.example.vn/')).toBe('https://dvctt.example.vn');
    expect(readPublicUrl('http://127.0.0.1:8470')).toBe('http://127.0.0.1:8470');
    expect(readPublicUrl('')).toBeUndefined();
    for (const url of [
      'http://dvctt.example.vn',
      'https://a.vn/path',
      'https://u:p@a.vn',
      'javascript:x',
      'a.vn',
    ])
      expect(refused(() => readPublicUrl(url))).toContain('public-url');
  });
});

describe('an e-mail address', () => {
  it('is one plain address and nothing else', () => {
    for (const good of ['a@example.vn', 'ke.toan+dvc@thcs-songlo.haiphong.edu.vn'])
      expect(isMailAddress(good)).toBe(true);
    for (const bad of [
      'a@b',
      'a b@c.vn',
      'a@b.vn,c@d.vn',
      'a@b.vn\n',
      '"a"@b.vn',
      '<a@b.vn>',
      '.a@b.vn',
      'a..b@c.vn',
      'a@-b.vn',
      `${'a'.repeat(65)}@b.vn`,
    ])
      expect(isMailAddress(bad)).toBe(false);
  });
});

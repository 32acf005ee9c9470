import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { SecretLines } from './secret-lines.ts';

it('gives a password before the one-time code after it has been written', async () => {
  const pipe = new PassThrough();
  const lines = new SecretLines(pipe);
  pipe.write('mật khẩu\r\n');
  expect((await lines.line(0))?.toString()).toBe('mật khẩu');
  const code = lines.line(1);
  pipe.write('123');
  pipe.write('456\n');
  expect((await code)?.toString()).toBe('123456');
});

it('takes a last line without an end, and knows of no line after it', async () => {
  const pipe = new PassThrough();
  pipe.end('a\n\nb');
  const lines = new SecretLines(pipe);
  expect((await lines.line(2))?.toString()).toBe('b');
  expect((await lines.line(1))?.length).toBe(0);
  expect(await lines.line(3)).toBeUndefined();
});

it('refuses an input that is no secret but a file', async () => {
  const pipe = new PassThrough();
  pipe.end(Buffer.alloc(5_000, 'x'));
  await expect(new SecretLines(pipe).line(0)).rejects.toMatchObject({ code: 'USAGE' });
});

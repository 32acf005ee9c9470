import { open } from 'node:fs/promises';
import { DvcttError } from '#shared/contract/errors.ts';
import { fileFailure } from './exclusive-file.ts';

/** Names the file with the passphrase of an unattended machine. */
export const passphraseFileVariable = 'DVCTT_STORE_PASSPHRASE_FILE';

/** Longest passphrase file, in bytes. */
const longest = 4_096;

/**
 * First line of the file that DVCTT_STORE_PASSPHRASE_FILE names; undefined when it names none. USAGE when somebody else
 * can read the file or owns it: a passphrase that others know protects nothing. @throws FILE_NOT_FOUND, USAGE.
 */
export async function passphraseFromFile(
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  const file = env[passphraseFileVariable];
  if (file === undefined || file === '') return undefined;
  const handle = await open(file, 'r').catch((cause: unknown) => {
    throw new DvcttError('FILE_NOT_FOUND', { file, variable: passphraseFileVariable }, { cause });
  });
  try {
    const { mode, uid, size } = await handle.stat();
    // Windows keeps its own lists of who may read; its mode bits say nothing.
    if (process.platform !== 'win32') {
      const own = process.getuid?.();
      if ((mode & 0o077) !== 0 || (own !== undefined && uid !== own))
        throw new DvcttError('USAGE', {
          file,
          reason: 'tệp mật khẩu kho phải thuộc chính người dùng này và chỉ người đó đọc được (chmod 600)',
        });
    }
    if (size > longest) throw new DvcttError('USAGE', { file, reason: 'tệp mật khẩu kho quá lớn' });
    const [line = ''] = (await handle.readFile('utf8')).split(/\r?\n/, 1);
    if (line === '') throw new DvcttError('USAGE', { file, reason: 'tệp mật khẩu kho trống' });
    return line;
  } catch (cause) {
    throw fileFailure(file, cause);
  } finally {
    await handle.close();
  }
}

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openFile, toBase64 } from './file-bytes.ts';

const content = Buffer.from('Giấy rút dự toán');
const file = {
  name: 'a.txt',
  mediaType: 'text/plain',
  sha256: createHash('sha256').update(content).digest('hex'),
  base64: content.toString('base64'),
};

describe('a file shown in the window', () => {
  it('is the file that the dossier names, byte for byte', async () => {
    const opened = await openFile(file, file.sha256);
    expect(Buffer.from(opened.bytes).equals(content)).toBe(true);
    expect(opened.sha256).toBe(file.sha256);
  });

  it('is refused when other bytes come under the promised digest', async () => {
    const swapped = { ...file, base64: Buffer.from('Giấy rút dự tóan').toString('base64') };
    await expect(openFile(swapped, file.sha256)).rejects.toMatchObject({ code: 'DOCUMENT_CHANGED' });
  });

  it('keeps every byte of a chosen file larger than one piece', async () => {
    const bytes = Uint8Array.from({ length: 100_003 }, (_, index) => (index * 31) & 0xff);
    expect(await toBase64(new Blob([bytes]))).toBe(Buffer.from(bytes).toString('base64'));
  });
});

import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { openDatabase, openEncrypted } from '../open-database.ts';

const pageSize = 4096;

/**
 * Puts the schema's pages of a fresh database into a damaged one. The same migrations put every table's root on the same
 * page, and nothing moves roots (there is no vacuum); so when only the first pages were overwritten, the rest is
 * readable again. The fresh one is made at least as long as the damaged one, since the first page tells the length.
 */
export function replaceSchemaPages(damaged: string, key: Uint8Array): void {
  if (!existsSync(damaged)) return;
  const pages = Math.ceil(statSync(damaged).size / pageSize);
  const folder = mkdtempSync(join(dirname(damaged), 'fresh-'));
  const fresh = join(folder, 'store.sqlite');
  try {
    const numbers = makeFresh(fresh, key, pages);
    const from = openSync(fresh, 'r');
    const to = openSync(damaged, 'r+');
    try {
      const page = Buffer.alloc(pageSize);
      for (const number of numbers) {
        readSync(from, page, 0, pageSize, (number - 1) * pageSize);
        writeSync(to, page, 0, pageSize, (number - 1) * pageSize);
      }
      // As long as the first page now says; nothing refers to what is added.
      if (statSync(damaged).size < statSync(fresh).size) ftruncateSync(to, statSync(fresh).size);
    } finally {
      closeSync(from);
      closeSync(to);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Answers the numbers of the pages that hold the schema. */
function makeFresh(file: string, key: Uint8Array, pages: number): readonly number[] {
  const database = openDatabase(file, key);
  try {
    database
      .prepare('INSERT INTO blob_references (holder, sha256) VALUES (?, ?)')
      .run('filling', 'x'.repeat(pages * pageSize));
  } finally {
    database.close();
  }
  const reading = openEncrypted(file, key);
  try {
    // SQLite answers whole numbers.
    return reading
      .prepare("SELECT pageno FROM dbstat WHERE name = 'sqlite_schema'")
      .pluck()
      .all() as number[];
  } finally {
    reading.close();
  }
}

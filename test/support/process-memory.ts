/**
 * What a process holds in memory. For our own processes gcore (gdb) writes the core dump and we search it; a Chromium
 * renderer reserves over a terabyte of address space, which gcore would walk through, so there the pages that are
 * really in use are read from /proc.
 */
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Every process of this machine, from /proc. */
export function processes(): readonly ProcessFacts[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const status = readFileSync(`/proc/${name}/status`, 'utf8');
        const parent = Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1] ?? 0);
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        return [{ pid: Number(name), parent, command }];
      } catch {
        // It ended while we looked.
        return [];
      }
    });
}

/** The process and everything that it started, directly or not. */
export function family(pid: number): readonly ProcessFacts[] {
  const all = processes();
  const found: ProcessFacts[] = all.filter((process) => process.pid === pid);
  for (const process of found) found.push(...all.filter(({ parent }) => parent === process.pid));
  return found;
}

/** How often each text stands in the memory of a process, as UTF-8 or UTF-16. */
export function countInMemory(pid: number, texts: readonly string[]): ReadonlyMap<string, number> {
  const folder = mkdtempSync(join(tmpdir(), 'dvctt-core-'));
  try {
    execFileSync('gcore', ['-o', join(folder, 'core'), String(pid)], { stdio: 'ignore' });
    return countInFile(join(folder, `core.${pid}`), texts);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The same for a process too large for gcore: every readable mapping of which something is resident. */
export function countInResidentMemory(pid: number, texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map(texts.map((text) => [text, 0]));
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  try {
    for (const { start, end } of residentMappings(pid)) {
      // Overlapping by a little, so that a text at a seam is found; counting one twice does no harm here.
      for (let at = start; at < end; at += pageRun - 256) {
        const bytes = Buffer.alloc(Math.min(pageRun, end - at));
        let length: number;
        try {
          length = readSync(memory, bytes, 0, bytes.length, at);
        } catch {
          // Guard pages and devices cannot be read; there is nothing in them.
          continue;
        }
        for (const text of texts) {
          const found = [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')].some((needle) =>
            bytes.subarray(0, length).includes(needle),
          );
          if (found) counts.set(text, (counts.get(text) ?? 0) + 1);
        }
      }
    }
    return counts;
  } finally {
    closeSync(memory);
  }
}

const pageRun = 64 * 1024;

function residentMappings(pid: number): readonly { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = [];
  let mapping: { start: number; end: number; readable: boolean } | undefined;
  for (const line of readFileSync(`/proc/${pid}/smaps`, 'utf8').split('\n')) {
    const head = /^([0-9a-f]+)-([0-9a-f]+) (\S+)/.exec(line);
    if (head !== null) {
      const [, start = '', end = '', rights = ''] = head;
      mapping = { start: parseInt(start, 16), end: parseInt(end, 16), readable: rights.startsWith('r') };
    }
    const resident = /^Rss:\s+(\d+) kB/.exec(line);
    if (resident !== null && mapping?.readable === true && Number(resident[1]) > 0) found.push(mapping);
  }
  // A sparse reservation is too large to read through; V8 and PartitionAlloc commit what they use as its own mapping.
  return found.filter(({ start, end }) => end - start < 4 * 1024 ** 3);
}

const blockSize = 16 * 1024 * 1024;

function countInFile(path: string, texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map(texts.map((text) => [text, 0]));
  const needles = texts.flatMap((text) =>
    (['utf8', 'utf16le'] as const).map((encoding) => ({ text, bytes: Buffer.from(text, encoding) })),
  );
  // Blocks overlap by the longest needle less one, so nothing is missed at a seam and nothing counted twice.
  const overlap = Math.max(...needles.map(({ bytes }) => bytes.length)) - 1;
  const file = openSync(path, 'r');
  try {
    const block = Buffer.alloc(blockSize);
    for (let position = 0; ; position += blockSize - overlap) {
      const length = readSync(file, block, 0, blockSize, position);
      if (length === 0) return counts;
      const view = block.subarray(0, length);
      for (const { text, bytes } of needles) {
        for (let at = view.indexOf(bytes); at !== -1; at = view.indexOf(bytes, at + 1)) {
          if (length < blockSize || at < blockSize - overlap) counts.set(text, (counts.get(text) ?? 0) + 1);
        }
      }
      if (length < blockSize) return counts;
    }
  } finally {
    closeSync(file);
  }
}

import { zipSync, type Zippable } from 'fflate';
import type { BundlePreview } from '#shared/contract/doctor.ts';
import { bytesOf, jsonFile, linesFile, tailFile, type BundleFile } from './bundle-file.ts';
import { certificateRow, checkLines, checkRows, readmeLines, safeChecks, tokenDocument } from './contents.ts';
import type { Evidence } from './evidence.ts';
import { redactorOf, type Redactor } from './known-words.ts';
import { cleanSummary, mailOf } from './mail.ts';

/** A bundle as it is shown and as it may be sent: the zip is made of the very texts of the preview. */
export interface Bundle {
  readonly preview: BundlePreview;
  /** When it was made. */
  readonly at: Date;
}

/** Puts the bundle together: everything in it is redacted, cut to a size that a person can read, and named by us. */
export function makeBundle(gathered: Evidence, given: { readonly summary: string }): Bundle {
  const redact = redactorOf(gathered);
  const checks = safeChecks(gathered.checks, redact);
  const evidence = { ...gathered, checks };
  const summary = cleanSummary(evidence, given.summary, redact);
  const found: BundleFile[] = [
    linesFile('checks.txt', checkLines(checks), redact),
    jsonFile('checks.json', { checks: checkRows(checks) }, redact),
    jsonFile('tokens.json', tokenDocument(evidence.tokens, evidence.problems), redact),
    jsonFile('certificates.json', { certificates: evidence.certificates.map(certificateRow) }, redact),
    ...traceFile(evidence, redact),
    ...(evidence.logLines.length === 0 ? [] : [tailFile('log.jsonl', evidence.logLines, redact)]),
    jsonFile('system.json', { ...evidence.system }, redact),
  ];
  const names = ['README.txt', ...found.map(({ name }) => name)];
  const files = [linesFile('README.txt', readmeLines(evidence, summary, names), redact), ...found];
  const zip = `DVCTT-chan-doan-${stampOf(evidence.at)}.zip`;
  return {
    at: evidence.at,
    preview: {
      name: zip,
      files: files.map(({ name, text }) => ({ name, bytes: bytesOf(text), text })),
      mail: mailOf(evidence, { summary, zip, redact }),
    },
  };
}

/** The zip of exactly what the preview shows; the same preview gives the same bytes. */
export function zipOf({ preview, at }: Bundle): Uint8Array {
  const entries: Zippable = {};
  for (const { name, text } of preview.files) {
    // Local times without a zone are all that a zip has; its last two seconds are one (APPNOTE 4.4.6).
    entries[name] = [new TextEncoder().encode(text), { mtime: at, level: 6, os: 3, attrs: ownFile }];
  }
  return zipSync(entries);
}

/** -rw------- in the upper half, as Unix writes it. */
const ownFile = 0o100600 << 16;

const mostRows = 1_000;

function traceFile(evidence: Evidence, redact: Redactor): BundleFile[] {
  const { rows, dropped, on } = evidence.trace;
  if (rows.length === 0) return [];
  // No more fit into one file; what is left out here need not be redacted first.
  const kept = rows.slice(-mostRows);
  const leftOut = rows.length - kept.length;
  return [jsonFile('trace.json', { on, dropped, leftOut, rows: kept }, redact)];
}

function stampOf(at: Date): string {
  const [day = '', time = ''] = at.toISOString().split('T');
  return `${day.replaceAll('-', '')}-${time.slice(0, 5).replace(':', '')}`;
}

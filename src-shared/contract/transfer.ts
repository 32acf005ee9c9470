/** Vouchers from and to other programs: zip of accounting software, Excel, CSV, PDF. */
import { z } from 'zod';
import { dossierCodeSchema } from '../domain/dossiers/dossier.ts';
import { formIdSchema } from '../domain/vouchers/voucher.ts';
import { base64Schema, call, fileSchema } from './call.ts';
import { failureSchema } from './errors.ts';
import { validationIssueSchema } from './issue.ts';

/** Most vouchers of one import. */
export const mostImported = 1000;

/** One voucher found in the files, or one file that could not be read. */
export const importRowSchema = z.object({
  /** Place in the import. */
  row: z.number().int(),
  /** `chungtu.zip › C402A0012.xml`, `thang11.xlsx › Sheet1 dòng 5–9`. */
  from: z.string(),
  /** `ready`: keeps all rules. `to-fix`: read, but breaks a rule: can be taken as a draft to be mended. `refused`: not read. */
  state: z.enum(['ready', 'to-fix', 'refused']),
  formId: formIdSchema.optional(),
  number: z.string(),
  date: z.string(),
  payee: z.string(),
  /** Đồng. */
  total: z.string(),
  lines: z.number().int(),
  /** Paths begin at the voucher: `lines.3.ndkt`. Advice too. */
  issues: z.array(validationIssueSchema),
  /** Why it was refused. */
  failure: failureSchema.optional(),
});
export type ImportRow = z.infer<typeof importRowSchema>;

export const importPreviewSchema = z.object({
  importId: z.string().max(64),
  rows: z.array(importRowSchema),
  counts: z.object({ ready: z.number().int(), toFix: z.number().int(), refused: z.number().int() }),
  /** Of what is ready, đồng. */
  total: z.string(),
});
export type ImportPreview = z.infer<typeof importPreviewSchema>;

export const exportFormatSchema = z.enum(['xlsx', 'csv', 'zip', 'pdf']);

const importId = z.string().min(1).max(64);

export const transferCalls = {
  /** Reads files as hostile input; nothing is kept but the preview, until it is taken or discarded. */
  'import.read': call(
    z.strictObject({
      files: z
        .array(z.strictObject({ name: z.string().min(1).max(255), base64: base64Schema }))
        .min(1)
        .max(50),
    }),
    importPreviewSchema,
  ),
  /**
   * Makes drafts of the chosen rows, all or none. `perDossier`: most vouchers of one dossier. The vouchers stand in the
   * order of the rows; a list (mẫu 20) stays with its voucher.
   */
  'import.take': call(
    z.strictObject({
      importId,
      rows: z.array(z.number().int()).min(1).max(mostImported),
      title: z.string().min(1).max(300),
      perDossier: z.number().int().min(1).max(1000),
    }),
    z.object({
      codes: z.array(dossierCodeSchema),
      /** Those of them that hold a voucher to be mended. */
      toFix: z.array(dossierCodeSchema),
      taken: z.number().int(),
    }),
  ),
  'import.discard': call(z.strictObject({ importId }), z.strictObject({})),
  /** The preview as a table, to send to whoever made the files. */
  'import.report': call(z.strictObject({ importId, format: z.enum(['csv', 'xlsx']) }), fileSchema),
  /** An empty table with the columns of a form, and one line as an example. */
  'import.template': call(
    z.strictObject({ formId: formIdSchema, format: z.enum(['xlsx', 'csv']) }),
    fileSchema,
  ),
  /** All vouchers of the dossiers; `pdf`: the printed forms as one file. */
  'export.vouchers': call(
    z.strictObject({ codes: z.array(dossierCodeSchema).min(1).max(1000), format: exportFormatSchema }),
    fileSchema,
  ),
} as const;

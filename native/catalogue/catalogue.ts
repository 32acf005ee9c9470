import { z } from 'zod';
import data from './modules.json' with { type: 'json' };

const platformSchema = z.enum(['win32', 'darwin', 'linux']);

export const catalogueRowSchema = z.strictObject({
  /** Maker of the driver; says nothing about who issued a certificate. */
  vendor: z.string(),
  platform: platformSchema,
  /** File names, or absolute paths, newest first. */
  files: z.array(z.string().min(1)).min(1),
  /** Folders of this row alone, in place of the platform's. */
  folders: z.array(z.string()).optional(),
  /** Widths in which a file of this name is known to exist; left out where no source says so. */
  bits: z.array(z.union([z.literal(32), z.literal(64)])).optional(),
  confidence: z.enum(['verified', 'reported', 'inferred']),
  source: z.string().min(1),
});
export type CatalogueRow = z.infer<typeof catalogueRowSchema>;

const catalogueSchema = z.strictObject({
  note: z.string(),
  /** Where modules are installed; `%SystemRoot%` is read from the environment. */
  folders: z.record(platformSchema, z.array(z.string())),
  /** Where a 64-bit system keeps modules for 32-bit programs. */
  folders32: z.partialRecord(platformSchema, z.array(z.string())),
  modules: z.array(catalogueRowSchema),
});

/** The driver catalogue that ships with the program. */
export const catalogue = catalogueSchema.parse(data);

import { DvcttError } from '../../contract/errors.ts';

export const broken = (reason: string): DvcttError => new DvcttError('PDF_BROKEN', { reason });

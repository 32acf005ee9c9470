import { DvcttError } from '#shared/contract/errors.ts';
import { readVoucherXml } from '#shared/domain/vouchers/xml.ts';
import type { ValidationReport } from '#shared/validation/report.ts';
import { validateDocument } from '#shared/validation/validate.ts';
import { refuseOtherChange } from '../dossiers/revision-step.ts';
import type { ReportTask, RevisionResult, RevisionTask, Task } from './task.ts';

/**
 * Does a task; runs in a validation worker, for the bytes are a stranger's.
 * @throws DvcttError DOCUMENT_CHANGED when a revision changes more than its signature
 */
export async function judge(
  task: Task,
): Promise<ValidationReport | RevisionResult | { readonly mismatch: boolean }> {
  switch (task.kind) {
    case 'report':
      return reportOn(task, task.bytes);
    case 'revision':
      return judgeRevision(task);
    case 'total':
      return { mismatch: hasWrongTotal(task.xml) };
  }
}

async function judgeRevision(task: RevisionTask): Promise<RevisionResult> {
  await refuseOtherChange(task.name, task);
  const report = await reportOn(task, task.after);
  const unsigned = task.format === 'cades' && task.first;
  return { report, earlier: unsigned ? [] : (await reportOn(task, task.before)).signatures };
}

/** A file that cannot be read is an invalid one. */
async function reportOn(task: ReportTask | RevisionTask, bytes: Uint8Array): Promise<ValidationReport> {
  const { name, format, content, trustAnchors, intermediates, now } = task;
  try {
    return await validateDocument(bytes, {
      // Said, not guessed: a file that is two kinds at once must not choose its own judge.
      format,
      ...(content === undefined ? {} : { content }),
      trustAnchors,
      intermediates,
      now,
      fileName: name,
    });
  } catch (cause) {
    if (!(cause instanceof DvcttError)) throw cause;
    return { indication: 'invalid', reason: cause.code, signatures: [] };
  }
}

function hasWrongTotal(xml: Uint8Array): boolean {
  try {
    readVoucherXml(new TextDecoder().decode(xml));
    return false;
  } catch (cause) {
    return cause instanceof DvcttError && cause.code === 'AMOUNT_MISMATCH';
  }
}

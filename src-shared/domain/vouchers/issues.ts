/** The judgements of the voucher rules: each says in Vietnamese and English what is wrong and what to do. */
import type { ValidationIssue } from '../../contract/ipc.ts';

export type IssueText = ValidationIssue['message'];

/** An error that stops “Gửi KTT”. */
export function blocks(path: string, code: string, vi: string, en: string): ValidationIssue {
  return { path, code, message: { vi, en }, blocking: true };
}

/** Advice: the person may know better. */
export function advises(path: string, code: string, vi: string, en: string): ValidationIssue {
  return { path, code, message: { vi, en }, blocking: false };
}

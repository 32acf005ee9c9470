/** The core's judgement of the stored draft, looked up by the field it speaks of. */
import { createContext, useContext, useState } from 'react';
import type { ValidationIssue } from '#shared/contract/ipc.ts';

export interface IssueBoard {
  readonly issues: readonly ValidationIssue[];
  /** Show them on fields that were not touched yet too: after “Gửi”, or when the list of issues was used. */
  readonly all: boolean;
}

export const IssueContext = createContext<IssueBoard>({ issues: [], all: false });

/**
 * Issues of exactly this field, unless its value has changed since they were found: a field must not be called empty
 * while somebody is typing into it.
 */
export function useIssues(path: string, value: string, touched: boolean): readonly ValidationIssue[] {
  const { issues, all } = useContext(IssueContext);
  const [judged, setJudged] = useState({ issues, value });
  if (judged.issues !== issues) setJudged({ issues, value });
  if (!(all || touched) || judged.value !== value) return [];
  return issues.filter((issue) => issue.path === path);
}

/** Id of the element that stands for a path; the nearest one that exists when the path is a group. */
export function fieldId(path: string): string {
  return `field-${path.replaceAll('.', '-')}`;
}

/** Paths to try when an issue names something larger or smaller than a field, from the exact one outwards. */
export function candidatePaths(path: string): readonly string[] {
  const parts = path.split('.');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('.'));
}

/** Which voucher (by place) an issue belongs to; undefined when it is the dossier's. */
export function voucherOf(path: string): number | undefined {
  const match = /^vouchers\.(\d+)/.exec(path);
  return match === null ? undefined : Number(match[1]);
}

/** How many issues stand in the way of sending, by the voucher's place; vouchers without any are left out. */
export function blockingByVoucher(issues: readonly ValidationIssue[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { path, blocking } of issues) {
    const at = blocking ? voucherOf(path) : undefined;
    if (at !== undefined) counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  return counts;
}

/** Which line (by place) of its voucher an issue belongs to, if any. */
export function lineOf(path: string): number | undefined {
  const match = /^vouchers\.\d+\.lines\.(\d+)/.exec(path);
  return match === null ? undefined : Number(match[1]);
}

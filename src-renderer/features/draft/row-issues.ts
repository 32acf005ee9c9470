import type { VoucherLine } from '#shared/domain/vouchers/voucher.ts';
import type { ValidationIssue } from '#shared/contract/ipc.ts';
import type { IssueBoard } from './issues.ts';

interface Row {
  readonly path: string;
  readonly line: VoucherLine;
  readonly board: IssueBoard;
  readonly source: readonly ValidationIssue[];
}

const none: readonly ValidationIssue[] = [];

/**
 * The issues of each line as a board of its own, the same object as long as nothing new was found: a save judges the
 * whole draft, and only the lines that are concerned should be drawn again.
 */
export class RowIssues {
  #rows: ReadonlyMap<string, Row> = new Map();
  #found = { issues: none, path: '', byRow: byRow(none, '') };

  /** `shown`: places of the lines that are drawn; all of them when left out. */
  of(
    board: IssueBoard,
    path: string,
    lines: readonly VoucherLine[],
    shown: readonly number[] = lines.map((_, index) => index),
  ): readonly IssueBoard[] {
    if (this.#found.issues !== board.issues || this.#found.path !== path)
      this.#found = { issues: board.issues, path, byRow: byRow(board.issues, path) };
    const found = this.#found.byRow;
    const rows = shown.flatMap((index) => {
      const line = lines[index];
      return line === undefined ? [] : [this.#row(board, `${path}.${index}`, line, found.get(index) ?? none)];
    });
    this.#rows = new Map(rows.map((row) => [row.line.id, row]));
    return rows.map((row) => row.board);
  }

  #row(board: IssueBoard, path: string, line: VoucherLine, issues: readonly ValidationIssue[]): Row {
    const { issues: source, all } = board;
    const before = this.#rows.get(line.id);
    if (before?.path !== path || before.board.all !== all)
      return { path, line, source, board: { issues, all } };
    // Not judged since: the line keeps what was found, whatever has been typed into it meanwhile.
    if (before.source === source) return before;
    const same = before.line === line && JSON.stringify(before.board.issues) === JSON.stringify(issues);
    return { path, line, source, board: same ? before.board : { issues, all } };
  }
}

function byRow(
  issues: readonly ValidationIssue[],
  path: string,
): ReadonlyMap<number, readonly ValidationIssue[]> {
  const rows = new Map<number, ValidationIssue[]>();
  for (const issue of issues) {
    if (!issue.path.startsWith(`${path}.`)) continue;
    const row = Number.parseInt(issue.path.slice(path.length + 1), 10);
    const list = rows.get(row);
    if (list === undefined) rows.set(row, [issue]);
    else list.push(issue);
  }
  return rows;
}

import { failureText, type Failure } from '#shared/contract/errors.ts';
import { adviceOn } from '../../diagnostics/failure-advice.ts';
import { shown, visibleLines } from './visible.ts';

/** Where a command writes: people's text to stderr or stdout, one JSON document to stdout with `--json`. */
export interface Printer {
  readonly json: boolean;
  /** The answer in words; silent with `--json`. What strangers wrote is `shown` before it is put into words. */
  say(line: string): void;
  /** Progress and warnings, always on stderr so that stdout stays clean. */
  note(line: string): void;
  /** The answer as data; silent without `--json`. */
  data(document: unknown): void;
}

export function makePrinter(json: boolean): Printer {
  return {
    json,
    say: (line) => {
      if (!json) process.stdout.write(`${visibleLines(line)}\n`);
    },
    note: (line) => process.stderr.write(`${visibleLines(line)}\n`),
    data: (document) => {
      if (json) process.stdout.write(`${JSON.stringify(document, undefined, 2)}\n`);
    },
  };
}

/** For `--json`: code and details with what they mean, in Vietnamese. */
export function failureData(failure: Failure) {
  const { heading, explanation, remedy } = failureText(failure.code, 'vi');
  return { ...failure, heading, explanation, remedy };
}

/** Heading, explanation, remedy in Vietnamese, then the English heading, then the details. */
export function describeFailure(told: Failure): string {
  const failure = shown(told);
  const vi = adviceOn(failure, 'vi');
  const en = adviceOn(failure, 'en');
  const details = Object.entries(failure.details ?? {}).map(([key, value]) => `${key}=${String(value)}`);
  return [
    `✗ ${vi.heading} [${failure.code}]`,
    `  ${vi.explanation}`,
    `  → ${vi.remedy}`,
    `  (${en.heading}. ${en.remedy})`,
    ...(details.length === 0 ? [] : [`  Chi tiết: ${details.join(', ')}`]),
  ].join('\n');
}

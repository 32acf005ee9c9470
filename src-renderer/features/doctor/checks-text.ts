import { checkGroupOf, checkGroups, type Check } from '#shared/contract/doctor.ts';
import type { Language } from '#shared/contract/errors.ts';
import type { Texts } from '../../i18n/vi.ts';

/** Where and when it was looked. */
export interface Occasion {
  readonly version: string;
  readonly at: string;
}

/** What the screen shows, as plain text for a chat or a ticket: one part after the other, one check a paragraph. */
export function checksText(
  checks: readonly Check[],
  words: Texts['doctor'],
  language: Language,
  { version, at }: Occasion,
): string {
  const parts = checkGroups.flatMap((group) => {
    const members = checks.filter(({ id }) => checkGroupOf(id) === group);
    return members.length === 0
      ? []
      : [`== ${words.group[group]} ==`, ...members.map((check) => paragraph(check, words, language))];
  });
  return [`DVCTT Desktop ${version} · ${words.title} · ${at}`, ...parts].join('\n\n') + '\n';
}

function paragraph(check: Check, words: Texts['doctor'], language: Language): string {
  const rows = [
    [words.looked, check.looked[language]],
    [words.found, check.found[language]],
    [words.meaning, check.meaning[language]],
    [words.remedy, check.remedy[language]],
    [words.command, check.command ?? ''],
  ] as const;
  return [
    `[${words.state[check.state]}] ${check.title[language]} (${check.id}, ${Math.round(check.milliseconds)} ms)`,
    ...rows.filter(([, text]) => text !== '').map(([name, text]) => `  ${name}: ${text}`),
  ].join('\n');
}

/** The time-stamp authority to use (`DVCTT_TSA`), or undefined when none is configured or the text is no web address. */
export function tsaUrl(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const chosen = env['DVCTT_TSA'] ?? '';
  return URL.canParse(chosen) && /^https?:$/.test(new URL(chosen).protocol) ? chosen : undefined;
}

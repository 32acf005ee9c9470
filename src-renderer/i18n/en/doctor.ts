import type { Texts } from '../vi.ts';

export const doctor: Texts['doctor'] = {
  title: 'Diagnostics of machine and token',
  lead: 'Checks software, tokens, server and clock. Never reads or asks for a PIN.',
  run: 'Check again',
  running: 'Checking…',
  found: 'Found',
  remedy: 'To do',
  state: { ok: 'Good', warning: 'Look at', failed: 'Failed', skipped: 'Skipped' },
  summaryOk: 'No failure found.',
  summaryBad: '{{count}} items need attention.',
};

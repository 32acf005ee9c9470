import type { Texts } from '../vi.ts';

export const help: Texts['help'] = {
  title: 'Help',
  lead: 'Each failure message has a page of its own. Search with or without accents, by failure code or by CKR.',
  search: 'Search the help',
  placeholder: 'PIN locked, token not seen, CKR_PIN_LOCKED…',
  found_one: '{{count}} page found',
  found_other: '{{count}} pages found',
  none: 'There is no such page',
  noneHint: 'Try fewer words, or type the failure code as the message shows it.',
  unknown: 'There is no help page “{{page}}”.',
  topics: 'Frequent questions',
  failures: 'Failure messages',
  all: 'All pages of help',
  what: 'What happened',
  meaning: 'What it means',
  steps: 'Do one after the other',
  stop: 'When to stop',
  helpers: 'Who can help',
  ckrs: 'PKCS#11 return values that lead here',
  related: 'See also',
  link: 'Help page',
};

import type { HelpPage } from '#shared/help/help-page.ts';
import { voucherTopics } from '#shared/help/pages/vouchers.ts';

/** At most so many are shown. */
const most = 6;
/** Of failures that a topic is about, so many come before the other topics, which would fill the list alone. */
const mostOfTopic = 2;

/** Topics that belong to failures of a kind, by the first word of their code. */
const topicsOf: Readonly<Record<string, readonly string[]>> = {
  PIN: ['pin-basics', 'unikey'],
  PUK: ['pin-basics', 'unikey'],
  TOKEN: ['token-not-seen'],
  MODULE: ['token-not-seen'],
  PCSC: ['token-not-seen'],
  REGISTRATION: ['register', 'register-change'],
  UNIT: ['register', 'register-change'],
  SIGNERS: ['register', 'register-change'],
  LINK: ['register'],
  PAYEE: ['payees'],
  TEMPLATE: ['templates'],
  VOUCHER: ['templates', 'numbering'],
  IMPORT: ['import-export'],
  REMOTE: ['remote-signing'],
};
const isOfVouchers = (id: string) => voucherTopics.some((topic) => topic === id);
const familyOf = (id: string) => id.split('_')[0] ?? id;

/** Pages worth reading after this one: topics of its kind, what the same return value may mean, its own family. */
export function relatedPages(page: HelpPage, pages: readonly HelpPage[]): readonly HelpPage[] {
  const byId = new Map<string, HelpPage>(pages.map((other) => [other.id, other]));
  const topics =
    page.kind === 'topic'
      ? pages.filter(({ kind, id }) => kind === 'topic' && isOfVouchers(id) === isOfVouchers(page.id))
      : (topicsOf[familyOf(page.id)] ?? []).flatMap((id) => byId.get(id) ?? []);
  const sameAnswer = pages.filter(({ ckrs }) => ckrs.some((ckr) => page.ckrs.includes(ckr)));
  const family = pages.filter(({ id, kind }) =>
    page.kind === 'topic'
      ? (topicsOf[familyOf(id)] ?? []).includes(page.id)
      : kind === 'failure' && familyOf(id) === familyOf(page.id),
  );
  const bundle = byId.get('bundle');
  const first = page.kind === 'topic' ? family.slice(0, mostOfTopic) : [];
  const found = new Set([...first, ...topics, ...sameAnswer, ...family].filter(({ id }) => id !== page.id));
  if (bundle !== undefined) found.delete(bundle);
  // Whatever it is, support can be asked: the last way out is never cut off.
  return [
    ...[...found].slice(0, most - 1),
    ...(bundle === undefined || page.id === 'bundle' ? [] : [bundle]),
  ];
}

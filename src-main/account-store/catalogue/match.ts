import { dossierStatusSchema, type DossierStatus } from '#shared/domain/dossiers/dossier.ts';
import { queryWords } from '#shared/domain/text/search-words.ts';
import { statusTag } from './status-groups.ts';

/** `nothing`: words that no dossier can have. */
export type Match = { readonly kind: 'nothing' } | { readonly kind: 'words'; readonly expression: string };

/**
 * The FTS5 expression (sqlite.org/fts5.html §3) for what was typed: every word is the beginning of a word that occurs.
 * All words stand in one column: a word typed without accents begins only those that have its letters under any marks,
 * one with accents none that was rid of its own. Words are cut to letters and digits and quoted, so nothing that a
 * person types is an operator. Undefined when no word is asked for; `nothing` when only signs were typed.
 */
export function matchOf(query: string, wanted: readonly DossierStatus[]): Match | undefined {
  const words = queryWords(query);
  if (words.length === 0) return query.trim() === '' ? undefined : { kind: 'nothing' };
  const terms = words.map(({ word }) => `"${word}"*`);
  if (wanted.length < dossierStatusSchema.options.length) {
    terms.push(`(${wanted.map((status) => `"${statusTag(status)}"`).join(' OR ')})`);
  }
  return { kind: 'words', expression: terms.map((term) => `(${term})`).join(' AND ') };
}

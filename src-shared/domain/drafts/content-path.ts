import type { ContentPath } from './content-change.ts';
import type { Keyed } from './keyed.ts';

/** A path's parts; a part that it does not name is absent. */
export interface ContentPlace {
  readonly list: 'vouchers' | 'lines' | 'attachments' | undefined;
  /** Of the voucher that it is, or is in. */
  readonly voucherId?: string;
  readonly lineId?: string;
  readonly attachmentId?: string;
  /** `title`, `number`, `payee.name` …; absent when the path is a whole entity or the order of a list. */
  readonly field?: string;
}

// RFC 6901 §3: an id may hold a slash. “~~2” marks the second entity of one id, which only a hostile content has.
const escaped = (id: string) => id.replaceAll('~', '~0').replaceAll('/', '~1');
const unescaped = (part: string) =>
  part
    .replace(/~~\d+$/, '')
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');

/** Path of an entity in a list; the same path on every machine, wherever in the list it stands. */
export function entityPath(listPath: ContentPath, { id, occurrence }: Keyed<unknown>): ContentPath {
  return `${listPath}/${escaped(id)}${occurrence === 1 ? '' : `~~${occurrence}`}`;
}

/** Reads a path back; a path of another shape has no parts but its text as the field. */
export function parseContentPath(path: ContentPath): ContentPlace {
  const [list, id, second, third, fourth] = path.split('/');
  if (list === 'attachments') {
    return {
      list,
      ...(id === undefined ? {} : { attachmentId: unescaped(id) }),
      ...(second === undefined ? {} : { field: second }),
    };
  }
  if (list !== 'vouchers') return { list: undefined, field: path };
  if (id === undefined) return { list };
  const voucherId = unescaped(id);
  if (second === undefined) return { list, voucherId };
  if (second !== 'lines') return { list, voucherId, field: second };
  return {
    list: 'lines',
    voucherId,
    ...(third === undefined ? {} : { lineId: unescaped(third) }),
    ...(fourth === undefined ? {} : { field: fourth }),
  };
}

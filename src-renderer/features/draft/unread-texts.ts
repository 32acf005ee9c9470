/**
 * What people typed into a field that is no amount, date or code. The draft holds nothing for such a field; the text
 * stays here, in sight, and stands in the way of sending until it is put right.
 */
import { createContext, useContext, useSyncExternalStore } from 'react';
import { z } from 'zod';
import type { DossierContent } from '#shared/domain/dossiers/dossier.ts';
import { readField, readLineField } from '#shared/domain/vouchers/field-value.ts';
import { formOf } from '#shared/domain/vouchers/forms/forms.ts';
import { fieldsOf, type UsedField } from '#shared/domain/vouchers/used-fields.ts';
import type { ValidationIssue } from '#shared/contract/ipc.ts';

/** Where the texts wait for the window's next reload; they are drafts, kept no longer than the window. */
export interface TextShelf {
  readonly read: () => string | null;
  readonly write: (texts: string) => void;
}

const shelvedSchema = z.record(z.string().max(200), z.string().max(2000));

export class UnreadTexts {
  readonly #shelf: TextShelf;
  readonly #listeners = new Set<() => void>();
  #texts: ReadonlyMap<string, string>;

  constructor(shelf: TextShelf = { read: () => null, write: () => undefined }) {
    this.#shelf = shelf;
    this.#texts = new Map(Object.entries(readShelf(shelf)));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly all = (): ReadonlyMap<string, string> => this.#texts;

  /** `entry`: the id of the voucher or line and the field's name, so that a text follows its line when that moves. */
  put(entry: string, text: string | undefined): void {
    if (this.#texts.get(entry) === text) return;
    const texts = new Map(this.#texts);
    if (text === undefined) texts.delete(entry);
    else texts.set(entry, text.slice(0, 2000));
    this.#texts = texts;
    this.#shelf.write(JSON.stringify(Object.fromEntries(texts)));
    for (const listener of this.#listeners) listener();
  }
}

function readShelf(shelf: TextShelf): Readonly<Record<string, string>> {
  try {
    return shelvedSchema.parse(JSON.parse(shelf.read() ?? '{}'));
  } catch {
    return {};
  }
}

/** This window's shelf for one dossier. */
export function windowShelf(code: string): TextShelf {
  const key = `dvctt-unread-${code}`;
  return {
    read: () => sessionStorage.getItem(key),
    write: (texts) => {
      if (texts === '{}') sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, texts);
    },
  };
}

export const UnreadContext = createContext(new UnreadTexts());

export function useUnreadText(entry: string): string | undefined {
  const texts = useContext(UnreadContext);
  return useSyncExternalStore(texts.subscribe, () => texts.all().get(entry));
}

const reasons = {
  amount: {
    vi: 'không phải là số đồng nguyên, ví dụ 1.005.000',
    en: 'is not a whole number of đồng such as 1.005.000',
  },
  date: {
    vi: 'không phải là ngày có thật, ví dụ 05/11/2026',
    en: 'is not a real date such as 05/11/2026',
  },
  code: {
    vi: 'chưa phải là mã. Gõ các chữ số của mã hoặc chọn trong danh sách',
    en: 'is not a code. Type its digits or choose it from the list',
  },
  digits: {
    vi: 'chưa phải là mã. Chỉ gõ các chữ số',
    en: 'is not a code. Type its digits alone',
  },
  text: { vi: 'không đọc được', en: 'cannot be read' },
} as const;

/** Every unreadable text of the draft as a reason not to send it; a field that has a value again is left out. */
export function unreadIssues(
  content: DossierContent,
  texts: ReadonlyMap<string, string>,
): readonly ValidationIssue[] {
  if (texts.size === 0) return [];
  return content.vouchers.flatMap((voucher, at) => {
    const { fields, columns } = fieldsOf(formOf(voucher));
    const place = `vouchers.${at}`;
    return [
      ...fields.flatMap((field) =>
        unread(field, { id: voucher.id, value: readField(voucher, field.path), place }, texts),
      ),
      ...voucher.lines.flatMap((line, row) =>
        columns.flatMap((column) => {
          const value = readLineField(line, column.path);
          return unread(column, { id: line.id, value, place: `${place}.lines.${row}` }, texts);
        }),
      ),
    ];
  });
}

function unread(
  { path, label, definition: { kind } }: UsedField<string>,
  holder: { readonly id: string; readonly value: string; readonly place: string },
  texts: ReadonlyMap<string, string>,
): readonly ValidationIssue[] {
  const text = texts.get(`${holder.id}.${path}`);
  if (text === undefined || holder.value !== '') return [];
  return [
    unreadIssue(text, { path: `${holder.place}.${path}`, label, kind: kind === 'choice' ? 'text' : kind }),
  ];
}

/** A text that stands in a field and cannot be read, as a reason not to send. */
export function unreadIssue(
  text: string,
  field: {
    readonly path: string;
    readonly label: { readonly vi: string; readonly en: string };
    readonly kind: keyof typeof reasons;
  },
): ValidationIssue {
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return {
    path: field.path,
    code: 'UNREADABLE',
    message: {
      vi: `“${field.label.vi}”: “${shown}” ${reasons[field.kind].vi}.`,
      en: `“${field.label.en}”: “${shown}” ${reasons[field.kind].en}.`,
    },
    blocking: true,
  };
}

import { randomUUID } from 'node:crypto';
import type { VoucherTemplate } from '#shared/contract/voucher-desk.ts';
import type { FormId, Voucher } from '#shared/domain/vouchers/voucher.ts';
import type { Query } from '../store-database.ts';
import type { StoreParts } from '../store-parts.ts';
import type { TemplateShelf } from './template-shelf.ts';

interface TemplateRow {
  readonly template_id: string;
  readonly name: string;
  readonly form: FormId;
  readonly updated_at: string;
}
const all: Query<TemplateRow> = { sql: 'SELECT template_id, name, form, updated_at FROM templates' };
const byId: Query<{ readonly voucher: string }> = {
  sql: 'SELECT voucher FROM templates WHERE template_id = ?',
};

export class StoreTemplates implements TemplateShelf {
  readonly #parts: StoreParts;

  constructor(parts: StoreParts) {
    this.#parts = parts;
  }

  list(): readonly VoucherTemplate[] {
    return this.#parts.database.all(all).map((row) => ({
      id: row.template_id,
      name: row.name,
      formId: row.form,
      updatedAt: row.updated_at,
    }));
  }

  get(id: string): Voucher | undefined {
    const row = this.#parts.database.get(byId, id);
    // Written by `save` from a parsed voucher.
    return row === undefined ? undefined : (JSON.parse(row.voucher) as Voucher);
  }

  save(given: string | undefined, name: string, voucher: Voucher): VoucherTemplate {
    const id = given ?? randomUUID();
    const updatedAt = this.#parts.at();
    this.#parts.database.write(() =>
      this.#parts.database.run(
        `INSERT INTO templates (template_id, name, form, updated_at, voucher) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (template_id) DO UPDATE SET name = excluded.name, form = excluded.form,
           updated_at = excluded.updated_at, voucher = excluded.voucher`,
        id,
        name,
        voucher.formId,
        updatedAt,
        JSON.stringify(voucher),
      ),
    );
    return { id, name, formId: voucher.formId, updatedAt };
  }

  delete(id: string): void {
    this.#parts.database.write(() =>
      this.#parts.database.run('DELETE FROM templates WHERE template_id = ?', id),
    );
  }
}

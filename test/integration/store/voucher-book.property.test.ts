/** The book against a plain reading of the contents: `DVCTT_SEED` replays a run that failed, `DVCTT_ROUNDS` goes on longer. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AccountStore } from '#main/account-store/account-store.ts';
import type { SumsFilter } from '#main/account-store/vouchers/voucher-book.ts';
import { findPayees } from '#main/voucher-desk/payees.ts';
import { DvcttError } from '#shared/contract/errors.ts';
import type { ReportGroup } from '#shared/contract/reports.ts';
import {
  dossierCodeSchema,
  dossierStatusSchema,
  type DossierContent,
  type DossierStatus,
} from '#shared/domain/dossiers/dossier.ts';
import { voucherTotal } from '#shared/domain/vouchers/total.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import { sampleLine, sampleVoucher } from '#test/support/sample-dossier.ts';
import { Machine, pulled, serverDossier, serverDraft, unit } from './accountant.ts';

const runs = {
  numRuns: Number(process.env['DVCTT_ROUNDS'] ?? 40),
  seed: Number(process.env['DVCTT_SEED'] ?? 2026),
};

/** Many amounts of 18 digits: ten of them are more than SQLite’s integers hold. */
const anyAmount = fc.constantFrom('', '1', '12450000', '999999999999999999', '123456789012345678');
const anyLine = fc.record({ ndkt: fc.constantFrom('', '6501', '7000'), amount: anyAmount });
const anyVoucher: fc.Arbitrary<Voucher> = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c'),
    formId: fc.constantFrom('13', '17', '20'),
    method: fc.constantFrom('CHUYEN_KHOAN', 'TIEN_MAT'),
    date: fc.constantFrom('', '2025-12-31', '2026-01-01', '2026-05-26', '2026-11-30'),
    accountNumber: fc.constantFrom('', '9523.3.1001163', '9527.3.1001163'),
    payeeAccount: fc.constantFrom('', '1020 1000', '10201000', '777'),
    lines: fc.array(anyLine, { maxLength: 4 }),
  })
  .map(({ lines, payeeAccount, ...fields }) => ({
    ...sampleVoucher,
    ...fields,
    payee: { ...sampleVoucher.payee, accountNumber: payeeAccount },
    lines: lines.map((line, at) => ({ ...sampleLine, ...line, id: `l${at}` })),
  }));
const anyContent: fc.Arbitrary<DossierContent> = fc
  .uniqueArray(anyVoucher, { maxLength: 3, selector: ({ id }) => id })
  .map((vouchers) => ({ title: 'Chi', vouchers, attachments: [] }));
const anyPlace = fc.nat({ max: 4 });
const anyStep = fc.oneof(
  fc.record({ do: fc.constant('create'), content: anyContent }),
  fc.record({ do: fc.constant('save'), place: anyPlace, content: anyContent }),
  fc.record({ do: fc.constant('delete'), place: anyPlace }),
  fc.record({ do: fc.constant('restore'), place: anyPlace }),
  fc.record({ do: fc.constant('undo'), place: anyPlace }),
  fc.record({ do: fc.constant('forward'), place: anyPlace }),
  fc.record({
    do: fc.constant('dossier'),
    place: anyPlace,
    status: fc.constantFrom(...dossierStatusSchema.options),
    content: anyContent,
  }),
  fc.record({ do: fc.constant('colleague'), place: anyPlace, content: anyContent }),
  fc.record({ do: fc.constant('ask') }),
  fc.record({ do: fc.constant('restart') }),
  fc.record({ do: fc.constant('resync') }),
);
type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;

const codeOf = (place: number) => dossierCodeSchema.parse(`${unit.code}26052600000${place}`);

/** Does a step where it can be done; what the store refuses is no matter of the book. */
function take(store: AccountStore, step: Step, sequence: number): void {
  const code =
    'place' in step ? (store.catalogue.list({}).dossiers[step.place]?.code ?? codeOf(step.place)) : codeOf(0);
  const draft = store.drafts.get(code);
  switch (step.do) {
    case 'create':
      store.drafts.create(step.content);
      return;
    case 'save':
      if (draft !== undefined) store.drafts.save(code, draft.version, step.content);
      return;
    case 'delete':
      if (draft !== undefined) store.drafts.delete(code);
      return;
    case 'restore':
      if (draft === undefined && store.drafts.versions(code).length > 0) store.drafts.restore(code);
      return;
    case 'undo':
      if (draft?.canUndo === true) store.drafts.undo(code);
      return;
    case 'forward':
      if (draft !== undefined) store.drafts.forwarded(code, serverDossier(code, { content: draft.content }));
      return;
    case 'dossier': {
      const { status, content } = step;
      store.incoming.apply({
        changes: [{ kind: 'dossier', sequence, dossier: serverDossier(code, { status, content }) }],
        cursor: `c${sequence}`,
        more: false,
      });
      return;
    }
    case 'colleague':
      store.incoming.apply(
        pulled(
          serverDraft(code, {
            version: sequence,
            sequence,
            content: step.content,
          }),
        ),
      );
      return;
    case 'ask':
      settle(store);
      return;
    case 'restart':
      return;
    case 'resync':
      store.incoming.beginResync(undefined);
      store.incoming.finishResync();
  }
}

function takeUnlessRefused(store: AccountStore, step: Step, sequence: number): void {
  try {
    take(store, step, sequence);
  } catch (cause) {
    if (!(cause instanceof DvcttError) || !cause.code.startsWith('DOSSIER_')) throw cause;
  }
}

function settle({ vouchers }: AccountStore): void {
  while (vouchers.settle(2) + vouchers.cutWords(1) > 0);
}

/** What the list shows, read from the contents. */
function standing(store: AccountStore): readonly { status: DossierStatus; voucher: Voucher }[] {
  return store.catalogue.list({ limit: 1000 }).dossiers.flatMap(({ code, status, place }) => {
    const content =
      place === 'local' ? store.drafts.get(code)?.content : store.dossiers.get(code)?.dossier.content;
    return (content?.vouchers ?? []).map((voucher) => ({ status, voucher }));
  });
}

/** A list of beneficiaries pays nobody of its own, and whoever is left in a voucher that pays cash gets nothing. */
function paidAccount({ formId, method, payee }: Voucher): string | undefined {
  const pays = formId === '17' || (formId === '13' && method === 'CHUYEN_KHOAN');
  return pays ? payee.accountNumber.replace(' ', '') : undefined;
}

/** As a person would sum it with a pencil. */
function naive(store: AccountStore, { by, from, to, statuses, account }: SumsFilter) {
  const counted = standing(store).filter(
    ({ status, voucher }) =>
      voucher.formId !== '20' &&
      voucher.date.slice(0, 7) >= from &&
      voucher.date.slice(0, 7) <= to &&
      (statuses === undefined || statuses.includes(status)) &&
      (account === undefined || voucher.accountNumber === account),
  );
  const groups = new Map<string, { vouchers: number; total: bigint }>();
  const add = (key: string, total: bigint) => {
    const before = groups.get(key) ?? { vouchers: 0, total: 0n };
    groups.set(key, { vouchers: before.vouchers + 1, total: before.total + total });
  };
  for (const { status, voucher } of counted) {
    if (by === 'account') add(voucher.accountNumber, BigInt(voucherTotal(voucher)));
    if (by === 'month') add(voucher.date.slice(0, 7), BigInt(voucherTotal(voucher)));
    if (by === 'status') add(status, BigInt(voucherTotal(voucher)));
    if (by === 'ndkt') {
      for (const ndkt of new Set(voucher.lines.map((line) => line.ndkt))) {
        const spent = voucher.lines
          .filter((line) => line.ndkt === ndkt && line.amount !== '')
          .reduce((sum, line) => sum + BigInt(line.amount), 0n);
        if (spent > 0n) add(ndkt, spent);
      }
    }
  }
  return {
    groups: [...groups].map(([key, sum]) => ({ key, ...sum })).sort((a, b) => (a.key < b.key ? -1 : 1)),
    vouchers: counted.length,
    total: counted.reduce((sum, { voucher }) => sum + BigInt(voucherTotal(voucher)), 0n),
  };
}

it('sums, counts, finds and learns what stands in the contents, whatever was done before', () => {
  const machine = new Machine();
  let store = machine.open();
  const anyFilter = fc.record({
    by: fc.constantFrom<ReportGroup>('account', 'ndkt', 'month', 'status'),
    from: fc.constantFrom('2025-01', '2026-01', '2026-05'),
    to: fc.constantFrom('2026-01', '2026-12'),
    statuses: fc.option(fc.subarray([...dossierStatusSchema.options]), { nil: undefined }),
    account: fc.option(fc.constantFrom('9523.3.1001163', 'none'), { nil: undefined }),
  });
  let sequence = 0;
  try {
    fc.assert(
      fc.property(
        fc.array(anyStep, { minLength: 1, maxLength: 12 }),
        fc.array(anyFilter, { minLength: 3, maxLength: 3 }),
        (steps, filters) => {
          for (const step of steps) {
            sequence += 1;
            if (step.do === 'restart') {
              store.close();
              store = machine.open();
            } else takeUnlessRefused(store, step, sequence);
          }
          settle(store);
          for (const filter of filters) {
            const { accounts, ...sums } = store.vouchers.sums(filter);
            expect(sums).toEqual(naive(store, filter));
            expect(accounts).toEqual(
              naive(store, { ...filter, by: 'account', account: undefined })
                .groups.map(({ key }) => key)
                .filter((key) => key !== ''),
            );
          }
          const all = standing(store);
          const found = store.vouchers.find({ query: 'rdt 0012', formId: undefined, limit: 1000 });
          expect(found.map(({ total }) => total).sort()).toEqual(
            all.map(({ voucher }) => voucherTotal(voucher)).sort(),
          );
          expect(store.vouchers.find({ query: 'rdt', formId: '17', limit: 1000 })).toHaveLength(
            all.filter(({ voucher }) => voucher.formId === '17').length,
          );
          const paid = all.filter(
            ({ status }) => !['DANG_SOAN', 'TRA_LAI', 'YEU_CAU_BO_SUNG', 'KBNN_TU_CHOI'].includes(status),
          );
          const times = (account: string) =>
            paid.filter(({ voucher }) => paidAccount(voucher) === account).length;
          const learned = findPayees(store.payees);
          for (const account of ['10201000', '777'])
            expect(
              learned.find(({ accountNumber }) => accountNumber.replace(' ', '') === account)?.times ?? 0,
            ).toBe(times(account));
        },
      ),
      runs,
    );
  } finally {
    machine.end();
  }
});

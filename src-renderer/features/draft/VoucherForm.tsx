import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { codeLists } from '#shared/domain/codes/catalogue.ts';
import { findCode } from '#shared/domain/codes/code-list.ts';
import type { Voucher, VoucherLine } from '#shared/domain/vouchers/voucher.ts';
import { CodeField } from './CodeField.tsx';
import { AmountField, ChoiceField, DateField, TextField } from './fields.tsx';
import { LinesEditor } from './LinesEditor.tsx';

export interface VoucherFormProps {
  /** `vouchers.N`. */
  readonly path: string;
  readonly voucher: Voucher;
  readonly onEdit: (change: (voucher: Voucher) => Voucher) => void;
}

/** Every field of mẫu 13 in the order of the printed form. */
export function VoucherForm({ path, voucher, onEdit }: VoucherFormProps) {
  const { t } = useTranslation();
  const set = (change: Partial<Voucher>) => onEdit((before) => ({ ...before, ...change }));
  const at = (name: string) => `${path}.${name}`;
  const onLines = useCallback(
    (change: (lines: readonly VoucherLine[]) => VoucherLine[]) =>
      onEdit((before) => ({ ...before, lines: change(before.lines) })),
    [onEdit],
  );
  const option = <T extends 'CHINH_THUC' | 'TAM_CAP' | 'THUC_CHI' | 'TAM_UNG' | 'CHUYEN_KHOAN' | 'TIEN_MAT'>(
    value: T,
  ) => ({ value, label: t(`draft.${value}`) });
  return (
    <div className="voucher-form">
      <section className="form-section">
        <h2>{t('draft.section.head')}</h2>
        <div className="form-grid">
          <TextField
            path={at('number')}
            label={t('draft.number')}
            maxLength={20}
            value={voucher.number}
            onChange={(number) => set({ number })}
          />
          <DateField
            path={at('date')}
            entry={`${voucher.id}.date`}
            label={t('draft.date')}
            value={voucher.date}
            onChange={(date) => set({ date })}
          />
          <ChoiceField
            path={at('allocation')}
            label={t('draft.allocation')}
            value={voucher.allocation}
            options={[option('CHINH_THUC'), option('TAM_CAP')]}
            onChange={(allocation) => set({ allocation })}
          />
          <ChoiceField
            path={at('purpose')}
            label={t('draft.purpose')}
            value={voucher.purpose}
            options={[option('THUC_CHI'), option('TAM_UNG')]}
            onChange={(purpose) => set({ purpose })}
          />
          <ChoiceField
            path={at('method')}
            label={t('draft.method')}
            value={voucher.method}
            options={[option('CHUYEN_KHOAN'), option('TIEN_MAT')]}
            onChange={(method) => set({ method })}
          />
        </div>
      </section>
      <LinesEditor path={path} voucher={voucher} onLines={onLines} />
      {voucher.method === 'CHUYEN_KHOAN' ? (
        <Payee path={path} voucher={voucher} onEdit={onEdit} />
      ) : (
        <CashReceiver path={path} voucher={voucher} onEdit={onEdit} />
      )}
      <section className="form-section">
        <h2>{t('draft.section.contract')}</h2>
        <div className="form-grid">
          <TextField
            path={at('contract.number')}
            label={t('draft.contractNumber')}
            maxLength={50}
            value={voucher.contract.number}
            onChange={(number) => set({ contract: { ...voucher.contract, number } })}
          />
          <DateField
            path={at('contract.date')}
            entry={`${voucher.id}.contract.date`}
            label={t('draft.contractDate')}
            value={voucher.contract.date}
            onChange={(date) => set({ contract: { ...voucher.contract, date } })}
          />
          <AmountField
            path={at('contract.amount')}
            entry={`${voucher.id}.contract.amount`}
            label={t('draft.contractAmount')}
            value={voucher.contract.amount}
            onChange={(amount) => set({ contract: { ...voucher.contract, amount } })}
          />
        </div>
      </section>
      <Unit path={path} voucher={voucher} onEdit={onEdit} />
    </div>
  );
}

function Unit({ path, voucher, onEdit }: VoucherFormProps) {
  const { t } = useTranslation();
  const set = (change: Partial<Voucher>) => onEdit((before) => ({ ...before, ...change }));
  const at = (name: string) => `${path}.${name}`;
  return (
    <section className="form-section">
      <h2>{t('draft.section.unit')}</h2>
      <div className="form-grid">
        <div className="wide">
          <TextField
            path={at('unitName')}
            label={t('draft.unitName')}
            maxLength={200}
            value={voucher.unitName}
            onChange={(unitName) => set({ unitName })}
          />
        </div>
        <TextField
          path={at('unitCode')}
          grouping="spaces"
          label={t('draft.unitCode')}
          maxLength={7}
          value={voucher.unitCode}
          onChange={(unitCode) => set({ unitCode })}
        />
        <div className="wide">
          <TextField
            path={at('address')}
            label={t('draft.address')}
            maxLength={300}
            value={voucher.address}
            onChange={(address) => set({ address })}
          />
        </div>
        <TextField
          path={at('accountNumber')}
          grouping="spaces"
          label={t('draft.accountNumber')}
          maxLength={30}
          value={voucher.accountNumber}
          onChange={(accountNumber) => set({ accountNumber })}
        />
        <CodeField
          path={at('treasuryCode')}
          entry={`${voucher.id}.treasuryCode`}
          list="treasury"
          label={t('draft.treasuryCode')}
          value={voucher.treasuryCode}
          onChange={(treasuryCode) => {
            const office = findCode(codeLists.treasury, treasuryCode);
            set(office === undefined ? { treasuryCode } : { treasuryCode, treasuryName: office.name });
          }}
        />
        <TextField
          path={at('treasuryName')}
          label={t('draft.treasuryName')}
          maxLength={200}
          value={voucher.treasuryName}
          onChange={(treasuryName) => set({ treasuryName })}
        />
        <CodeField
          path={at('programCode')}
          entry={`${voucher.id}.programCode`}
          list="program"
          label={t('draft.programCode')}
          value={voucher.programCode}
          onChange={(programCode) => set({ programCode })}
        />
      </div>
    </section>
  );
}

function Payee({ path, voucher, onEdit }: VoucherFormProps) {
  const { t } = useTranslation();
  const { payee } = voucher;
  const set = (change: Partial<Voucher['payee']>) =>
    onEdit((before) => ({ ...before, payee: { ...before.payee, ...change } }));
  return (
    <section className="form-section">
      <h2>{t('draft.section.payee')}</h2>
      <div className="form-grid">
        <div className="wide">
          <TextField
            path={`${path}.payee.name`}
            label={t('draft.payeeName')}
            maxLength={200}
            value={payee.name}
            onChange={(name) => set({ name })}
          />
        </div>
        <TextField
          path={`${path}.payee.taxCode`}
          grouping="spaces"
          label={t('draft.taxCode')}
          maxLength={14}
          value={payee.taxCode}
          onChange={(taxCode) => set({ taxCode })}
        />
        <TextField
          path={`${path}.payee.accountNumber`}
          grouping="spaces"
          label={t('draft.payeeAccount')}
          maxLength={30}
          value={payee.accountNumber}
          onChange={(accountNumber) => set({ accountNumber })}
        />
        <div className="wide">
          <TextField
            path={`${path}.payee.bank`}
            label={t('draft.bank')}
            maxLength={200}
            value={payee.bank}
            onChange={(bank) => set({ bank })}
          />
        </div>
      </div>
    </section>
  );
}

function CashReceiver({ path, voucher, onEdit }: VoucherFormProps) {
  const { t } = useTranslation();
  const { cashReceiver } = voucher;
  const set = (change: Partial<Voucher['cashReceiver']>) =>
    onEdit((before) => ({ ...before, cashReceiver: { ...before.cashReceiver, ...change } }));
  return (
    <section className="form-section">
      <h2>{t('draft.section.cash')}</h2>
      <div className="form-grid">
        <div className="wide">
          <TextField
            path={`${path}.cashReceiver.name`}
            label={t('draft.receiverName')}
            maxLength={200}
            value={cashReceiver.name}
            onChange={(name) => set({ name })}
          />
        </div>
        <TextField
          path={`${path}.cashReceiver.identityNumber`}
          grouping="spaces"
          label={t('draft.identityNumber')}
          maxLength={12}
          value={cashReceiver.identityNumber}
          onChange={(identityNumber) => set({ identityNumber })}
        />
        <DateField
          path={`${path}.cashReceiver.issuedOn`}
          entry={`${voucher.id}.cashReceiver.issuedOn`}
          label={t('draft.issuedOn')}
          value={cashReceiver.issuedOn}
          onChange={(issuedOn) => set({ issuedOn })}
        />
        <div className="wide">
          <TextField
            path={`${path}.cashReceiver.issuedAt`}
            label={t('draft.issuedAt')}
            maxLength={200}
            value={cashReceiver.issuedAt}
            onChange={(issuedAt) => set({ issuedAt })}
          />
        </div>
      </div>
    </section>
  );
}

import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDong } from '#shared/domain/money/dong.ts';
import { lineFields, voucherFields } from '#shared/domain/vouchers/fields.ts';
import { Notice } from '../components/Notice.tsx';
import { showDate } from '../format/date.ts';
import { languageOf } from '../i18n/i18n.ts';
import { vi } from '../i18n/vi.ts';
import { readXmlTree, type XmlNode } from './xml-tree.ts';
import { PlainText } from './PlainText.tsx';
import './xml.css';

type KnownName = keyof typeof vi.xml.name;
const isKnown = (name: string): name is KnownName => Object.hasOwn(vi.xml.name, name);

/** A voucher's data with its Vietnamese names, or word for word. */
export function XmlDocument({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  const tree = useMemo(() => readXmlTree(text), [text]);
  const [view, setView] = useState<'readable' | 'source'>('readable');
  return (
    <div className="stack">
      <SegmentedControl
        aria-label={t('xml.view')}
        size="sm"
        style={{ alignSelf: 'flex-start' }}
        value={view}
        onChange={setView}
        data={[
          { value: 'readable', label: t('xml.readable') },
          { value: 'source', label: t('xml.source') },
        ]}
      />
      {view === 'source' && <PlainText text={text} />}
      {view === 'readable' && tree === undefined && <Notice tone="warn" heading={t('xml.unreadable')} />}
      {view === 'readable' && tree !== undefined && <Branch node={tree} top />}
    </div>
  );
}

function useName(): (name: string) => string {
  const { t, i18n } = useTranslation();
  return (name) => {
    if (isKnown(name)) return t(`xml.name.${name}`);
    return fieldOfElement.get(name)?.label[languageOf(i18n)] ?? name;
  };
}

const choices = [
  'CHINH_THUC',
  'TAM_CAP',
  'THUC_CHI',
  'TAM_UNG',
  'CHUYEN_KHOAN',
  'TIEN_MAT',
  'UNG_TRUOC_DU_DK',
  'UNG_TRUOC_CHUA_DU_DK',
] as const;
/** What a form’s element is called, for those that have no name of their own among the texts. */
const fieldOfElement = new Map(
  [...Object.values(voucherFields), ...Object.values(lineFields)].map((field) => [field.xml, field]),
);
const isAmount = (element: string) =>
  element === 'tongSoTien' || fieldOfElement.get(element)?.kind === 'amount';

/** A value as the printed form writes it; the source view has it letter for letter. */
function useValue(): (node: XmlNode | undefined) => string {
  const { t } = useTranslation();
  return (node) => {
    if (node === undefined || node.text === '') return '–';
    const { name, text } = node;
    const choice = choices.find((one) => one === text);
    if (choice !== undefined) return t(`draft.${choice}`);
    if (isAmount(name) && /^\d+$/.test(text)) return formatDong(text);
    return showDate(text) === '' ? text : showDate(text);
  };
}

function Branch({ node, top = false }: { readonly node: XmlNode; readonly top?: boolean }) {
  const name = useName();
  const value = useValue();
  const leaves = node.children.filter((child) => child.children.length === 0);
  const branches = node.children.filter((child) => child.children.length > 0);
  const rows =
    branches.length > 1 || node.name.startsWith('ds') ? branches.filter((child) => isFlat(child)) : [];
  const alike =
    rows.length > 0 && rows.length === branches.length && rows.every((row) => row.name === rows[0]?.name);
  return (
    <section className={top ? 'xml-branch xml-top' : 'xml-branch'}>
      {!top && <h3>{name(node.name)}</h3>}
      {leaves.length > 0 && (
        <dl className="facts">
          {leaves.map((leaf, index) => (
            <div key={index} style={{ display: 'contents' }}>
              <dt>{name(leaf.name)}</dt>
              <dd className="figures">{value(leaf)}</dd>
            </div>
          ))}
        </dl>
      )}
      {alike ? <Rows rows={rows} /> : branches.map((branch, index) => <Branch key={index} node={branch} />)}
    </section>
  );
}

const isFlat = (node: XmlNode) => node.children.every((child) => child.children.length === 0);

function Rows({ rows }: { readonly rows: readonly XmlNode[] }) {
  const name = useName();
  const value = useValue();
  const columns = [...new Set(rows.flatMap((row) => row.children.map((cell) => cell.name)))];
  return (
    <div className="xml-rows" tabIndex={0}>
      <table className="plain">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {name(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {columns.map((column) => (
                <td key={column} className="figures">
                  {value(row.children.find((cell) => cell.name === column))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

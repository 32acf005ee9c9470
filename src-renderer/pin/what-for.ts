import type { CallOutput } from '#shared/contract/ipc.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import { el } from './page.ts';
import type { PinTexts } from './texts.ts';

type Facts = Pick<
  CallOutput<'pin.describe'>,
  | 'prompt'
  | 'purpose'
  | 'dossierCode'
  | 'dossierCount'
  | 'documentCount'
  | 'total'
  | 'owner'
  | 'certificateSerial'
>;

/** What the PIN is asked for: the dossier that is signed, or the work on the token; and with which key. */
export function whatFor(description: CallOutput<'pin.describe'>, texts: PinTexts): HTMLElement {
  const { lead } = texts.purpose[description.purpose];
  const { algorithm } = description;
  return el(
    'div',
    { className: 'facts' },
    ...(lead === undefined ? [] : [el('p', { className: 'lead' }, lead)]),
    el(
      'dl',
      {},
      ...factsOf(description, texts).flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]),
    ),
    ...(algorithm === '' ? [] : [el('p', { className: 'algorithm' }, `${texts.algorithm}: ${algorithm}`)]),
  );
}

/** Names and values, those alone that have one: work on a whole token names no certificate. */
export function factsOf(
  { prompt: { token }, purpose, dossierCode, owner, certificateSerial, ...description }: Facts,
  texts: PinTexts,
): readonly (readonly [string, string])[] {
  const rows: readonly (readonly [string, string])[] = [
    ...(purpose === 'sign'
      ? ([
          // Of a batch over several: how many.
          [texts.dossier, dossierCode === '' ? String(description.dossierCount ?? '') : dossierCode],
          [texts.documents, String(description.documentCount)],
          // A registration moves no money.
          [texts.total, description.total === '' ? '' : `${formatDong(description.total)} ${texts.dong}`],
        ] as const)
      : []),
    [texts.owner, owner],
    [texts.token, `${token.label} · ${token.serial}`],
    [texts.reader, token.reader],
    [texts.certificate, certificateSerial],
  ];
  return rows.filter(([, value]) => value !== '');
}

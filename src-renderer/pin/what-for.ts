import type { CallOutput } from '#shared/contract/ipc.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import { el } from './page.ts';
import type { PinTexts } from './texts.ts';

/** What the PIN is asked for: the dossier that is signed, or the work on the token; and with which key. */
export function whatFor(description: CallOutput<'pin.describe'>, texts: PinTexts): HTMLElement {
  const { prompt, purpose, dossierCode, owner, certificateSerial, algorithm } = description;
  const { token } = prompt;
  const { lead } = texts.purpose[purpose];
  const rows: readonly (readonly [string, string])[] = [
    ...(purpose === 'sign'
      ? ([
          [texts.dossier, dossierCode],
          [texts.documents, String(description.documentCount)],
          [texts.total, `${formatDong(description.total)} ${texts.dong}`],
        ] as const)
      : []),
    [texts.owner, owner],
    [texts.token, `${token.label} · ${token.serial}`],
    [texts.reader, token.reader],
    [texts.certificate, certificateSerial],
  ];
  return el(
    'div',
    { className: 'facts' },
    ...(lead === undefined ? [] : [el('p', { className: 'lead' }, lead)]),
    el(
      'dl',
      {},
      // Work on a whole token names no certificate.
      ...rows
        .filter(([, value]) => value !== '')
        .flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]),
    ),
    ...(algorithm === '' ? [] : [el('p', { className: 'algorithm' }, `${texts.algorithm}: ${algorithm}`)]),
  );
}

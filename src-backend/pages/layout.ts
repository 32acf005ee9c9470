import { failureText } from '#shared/contract/errors.ts';
import type { DvcttError } from '#shared/contract/errors.ts';
import { markup, type Child, type Html } from '../html/html.ts';
import { stylesheetPath } from './stylesheet.ts';

export interface PageParts {
  readonly title: string;
  readonly body: Child;
  /** Right part of the masthead, and its navigation. */
  readonly masthead?: Child;
  /** A page of one box. */
  readonly narrow?: boolean;
}

/** A whole page: landmarks, a way past the masthead, one style sheet, no script. */
export function page({ title, body, masthead, narrow = false }: PageParts): string {
  return markup`<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow, noarchive">
<title>${title} · DVCTT Kho bạc Nhà nước</title>
<link rel="stylesheet" href="${stylesheetPath}">
</head>
<body>
<a class="skip" href="#noi-dung">Đến nội dung chính</a>
<header class="masthead"><span class="brand">DVCTT · Kho bạc Nhà nước</span>${masthead}</header>
<main id="noi-dung" tabindex="-1" class="${narrow ? 'narrow' : 'wide'}">
${body}
</main>
</body>
</html>
`.toString();
}

export type Tone = 'good' | 'warn' | 'bad' | 'info';

/** `bad` and `warn` interrupt a screen reader. */
export function notice(tone: Tone, heading: string, ...lines: readonly Child[]): Html {
  const role = tone === 'bad' || tone === 'warn' ? 'alert' : 'status';
  return markup`<section class="notice ${tone}" role="${role}"><h2>${heading}</h2>${lines.map(
    (line) => markup`<p>${line}</p>`,
  )}</section>`;
}

/** A failure as the desktop words it: what, why, what to do. */
export function failureNotice(failure: DvcttError): Html {
  const { heading, explanation, remedy } = failureText(failure.code, 'vi');
  const wait = failure.details?.['retryAfter'];
  return notice(
    'bad',
    heading,
    explanation,
    remedy,
    wait === undefined ? `Mã: ${failure.code}` : `Thử lại sau ${String(wait)} giây. Mã: ${failure.code}`,
  );
}

export const badge = (tone: Tone, text: string): Html => markup`<span class="badge ${tone}">${text}</span>`;

/** Rows of label and value; empty values are shown as a dash that is read out. */
export function factList(rows: readonly (readonly [label: string, value: Child])[]): Html {
  return markup`<dl>${rows.map(
    ([label, value]) =>
      markup`<dt>${label}</dt><dd>${value === '' || value === undefined ? 'Không có' : value}</dd>`,
  )}</dl>`;
}

/**
 * A table that scrolls by itself where it is too wide, also from the keyboard, and whose rows stand one below the other
 * in a narrow window. The roles say what they are there too: browsers take them off what is no table to the eye.
 */
export function table(
  caption: string,
  heads: readonly Child[],
  rows: readonly (readonly Child[])[],
  empty = 'Không có.',
): Html {
  if (rows.length === 0) return markup`<p class="quiet">${empty}</p>`;
  const label = (at: number) => {
    const head = heads[at];
    return typeof head === 'string' ? markup` data-label="${head}"` : undefined;
  };
  return markup`<div class="scroll" role="region" tabindex="0" aria-label="${caption}"><table role="table">
<caption>${caption}</caption>
<thead role="rowgroup"><tr role="row">${heads.map((head) => markup`<th scope="col" role="columnheader">${head}</th>`)}</tr></thead>
<tbody role="rowgroup">${rows.map(
    ([first, ...rest]) =>
      markup`<tr role="row"><th scope="row" role="rowheader"${label(0)}>${first}</th>${rest.map(
        (cell, index) => markup`<td role="cell"${label(index + 1)}>${cell}</td>`,
      )}</tr>\n`,
  )}</tbody></table></div>`;
}

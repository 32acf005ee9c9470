import { encode } from 'uqr';
import { failureText, type DvcttError } from '#shared/contract/errors.ts';
import { vietnamMinute } from '#shared/domain/calendar/vietnam-date.ts';
import { markup, type Child, type Html } from '../../html/html.ts';
import { isLoopback } from '../../mail/settings.ts';
import { stylesheetPath } from '../../pages/stylesheet.ts';
import type { OneTimeCode, PhoneRequest } from '../phone-requests.ts';
import type { Subscriber } from '../subscribers.ts';
import { phoneText, type PhoneLanguage } from './phone-text.ts';
import { toldOf, type Said } from './said.ts';

export const phoneScriptPath = '/dien-thoai/phone.js';
export const phoneStylePath = '/dien-thoai/phone.css';
/** Names of documents that are shown. */
const shownDocuments = 10;

function shell(language: PhoneLanguage, body: Child): string {
  const t = phoneText[language];
  const other = language === 'vi' ? 'en' : 'vi';
  return markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow, noarchive">
<title>${t.title} · DVCTT</title>
<link rel="stylesheet" href="${stylesheetPath}">
<link rel="stylesheet" href="${phoneStylePath}">
<script src="${phoneScriptPath}" defer></script>
</head>
<body>
<a class="skip" href="#noi-dung">${t.skip}</a>
<header class="masthead"><span class="brand">${t.title}</span><a href="/dien-thoai?lang=${other}" lang="${other}">${t.other}</a></header>
<main id="noi-dung" tabindex="-1" class="narrow phone">
<p class="quiet">${t.simulated}</p>
${body}
</main>
</body>
</html>
`.toString();
}

export function choosePage(language: PhoneLanguage, people: readonly Subscriber[]): string {
  const t = phoneText[language];
  return shell(
    language,
    markup`<section class="sheet"><h1>${t.choose}</h1>
<form method="post" action="/dien-thoai/chon"><div class="field"><label for="nguoi">${t.provider}</label>
<select id="nguoi" name="nguoi" required>${people.map(
      ({ id, provider, username, subject }) =>
        markup`<option value="${id}">${subject.commonName} · ${provider} · ${username}</option>`,
    )}</select></div><button>${t.open}</button></form></section>`,
  );
}

export interface PhoneView {
  readonly subscriber: Subscriber;
  /** Newest first. */
  readonly requests: readonly PhoneRequest[];
  readonly code: OneTimeCode | undefined;
  readonly said: Said | undefined;
}

export function phonePage(language: PhoneLanguage, { subscriber, requests, code, said }: PhoneView): string {
  const t = phoneText[language];
  const waiting = requests.filter(({ state }) => state === 'waiting');
  return shell(
    language,
    markup`<div class="title"><h1>${subscriber.provider} · ${subscriber.subject.commonName}</h1>
<form method="post" action="/dien-thoai/doi"><button class="button second">${t.change}</button></form></div>
${said === undefined ? undefined : notice(said, language)}
<div id="ma" aria-live="polite">${
      code === undefined
        ? undefined
        : markup`<section class="sheet" data-key="${code.code}"><h2>${t.oneTime}</h2><p class="code">${code.code}</p><p>${t.oneTimeHint}</p></section>`
    }</div>
<h2 id="cho-dau" aria-live="polite">${t.waiting}: ${waiting.length}</h2>
<div id="cho">${waiting.map((request) => waitingCard(language, request))}</div>
<p id="khong" class="quiet">${waiting.length === 0 ? t.none : ''}</p>
<section class="sheet"><h2>${t.history}</h2><div id="da-qua">${history(language, requests)}</div></section>`,
  );
}

/** The first thing that is read out on the page after a form. */
function notice(said: Said, language: PhoneLanguage): Html {
  const { tone, text } = toldOf(said, language);
  return markup`<section class="notice ${tone}" role="${tone === 'bad' ? 'alert' : 'status'}" tabindex="-1" autofocus><p>${text}</p></section>`;
}

function waitingCard(language: PhoneLanguage, request: PhoneRequest): Html {
  const t = phoneText[language];
  const { id, documents } = request;
  const more = documents.length - shownDocuments;
  return markup`<article class="sheet" data-key="${id}" aria-labelledby="t-${id}"><h3 id="t-${id}">${request.title}</h3>
<p class="quiet">${t.code}</p><p class="code">${request.code}</p>
<p>${t.left}: <span class="figures" data-until="${request.expiresAt.toISOString()}">${vietnamMinute(request.expiresAt)}</span></p>
<p><b>${t.documents(documents.length)}</b></p>
<ul>${documents.slice(0, shownDocuments).map(({ name }) => markup`<li class="long">${name}</li>`)}</ul>
${more > 0 ? markup`<p>${t.more(more)}</p>` : undefined}
<form method="post" action="/dien-thoai/ky"><input type="hidden" name="id" value="${id}">
<label for="p-${id}">${t.pin}</label>
<input id="p-${id}" name="pin" type="password" inputmode="numeric" autocomplete="off" pattern="[0-9]{6}" maxlength="6" required>
<button>${t.confirm}</button></form>
<form method="post" action="/dien-thoai/tu-choi"><input type="hidden" name="id" value="${id}"><button class="danger">${t.reject}</button></form></article>`;
}

function history(language: PhoneLanguage, requests: readonly PhoneRequest[]): Html {
  const t = phoneText[language];
  const past = requests.filter(({ state }) => state !== 'waiting').slice(0, 10);
  if (past.length === 0) return markup`<p class="quiet">${t.noHistory}</p>`;
  return markup`<ul>${past.map(
    ({ title, code, state, startedAt }) =>
      markup`<li><b>${t.states[state]}</b> · ${title} · ${code} · <span class="figures">${vietnamMinute(startedAt)}</span></li>`,
  )}</ul>`;
}

/** An address under `/dien-thoai` that is none. */
export function notFoundPage(language: PhoneLanguage): string {
  const t = phoneText[language];
  return shell(
    language,
    markup`<section class="sheet"><h1>${t.noPage}</h1><p>${t.noPageHint}</p><p><a href="/dien-thoai">${t.home}</a></p></section>`,
  );
}

/** A form that was not taken. */
export function failurePage(language: PhoneLanguage, { code }: DvcttError): string {
  const t = phoneText[language];
  const { heading, explanation, remedy } = failureText(code, language);
  return shell(
    language,
    markup`<section class="notice bad" role="alert"><h1>${heading}</h1><p>${explanation}</p><p>${remedy}</p><p>${code}</p></section><p><a href="/dien-thoai">${t.home}</a></p>`,
  );
}

/** For the desktop's screen: a phone opens the page by its camera. */
export function qrPage(language: PhoneLanguage, address: string): string {
  const t = phoneText[language];
  return shell(
    language,
    markup`<section class="sheet"><h1>${t.qr}</h1>${qrDrawing(address, t.qr)}<p><span class="address">${address}</span></p>${isLoopback(new URL(address).hostname) ? markup`<p class="notice">${t.thisMachine}</p>` : undefined}</section>`,
  );
}

/** Dark on white in dark mode too, with four quiet modules (ISO/IEC 18004 §6.3.8). */
function qrDrawing(text: string, label: string): Html {
  const { data } = encode(text, { ecc: 'M', border: 4 });
  const side = String(data.length);
  const path = data
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${String(x)} ${String(y)}h1v1h-1z` : '')))
    .join('');
  return markup`<svg class="qr" role="img" aria-label="${label}" viewBox="0 0 ${side} ${side}"><path class="light" d="M0 0h${side}v${side}h-${side}z"/><path d="${path}"/></svg>`;
}

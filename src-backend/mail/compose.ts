import { markup, webAddress, type Html } from '../html/html.ts';
import type { Letter } from './letters.ts';
import type { Block, LetterPlace, LetterText, Message } from './message.ts';
import { oneLine, plainWords } from './plain-words.ts';
import { wordsOf } from './templates/all.ts';

/**
 * Lays a letter out as text and as HTML. The recipient's address is not looked at here: `transport.ts` refuses one
 * that is none.
 */
export function composeLetter(
  letter: Letter,
  { id, at, ...place }: LetterPlace & { readonly id: string; readonly at: Date },
): Message {
  const words = wordsOf(letter, place);
  return {
    id,
    to: { name: plainWords(letter.name, 150), address: letter.to },
    subject: oneLine(words.subject),
    text: asText(words),
    html: asHtml(words),
    date: at,
  };
}

const greeting = (name: string) => `Kính gửi ${plainWords(name, 150)},`;
const closing = [
  'Trân trọng,',
  'Hệ thống Dịch vụ công trực tuyến Kho bạc Nhà nước',
  'Thư này được gửi tự động, vui lòng không trả lời. Hỗ trợ: hotrocntt@vst.gov.vn',
] as const;

function asText(words: LetterText): string {
  return [greeting(words.name), ...words.blocks.map(blockText), closing.join('\n')].join('\n\n').concat('\n');
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return block.text;
    case 'facts':
      return block.facts.map(([label, value]) => `  ${label}: ${value}`).join('\n');
    case 'link':
      return `${block.label}:\n${block.href}`;
    case 'quote':
      return block.text
        .split('\n')
        .map((line) => `> ${line}`)
        .join('\n');
  }
}

/** Styles stand in attributes: mail programs drop everything else. */
function asHtml(words: LetterText): string {
  return markup`<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>${words.subject}</title></head>
<body style="margin:0;padding:24px;background:#f3f1ec;color:#1a2030;font:16px/1.5 'Segoe UI',Arial,sans-serif">
<div style="max-width:640px;margin:0 auto;background:#ffffff;border:1px solid #d8d3c8;border-top:4px solid #173b6d;padding:24px">
<p>${greeting(words.name)}</p>
${words.blocks.map(blockHtml)}
<p style="margin-top:32px;color:#515a6b">${closing[0]}<br>${closing[1]}<br><small>${closing[2]}</small></p>
</div></body></html>
`.toString();
}

const label = 'text-align:left;font-weight:normal;color:#515a6b;padding:3px 18px 3px 0;vertical-align:top';
const button =
  'display:inline-block;background:#173b6d;color:#ffffff;padding:10px 18px;border-radius:6px;text-decoration:none;font-weight:600';
const quotation =
  'margin:0;padding:8px 16px;border-left:4px solid #c9a227;background:#fdf9ec;white-space:pre-wrap';

function blockHtml(block: Block): Html {
  switch (block.kind) {
    case 'paragraph':
      return markup`<p>${block.text}</p>\n`;
    case 'facts':
      return markup`<table style="border-collapse:collapse">\n${block.facts.map(
        ([name, value]) =>
          markup`<tr><th scope="row" style="${label}">${name}</th><td style="padding:3px 0;font-weight:600">${value}</td></tr>\n`,
      )}</table>\n`;
    case 'link':
      return markup`<p><a href="${webAddress(block.href)}" style="${button}">${block.label}</a></p>
<p style="color:#515a6b">Nếu nút không bấm được, sao chép địa chỉ này:<br><span style="word-break:break-all">${block.href}</span></p>\n`;
    case 'quote':
      return markup`<blockquote style="${quotation}">${block.text}</blockquote>\n`;
  }
}

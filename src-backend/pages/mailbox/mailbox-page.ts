import { vietnamMinute } from '#shared/domain/calendar/vietnam-date.ts';
import { markup, webAddress, type Child } from '../../html/html.ts';
import type { MailRow } from '../../store/tables.ts';
import { badge, factList, notice, page, table } from '../layout.ts';

type Listed = Pick<MailRow, 'id' | 'recipient' | 'state' | 'problem' | 'created_at'> & {
  readonly subject: string;
};

const states = {
  waiting: badge('warn', 'Đang chờ gửi'),
  sent: badge('good', 'Đã ghi vào hộp thư'),
  failed: badge('bad', 'Không gửi được'),
} as const;

export function mailboxPage(letters: readonly Listed[]): string {
  return page({
    title: 'Hộp thư dùng thử',
    body: markup`<h1>Hộp thư dùng thử</h1>
${notice('info', 'Chỉ có ở chế độ dùng thử', 'Máy chủ này chưa nối với máy chủ thư, nên thư của mọi người nằm ở đây và chỉ xem được trên chính máy này.')}
<section class="sheet">${table(
      'Thư, mới nhất trước',
      ['Tiêu đề', 'Người nhận', 'Lúc', 'Trạng thái'],
      letters.map((letter) => [
        markup`<a href="${webAddress(`/hop-thu/${letter.id}`)}">${letter.subject}</a>`,
        markup`<span class="long">${letter.recipient}</span>`,
        markup`<span class="figures">${vietnamMinute(new Date(letter.created_at))}</span>`,
        states[letter.state],
      ]),
      'Chưa có thư nào.',
    )}</section>`,
  });
}

export function letterPage(letter: Listed, text: string | undefined): string {
  return page({
    title: letter.subject,
    body: markup`<p><a href="/hop-thu">← Hộp thư dùng thử</a></p><h1>${letter.subject}</h1>
<section class="sheet">${factList([
      ['Người nhận', letter.recipient],
      ['Lúc', vietnamMinute(new Date(letter.created_at))],
      ['Trạng thái', states[letter.state]],
      ...(letter.problem === null ? [] : [['Lý do', letter.problem] as const]),
    ])}</section>
<section class="sheet"><h2>Nội dung thư</h2>${
      text === undefined
        ? markup`<p>Thư chưa được ghi vào hộp thư. Tải lại trang sau vài giây.</p>`
        : markup`<pre>${withLinks(text)}</pre>`
    }</section>`,
  });
}

export function noMailboxPage(): string {
  return page({
    title: 'Không có trang này',
    narrow: true,
    body: markup`<h1>Không có trang này</h1><p>Hộp thư dùng thử chỉ có khi máy chủ chạy với <code>--demo</code>, không nối máy chủ thư, và chỉ mở được trên chính máy chạy máy chủ.</p>`,
  });
}

/** Only a line that is nothing but an address becomes a link: words of people stay words. */
function withLinks(text: string): readonly Child[] {
  return text
    .split(/\r?\n/)
    .map((line) =>
      webAddress(line) === line && line.startsWith('http')
        ? markup`<a href="${line}">${line}</a>\n`
        : `${line}\n`,
    );
}

import type { Person } from '../../accounts/person.ts';
import { markup, type Html } from '../../html/html.ts';

/** Which part of the console a page belongs to. */
export type Room = 'dang-ky' | 'thanh-toan' | 'mat-khau';

const rooms = [
  ['dang-ky', '/can-bo', 'Hồ sơ đăng ký'],
  ['thanh-toan', '/can-bo/thanh-toan', 'Hồ sơ thanh toán'],
] as const;

/** Navigation, who is signed in, and the way out. */
export function masthead(person: Person, token: string, room?: Room): Html {
  const current = (name: Room) => (name === room ? markup` aria-current="page"` : undefined);
  return markup`<nav aria-label="Các loại hồ sơ">${rooms.map(
    ([name, href, label]) => markup`<a href="${href}"${current(name)}>${label}</a>`,
  )}</nav>
<div class="person"><span><b>${person.name}</b><small>${person.treasuryName}</small></span>
<a href="/can-bo/mat-khau"${current('mat-khau')}>Đổi mật khẩu</a>
<form method="post" action="/can-bo/dang-xuat">${tokenField(token)}<button>Đăng xuất</button></form></div>`;
}

export const tokenField = (token: string): Html =>
  markup`<input type="hidden" name="ma-trang" value="${token}">`;

/** Style and script of the phone page. The script keeps cards that are there, so that a typed PIN stays. */
export const phoneStyle = `
.masthead a { margin-left: auto; }
.phone article h3 { font-size: 1.2rem; line-height: 1.35; margin-top: 0; }
#cho > .sheet { border-top: 4px solid var(--gold); }
.phone > h2 ~ section.sheet { border-top: 1px solid var(--sheet-edge); }
.phone form + form { margin-top: 1rem; }
.phone button { width: 100%; min-height: 3.25rem; font-size: 1.1rem; margin-top: .6rem; }
.phone .title button { width: auto; min-height: 2.75rem; font-size: 1rem; margin: 0; }
.phone .code { font-size: 2.4rem; font-weight: 700; letter-spacing: .15em; line-height: 1.2; font-variant-numeric: tabular-nums; margin: 0 0 .5rem; }
.phone input[type=password] { font-size: 1.6rem; letter-spacing: .4em; min-height: 3.25rem; }
.phone ul { padding-left: 1.2rem; overflow-wrap: anywhere; }
.phone .title .second { color: var(--info); background: transparent; border-color: currentColor; }
.phone .qr { display: block; width: min(20rem, 100%); margin: 0 auto 1rem; }
.phone .qr .light { fill: #fff; }
@media (max-width: 40rem) { main.phone { padding: 1rem 1rem 3rem; } .masthead { padding: .5rem 1rem; } }
`;

export const phoneScript = `'use strict';
let skew = 0;
const draw = () => {
  let over = false;
  for (const place of document.querySelectorAll('[data-until]')) {
    const left = Math.max(0, Math.ceil((Date.parse(place.dataset.until) - (Date.now() + skew)) / 1000));
    place.textContent = Math.floor(left / 60) + ':' + String(left % 60).padStart(2, '0');
    if (left === 0) over = true;
  }
  return over;
};
let busy = false;
let again = false;
const refresh = async () => {
  if (busy) { again = true; return; }
  busy = true;
  try {
    const answer = await fetch('/dien-thoai?moi=1', { headers: { accept: 'text/html' } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const list = document.getElementById('cho');
    const come = fresh.getElementById('cho');
    if (!list || !come) { location.reload(); return; }
    const keys = new Set([...come.children].map((card) => card.dataset.key));
    for (const card of [...list.children]) if (!keys.has(card.dataset.key)) card.remove();
    for (const card of [...come.children].reverse()) {
      if ([...list.children].some((one) => one.dataset.key === card.dataset.key)) continue;
      list.prepend(card);
      // "Confirmed" was said of another request: above this one it would say that it is done.
      document.querySelector('.notice.good')?.remove();
    }
    for (const id of ['ma', 'cho-dau', 'khong', 'da-qua']) {
      const [place, next] = [document.getElementById(id), fresh.getElementById(id)];
      if (place && next && place.innerHTML !== next.innerHTML) place.replaceChildren(...next.childNodes);
    }
    draw();
  } catch { /* The server is away; the stream comes back by itself and asks again. */ }
  finally {
    busy = false;
    if (again) { again = false; void refresh(); }
  }
};
if (document.getElementById('cho')) {
  const stream = new EventSource('/dien-thoai/nghe');
  // Also when the stream has come back: what happened meanwhile is fetched.
  stream.addEventListener('now', (event) => { skew = Date.parse(event.data) - Date.now(); void refresh(); });
  stream.addEventListener('changed', () => void refresh());
  // Asked for each second once a time is over: the server's clock decides, and may be a little behind.
  setInterval(() => { if (draw()) void refresh(); }, 1000);
}
`;

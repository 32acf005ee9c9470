/**
 * The page that the launch URL opens. The secret stands in the fragment, which a browser sends to no server and in
 * no Referer; the page exchanges it for the session cookie and forgets it.
 */
export const startPage = `<!doctype html>
<html lang="vi">
<meta charset="utf-8">
<link rel="icon" href="data:,">
<title>DVCTT</title>
<p id="state">Đang mở DVCTT…</p>
<script src="start.js"></script>
</html>
`;

export const startScript = `'use strict';
const secret = location.hash.slice(1);
history.replaceState(null, '', location.pathname);
fetch('/shell/start', {
  method: 'POST',
  headers: { 'Content-Type': 'application/json', 'X-DVCTT': '1' },
  body: JSON.stringify({ secret }),
}).then((answer) => {
  if (answer.ok) location.replace('/');
  else document.getElementById('state').textContent =
    'Liên kết này đã được dùng hoặc không còn đúng. Hãy mở lại DVCTT từ biểu tượng của chương trình.';
}, () => {
  document.getElementById('state').textContent = 'Chương trình DVCTT đã đóng. Hãy mở lại chương trình.';
});
`;

/** Shown at any page address to a browser without the session. */
export const noSessionPage = `<!doctype html>
<html lang="vi">
<meta charset="utf-8">
<link rel="icon" href="data:,">
<title>DVCTT</title>
<p>Cửa sổ này không thuộc phiên làm việc nào. Hãy mở lại DVCTT từ biểu tượng của chương trình.</p>
</html>
`;

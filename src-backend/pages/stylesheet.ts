/** The one style sheet of the server's pages, in the colours of the desktop (src-renderer/theme/page.css). */
export const stylesheetPath = '/trang/style.css';

export const stylesheet = `
:root {
  color-scheme: light dark;
  --page: #f3f1ec; --sheet: #ffffff; --sheet-edge: #d8d3c8; --field-edge: #767f8f;
  --text: #1a2030; --text-quiet: #515a6b;
  --masthead: #173b6d; --masthead-text: #ffffff; --gold: #c9a227;
  --good: #1d6b3a; --warn: #8a5200; --bad: #a02624; --info: #173b6d;
  --good-wash: #e6f3ea; --warn-wash: #fdf1dc; --bad-wash: #fbe9e8; --info-wash: #e8eff9;
  --button: #1f4a85; --button-text: #ffffff; --danger: #a02624; --danger-text: #ffffff; --focus: #b45309;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #10141d; --sheet: #1b212d; --sheet-edge: #39414f; --field-edge: #8a93a3;
    --text: #e8e9ec; --text-quiet: #b0b6c2;
    --masthead: #0d1a30; --masthead-text: #f1f4fa; --gold: #d6b548;
    --good: #86d3a0; --warn: #f2c06b; --bad: #f39b97; --info: #a9c8f5;
    --good-wash: #16301f; --warn-wash: #35280f; --bad-wash: #3a1b1c; --info-wash: #17263f;
    --button: #2f5f9f; --button-text: #ffffff; --danger: #b8312f; --danger-text: #ffffff; --focus: #f5b544;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-bottom: 6rem; font: 100%/1.5 'Be Vietnam Pro', 'Segoe UI', 'Noto Sans', 'Liberation Sans', Arial, sans-serif; }
body { margin: 0; background: var(--page); color: var(--text); min-height: 100vh; }
a { color: var(--info); }
h3 .badge, h1 + .badge { white-space: normal; }
h1 { font-size: 1.55rem; line-height: 1.25; margin: 0 0 1rem; }
.title h1 { margin: 0; }
h2 { font-size: 1.15rem; margin: 0 0 .75rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .5rem; }
p { margin: 0 0 .75rem; max-width: 46rem; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: .75rem; top: .75rem; background: var(--sheet); padding: .5rem .9rem; z-index: 9; }
.masthead {
  background: var(--masthead); color: var(--masthead-text); border-bottom: 3px solid var(--gold);
  display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.25rem; padding: .5rem 1.5rem; min-height: 3.75rem;
}
.masthead .brand { font-weight: 700; font-size: 1.1rem; }
.masthead nav { flex: 1 0 auto; display: flex; flex-wrap: wrap; gap: .25rem; }
.masthead a { color: inherit; text-decoration: none; padding: .5rem .85rem; border-bottom: 3px solid transparent; }
.masthead nav a:hover, .masthead .person a:hover { text-decoration: underline; }
.masthead nav a[aria-current='page'] { border-bottom-color: var(--gold); font-weight: 600; }
.masthead :focus-visible { outline-color: var(--gold); outline-offset: -3px; }
.masthead .person { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .75rem; }
.masthead .person b, .masthead .person small { display: block; line-height: 1.3; }
.masthead form { margin: 0; }
.masthead button { background: transparent; color: inherit; border: 1px solid currentColor; }
main { max-width: 84rem; margin: 0 auto; padding: 1.4rem 1.5rem 4rem; }
main.narrow { max-width: 42rem; }
.title { display: flex; flex-wrap: wrap; align-items: baseline; gap: .5rem 1rem; margin-bottom: 1rem; }
.sheet {
  background: var(--sheet); border: 1px solid var(--sheet-edge); border-radius: 8px;
  padding: 1.25rem 1.4rem; margin-bottom: 1rem;
}
main .sheet > dl + * { margin-top: 1.1rem; }
.scroll + .scroll { margin-top: 1.25rem; }
.narrow > .sheet:first-of-type { border-top: 4px solid var(--gold); }
.quiet { color: var(--text-quiet); }
.figures { font-variant-numeric: tabular-nums; white-space: nowrap; }
.long { overflow-wrap: break-word; }
.typed { white-space: pre-wrap; overflow-wrap: anywhere; user-select: text; }
.amount { text-align: right; }
.foot {
  position: sticky; bottom: 0; background: var(--page); border-top: 1px solid var(--sheet-edge); padding: .6rem 0; z-index: 2;
}
.row { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .5rem .9rem .5rem 0; border-bottom: 1px solid var(--sheet-edge); }
th { color: var(--text-quiet); font-weight: 600; }
tbody th { color: inherit; font-weight: 600; }
tr:last-child > * { border-bottom: 0; }
td del { text-decoration: none; color: var(--text-quiet); }
td ins { text-decoration: none; font-weight: 600; }
caption { text-align: left; color: var(--text-quiet); padding-bottom: .35rem; }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .35rem 1.25rem; margin: 0; }
dt { color: var(--text-quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 40rem) {
  table, caption, tbody, tr, tbody th, td { display: block; }
  thead { position: absolute; left: -999px; }
  tr { border-bottom: 1px solid var(--sheet-edge); padding: .5rem 0; }
  tr:last-child { border-bottom: 0; }
  tbody th, td { border-bottom: 0; padding: .15rem 0; overflow-wrap: break-word; }
  [data-label]::before { content: attr(data-label); display: block; color: var(--text-quiet); font-size: .9rem; font-weight: 400; }
}
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; } }
.badge {
  display: inline-block; border: 1px solid currentColor; border-radius: 14px; padding: .05rem .65rem;
  font-size: .9rem; font-weight: 600; color: var(--info); background: var(--info-wash);
}
.good { color: var(--good); background: var(--good-wash); }
.warn { color: var(--warn); background: var(--warn-wash); }
.bad { color: var(--bad); background: var(--bad-wash); }
.notice {
  border: 1px solid currentColor; border-left-width: 6px; border-radius: 6px; padding: .75rem 1rem;
  margin-bottom: 1rem; color: var(--info); background: var(--info-wash);
}
.notice.good { color: var(--good); background: var(--good-wash); }
.notice.warn { color: var(--warn); background: var(--warn-wash); }
.notice.bad { color: var(--bad); background: var(--bad-wash); }
.notice h2 { margin: 0 0 .25rem; font-size: 1.05rem; }
.notice p { color: var(--text); margin: .2rem 0 0; }
blockquote { margin: .5rem 0; padding: .4rem 1rem; border-left: 4px solid var(--gold); white-space: pre-wrap; overflow-wrap: anywhere; }
label { display: block; font-weight: 600; margin-bottom: .25rem; }
.field { margin-bottom: 1rem; max-width: 30rem; }
.field.wide { max-width: 46rem; }
.hint { color: var(--text-quiet); margin: .15rem 0 .35rem; }
.error { color: var(--bad); font-weight: 600; margin: .25rem 0 0; }
input, select, textarea {
  font: inherit; width: 100%; color: var(--text); background: var(--sheet);
  border: 1px solid var(--field-edge); border-radius: 6px; padding: .5rem .7rem; min-height: 2.75rem;
}
[aria-invalid='true'] { border: 2px solid var(--bad); }
button, .button {
  font: inherit; font-weight: 600; display: inline-block; cursor: pointer; text-decoration: none; text-align: center;
  color: var(--button-text); background: var(--button); border: 1px solid transparent; border-radius: 6px;
  padding: .55rem 1.1rem; min-height: 2.75rem;
}
button:hover, .button:hover { text-decoration: underline; }
.button.second { color: var(--info); background: transparent; border-color: currentColor; }
button.danger, .button.danger { color: var(--danger-text); background: var(--danger); border-color: transparent; }
.filters { display: flex; flex-wrap: wrap; gap: .5rem; list-style: none; padding: 0; margin: 0 0 1rem; }
.filters a {
  display: inline-block; padding: .4rem .85rem; border: 1px solid var(--sheet-edge); border-radius: 18px;
  background: var(--sheet); color: var(--text); text-decoration: none;
}
.filters a[aria-current='true'] { background: var(--button); color: var(--button-text); border-color: transparent; font-weight: 600; }
.filters b { font-variant-numeric: tabular-nums; }
.search { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; margin-bottom: 1rem; }
.search .field { margin: 0; flex: 1 1 16rem; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: 0; }
.address { user-select: all; display: block; overflow-wrap: anywhere; border: 1px dashed var(--field-edge); border-radius: 6px; padding: .6rem .8rem; margin: .5rem 0; font-family: ui-monospace, 'DejaVu Sans Mono', Consolas, monospace; }
@media print { .foot, .masthead, .filters, .search, form, .button { display: none; } body, .sheet { background: #fff; color: #000; } }
`;

import { createHash } from 'node:crypto';
import { z } from 'zod';

/** The part of an OpenAPI document that the page shows. */
const documentSchema = z.object({
  info: z.object({ title: z.string(), version: z.string() }),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({ summary: z.string().default(''), tags: z.array(z.string()).default([]) }),
    ),
  ),
});

const style = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: left; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid #8884; vertical-align: top; }
  code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
`;

/** The only thing on the page beyond text is this style, by its hash: no script, no other file. */
export const docsPolicy =
  `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; ` +
  "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** A page that lists the routes of an OpenAPI document. */
export function docsPage(openApi: unknown): string {
  const { info, paths } = documentSchema.parse(openApi);
  const rows = Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { summary, tags }]) => ({
        path,
        method,
        summary,
        tag: tags[0] ?? '',
      })),
    )
    .map(
      ({ path, method, summary, tag }) =>
        `<tr><td>${escape(tag)}</td><td><code>${escape(method.toUpperCase())}</code></td>` +
        `<td><code>${escape(path)}</code></td><td>${escape(summary)}</td></tr>`,
    );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escape(info.title)}</title><style>${style}</style></head>
<body><h1>${escape(info.title)} ${escape(info.version)}</h1>
<p>The whole contract, with every schema: <a href="/openapi.json">openapi.json</a></p>
<table><thead><tr><th>Room</th><th>Method</th><th>Path</th><th>What it does</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></body></html>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 0};`);
}

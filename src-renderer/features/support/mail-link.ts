import type { BundlePreview } from '#shared/contract/doctor.ts';

/** What mail programs take from a link; Windows hands over no more than 2 048 characters. */
const longest = 1900;

/**
 * A `mailto:` link (RFC 6068) with subject and text. A text that is too long for one is cut at a line, and `cut` says
 * that the rest is in the file.
 */
export function mailLink({ to, subject, body }: BundlePreview['mail'], cut: string): string {
  const link = (text: string) =>
    `mailto:${encodeURIComponent(to).replace('%40', '@')}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text.replace(/\r?\n/g, '\r\n'))}`;
  if (link(body).length <= longest) return link(body);
  const kept = body.split(/\r?\n/);
  while (kept.length > 0 && link([...kept, cut].join('\n')).length > longest) kept.pop();
  return link([...kept, cut].join('\n'));
}

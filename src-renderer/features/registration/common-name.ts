/** The common name in a distinguished name as text (RFC 4514: backslash escapes); the whole text when there is none. */
export function commonNameOf(name: string): string {
  const match = /(?:^|[,+]\s*|\n)CN=((?:\\.|[^,+\n\\])*)/i.exec(name);
  const text = match?.[1]?.replace(/\\([,+"\\<>;=# ])/g, '$1').trim();
  return text === undefined || text === '' ? name : text;
}

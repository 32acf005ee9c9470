/** A path as people paste it: Windows' “Copy as path” puts it into quotation marks. */
export function typedPath(text: string): string {
  return text
    .trim()
    .replace(/^(["'])(.*)\1$/s, '$2')
    .trim();
}

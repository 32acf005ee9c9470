/** The text that a field of the form holds; empty when the holder has no such text. */
export function valueOf(holder: object, name: string): string {
  const value: unknown = Object.entries(holder).find(([key]) => key === name)?.[1];
  return typeof value === 'string' ? value : '';
}

/** Rows that Page Up and Page Down pass over. */
const page = 10;

/** The row that a key leads to from row `at` of `count`; undefined when the key is not one of the list's. */
export function rowAfter(
  { key, ctrlKey, altKey, shiftKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'shiftKey'>,
  at: number,
  count: number,
): number | undefined {
  if (altKey || shiftKey || count === 0) return undefined;
  const within = (row: number) => Math.min(count - 1, Math.max(0, row));
  switch (key) {
    case 'ArrowDown':
      return within(at + 1);
    case 'ArrowUp':
      return within(at - 1);
    case 'PageDown':
      return within(at + page);
    case 'PageUp':
      return within(at - page);
    case 'Home':
      return ctrlKey ? 0 : undefined;
    case 'End':
      return ctrlKey ? count - 1 : undefined;
    default:
      return undefined;
  }
}

const units = ['B', 'KB', 'MB', 'GB'] as const;

/** Bytes → `12 KB`, `1,5 MB`: a decimal comma, as in Vietnam. */
export function formatSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const text = value >= 10 || unit === 0 ? String(Math.round(value)) : value.toFixed(1).replace('.', ',');
  return `${text} ${units[unit] ?? 'B'}`;
}

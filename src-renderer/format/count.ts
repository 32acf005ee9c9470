/** Whole number → groups of three with dots, as in Vietnam: `100.000`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, '.');
}

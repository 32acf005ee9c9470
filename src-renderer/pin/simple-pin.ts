/** PINs that are tried first by whoever finds a token: warned of, never forbidden. */

export type SimplePin = 'same' | 'run' | 'birthday';

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Day, month and year in the orders in which people write them; two digits of the year or four. */
function looksLikeBirthday(pin: string): boolean {
  const short = /^(\d\d)(\d\d)(\d\d)$/.exec(pin);
  if (short !== null) {
    const [a = 0, month = 0, c = 0] = short.slice(1).map(Number);
    // 2000 + yy: 29 February passes in the leap years only, of either century.
    return isDay(2000 + c, month, a) || isDay(2000 + a, month, c);
  }
  const long = [/^(?<day>\d\d)(?<month>\d\d)(?<year>\d{4})$/, /^(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)$/];
  return long.some((order) => {
    const { year, month, day } = order.exec(pin)?.groups ?? {};
    const years = Number(year);
    return years >= 1930 && years <= 2029 && isDay(years, Number(month), Number(day));
  });
}

/** Why a PIN would be guessed early; undefined when nothing speaks against it. */
export function simplePin(pin: string): SimplePin | undefined {
  if (pin.length < 2) return undefined;
  if (new Set(pin).size <= 2) return 'same';
  const steps = Array.from(pin.slice(1), (sign, at) => sign.charCodeAt(0) - pin.charCodeAt(at));
  // Over the end too: 7890123.
  const counts = (by: number) => steps.every((step) => step === by || step === -9 * by);
  if (counts(1) || counts(-1)) return 'run';
  return looksLikeBirthday(pin) ? 'birthday' : undefined;
}

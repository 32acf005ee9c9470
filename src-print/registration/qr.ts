import { encode } from 'uqr';
import type { Sheet } from '../sheet.ts';

/** Width of a module, in points: 21 of them and the quiet zone make about 2.6 cm, enough for a phone's camera. */
const module = 2.5;
/** ISO/IEC 18004 §6.3.8: four modules stay white on each side. */
const quiet = 4;

/** Draws a QR code as vector squares with its right edge at `right`; returns its side, quiet zone included. */
export function drawQr(sheet: Sheet, text: string, right: number, top: number): number {
  const { data } = encode(text, { ecc: 'M', border: 0 });
  const side = (data.length + 2 * quiet) * module;
  const left = right - side + quiet * module;
  sheet.solid(
    data.flatMap((row, y) =>
      runsOf(row).map(
        ([x, length]) => [left + x * module, top + (quiet + y) * module, length * module, module] as const,
      ),
    ),
  );
  return side;
}

/** Start and length of each run of dark modules. */
function runsOf(row: readonly boolean[]): readonly (readonly [start: number, length: number])[] {
  const runs: [number, number][] = [];
  row.forEach((dark, x) => {
    const last = runs.at(-1);
    if (!dark) return;
    if (last !== undefined && last[0] + last[1] === x) last[1] += 1;
    else runs.push([x, 1]);
  });
  return runs;
}

import { DvcttError } from '../../contract/errors.ts';
import { broken } from './broken.ts';
import type { PdfBudget } from './budget.ts';
import { entryOf, integerOf, isName, type PdfDictionary, type PdfStream } from './objects.ts';

const largestResult = 64 * 1024 * 1024;

/** Data of a cross-reference or object stream: unfiltered, or Flate with an optional PNG predictor. */
export async function decodeStream({ dictionary, data }: PdfStream, budget: PdfBudget): Promise<Uint8Array> {
  const filter = single(dictionary, 'Filter');
  if (filter.kind === 'null') return data;
  if (!isName(filter, 'FlateDecode')) throw broken('unknown filter');
  const inflated = await inflate(data, budget);
  const parameters = single(dictionary, 'DecodeParms');
  if (parameters.kind !== 'dictionary') return inflated;
  const predictor = integerOf(entryOf(parameters, 'Predictor')) ?? 1;
  if (predictor === 1) return inflated;
  if (predictor < 10 || !isByteWide(parameters)) throw broken('unknown predictor');
  return undoPng(inflated, integerOf(entryOf(parameters, 'Columns')) ?? 1);
}

function single(dictionary: PdfDictionary, key: string): ReturnType<typeof entryOf> {
  const value = entryOf(dictionary, key);
  if (value.kind !== 'array') return value;
  if (value.items.length > 1) throw broken('several filters');
  return value.items[0] ?? { kind: 'null' };
}

const isByteWide = (parameters: PdfDictionary): boolean =>
  (integerOf(entryOf(parameters, 'Colors')) ?? 1) === 1 &&
  (integerOf(entryOf(parameters, 'BitsPerComponent')) ?? 8) === 8;

async function inflate(data: Uint8Array, budget: PdfBudget): Promise<Uint8Array> {
  // Empty blocks give nothing, and still take their time.
  budget.spendRead(data.length);
  const parts: Uint8Array[] = [];
  let total = 0;
  try {
    const stream = new Blob([data.slice()]).stream().pipeThrough(new DecompressionStream('deflate'));
    for await (const part of stream) {
      total += part.length;
      budget.spendInflated(part.length);
      if (total > largestResult) throw broken('compressed data too large');
      parts.push(part);
    }
  } catch (thrown) {
    if (thrown instanceof DvcttError) throw thrown;
    throw broken('bad compressed data');
  }
  const whole = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** PNG filters (RFC 2083 §6), one byte a pixel. */
function undoPng(data: Uint8Array, columns: number): Uint8Array {
  if (columns < 1 || columns > 1000) throw broken('bad predictor');
  const rows = Math.floor(data.length / (columns + 1));
  const out = new Uint8Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const filter = data[row * (columns + 1)] ?? 0;
    for (let column = 0; column < columns; column++) {
      const raw = data[row * (columns + 1) + 1 + column] ?? 0;
      const place = row * columns + column;
      const left = column > 0 ? (out[place - 1] ?? 0) : 0;
      const up = row > 0 ? (out[place - columns] ?? 0) : 0;
      const corner = row > 0 && column > 0 ? (out[place - columns - 1] ?? 0) : 0;
      out[place] = raw + prediction(filter, left, up, corner);
    }
  }
  return out;
}

function prediction(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const guess = left + up - corner;
      const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
      if (a <= b && a <= c) return left;
      return b <= c ? up : corner;
    }
    default:
      throw broken('unknown predictor');
  }
}

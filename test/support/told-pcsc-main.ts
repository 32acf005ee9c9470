/** In place of the PC/SC listener: tells what stands in the file that DVCTT_TOLD_PCSC names, whenever that changes. */
import { readFileSync } from 'node:fs';

const file = process.env['DVCTT_TOLD_PCSC'] ?? '';
let told = '';

function look(): void {
  const text = readFileSync(file, 'utf8');
  if (text === told) return;
  told = text;
  if (text === 'die') process.exit(1);
  process.send?.(text === 'nonsense' ? { readers: 'many' } : (JSON.parse(text) as object));
}

process.on('disconnect', () => process.exit(0));
setInterval(look, 20);
look();

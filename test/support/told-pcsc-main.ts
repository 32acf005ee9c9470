/** In place of the PC/SC listener: tells what stands in the file that DVCTT_TOLD_PCSC names, whenever that changes. */
import { readFileSync } from 'node:fs';
import { openHostSide } from '../../native/channel/host-side.ts';

const file = process.env['DVCTT_TOLD_PCSC'] ?? '';
const core = openHostSide();
let told = '';

function look(): void {
  const text = readFileSync(file, 'utf8');
  if (text === told) return;
  told = text;
  if (text === 'die') process.exit(1);
  core.tell(text === 'nonsense' ? { readers: 'many' } : (JSON.parse(text) as object));
}

setInterval(look, 20);
look();

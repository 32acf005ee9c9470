/**
 * Virtual PIV cards on the command line, for trying things by hand:
 *   node test/virtual-token/cli.ts --key key.pem --cert cert.pem [--key … --cert …] [--slot 9A|9C]
 *     [--pin 123456] [--puk 12345678] [--tries 3] [--port N]
 * pcscd must run (`pcscd --foreground`). Each pair of key and certificate is a card of its own; the first is inserted
 * at once. Then commands are read from stdin, one a line:
 *   insert [CARD] · eject · tries N · puk-tries N · delay MILLISECONDS · slow MILLISECONDS · mute on|off
 *   drop silent|cut [BEFORE] · reset · state · quit
 * `insert 2` changes to the second card; the other commands are for the card inserted last.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { PivCard } from './piv-card.ts';
import { pivSlots, type PivSlot } from './piv-key.ts';
import { VirtualReader, vpcdPorts } from './virtual-reader.ts';

const { values } = parseArgs({
  options: {
    key: { type: 'string', multiple: true, default: [] },
    cert: { type: 'string', multiple: true, default: [] },
    slot: { type: 'string', default: '9A' },
    pin: { type: 'string', default: '123456' },
    puk: { type: 'string', default: '12345678' },
    tries: { type: 'string', default: '3' },
    port: { type: 'string', default: String(vpcdPorts[0]) },
  },
});
const isSlot = (name: string): name is PivSlot => Object.hasOwn(pivSlots, name);

function cardsOfArguments(): PivCard[] {
  const { slot, pin, puk } = values;
  if (!isSlot(slot) || values.key.length !== values.cert.length) return [];
  return values.key.map((key, index) => {
    const certificate = new X509Certificate(readFileSync(values.cert[index] ?? '')).raw;
    const privateKey = createPrivateKey(readFileSync(key));
    return new PivCard({ keys: [{ slot, privateKey, certificate }], pin, puk, tries: Number(values.tries) });
  });
}

const cards = cardsOfArguments();
const [first] = cards;
if (first === undefined) {
  console.error(
    'usage: cli.ts --key key.pem --cert cert.pem [--key … --cert …] [--slot 9A|9C] [--pin P] [--puk P] [--tries N] [--port N]',
  );
  process.exit(64);
}
const reader = new VirtualReader(Number(values.port));
let card = first;

async function insert(number: string): Promise<string> {
  const wanted = number === '' ? card : cards[Number(number) - 1];
  if (wanted === undefined) return `insert 1 to ${cards.length}`;
  await reader.eject();
  card = wanted;
  await reader.insert(card);
  return `card ${cards.indexOf(card) + 1} inserted`;
}

function drop(kind: string, before: number): string {
  if ((kind !== 'silent' && kind !== 'cut') || !(before >= 0)) return 'drop silent|cut [BEFORE]';
  card.dropNextSignature(kind, before);
  return `the signature after ${before} others is dropped (${kind})`;
}

function setCount(number: number, set: (tries: number) => void): string {
  if (!Number.isInteger(number)) return 'tries N · puk-tries N';
  set(number);
  return `${card.triesLeft} tries left, ${card.pukTriesLeft} of the PUK`;
}

function setDelay(number: number, set: (milliseconds: number) => void): string {
  if (!(number >= 0)) return 'delay MILLISECONDS · slow MILLISECONDS';
  set(number);
  return `each signature takes ${card.signatureDelay} ms more, each answer ${card.answerDelay} ms`;
}

async function obey(line: string): Promise<string> {
  const [command = '', argument = '', second = '0'] = line.trim().split(/\s+/);
  const number = Number(argument);
  switch (command) {
    case 'insert':
      return insert(argument);
    case 'eject':
      await reader.eject();
      return 'ejected';
    case 'tries':
      return setCount(number, (tries) => card.setTries(tries));
    case 'puk-tries':
      return setCount(number, (tries) => card.setPukTries(tries));
    case 'delay':
      return setDelay(number, (milliseconds) => (card.signatureDelay = milliseconds));
    case 'slow':
      return setDelay(number, (milliseconds) => (card.answerDelay = milliseconds));
    case 'mute':
      card.mute = argument !== 'off';
      return card.mute ? 'the card answers nothing' : 'the card answers';
    case 'drop':
      return drop(argument, Number(second));
    case 'reset':
      card.reset();
      return 'reset';
    case 'state':
      return JSON.stringify({
        card: cards.indexOf(card) + 1,
        inserted: reader.occupied,
        tries: card.triesLeft,
        pukTries: card.pukTriesLeft,
        signatures: card.signatures,
        verifications: card.verifications,
        knocks: card.knocks,
        unblockings: card.unblockings,
      });
    case 'quit':
      await reader.eject();
      return process.exit(0);
    default:
      return 'insert [N] · eject · tries N · puk-tries N · delay MS · slow MS · mute on|off · drop silent|cut [N] · reset · state · quit';
  }
}

console.log(await obey('insert'));
for await (const line of createInterface({ input: process.stdin })) {
  try {
    console.log(await obey(line));
  } catch (thrown) {
    console.log(thrown instanceof Error ? thrown.message : 'failed');
  }
}

/**
 * A virtual PIV card on the command line, for trying things by hand:
 *   node test/virtual-token/cli.ts --key key.pem --cert cert.pem [--slot 9A|9C] [--pin 123456] [--tries 3] [--port N]
 * pcscd must run (`pcscd --foreground`). The card is inserted at once; then commands are read from stdin, one a line:
 *   insert · eject · tries N · delay MILLISECONDS · drop silent|cut · reset · state · quit
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
    key: { type: 'string' },
    cert: { type: 'string' },
    slot: { type: 'string', default: '9A' },
    pin: { type: 'string', default: '123456' },
    tries: { type: 'string', default: '3' },
    port: { type: 'string', default: String(vpcdPorts[0]) },
  },
});
const isSlot = (name: string): name is PivSlot => Object.hasOwn(pivSlots, name);
if (values.key === undefined || values.cert === undefined || !isSlot(values.slot)) {
  console.error(
    'usage: cli.ts --key key.pem --cert cert.pem [--slot 9A|9C] [--pin P] [--tries N] [--port N]',
  );
  process.exit(64);
}

const card = new PivCard({
  keys: [
    {
      slot: values.slot,
      privateKey: createPrivateKey(readFileSync(values.key)),
      certificate: new X509Certificate(readFileSync(values.cert)).raw,
    },
  ],
  pin: values.pin,
  tries: Number(values.tries),
});
const reader = new VirtualReader(Number(values.port));

async function obey(line: string): Promise<string> {
  const [command = '', argument = ''] = line.trim().split(/\s+/);
  const number = Number(argument);
  switch (command) {
    case 'insert':
      await reader.insert(card);
      return 'inserted';
    case 'eject':
      await reader.eject();
      return 'ejected';
    case 'tries':
      if (!Number.isInteger(number)) return 'tries N';
      card.setTries(number);
      return `${card.triesLeft} tries left`;
    case 'delay':
      if (!(number >= 0)) return 'delay MILLISECONDS';
      card.signatureDelay = number;
      return `each signature takes ${number} ms more`;
    case 'drop':
      if (argument !== 'silent' && argument !== 'cut') return 'drop silent|cut';
      card.dropNextSignature(argument);
      return `the next signature is dropped (${argument})`;
    case 'reset':
      card.reset();
      return 'reset';
    case 'state':
      return JSON.stringify({
        inserted: reader.occupied,
        tries: card.triesLeft,
        signatures: card.signatures,
        verifications: card.verifications,
      });
    case 'quit':
      await reader.eject();
      return process.exit(0);
    default:
      return 'insert · eject · tries N · delay MS · drop silent|cut · reset · state · quit';
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

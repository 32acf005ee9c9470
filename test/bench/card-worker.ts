/** A card in the virtual reader, in a thread of its own. Says when it is inserted; ends with its thread. */
import { createPrivateKey } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { PivCard } from '#test/virtual-token/piv-card.ts';
import { VirtualReader } from '#test/virtual-token/virtual-reader.ts';

const { pem, certificate, pin, delay } = z
  .object({ pem: z.string(), certificate: z.instanceof(Uint8Array), pin: z.string(), delay: z.number() })
  .parse(workerData);
const card = new PivCard({ keys: [{ slot: '9A', privateKey: createPrivateKey(pem), certificate }], pin });
card.signatureDelay = delay;
await new VirtualReader().insert(card);
parentPort?.postMessage('inserted');

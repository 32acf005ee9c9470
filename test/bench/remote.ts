/**
 * `npm run bench -- remote`: what a signature on the phone takes through the program against the simulated provider's own
 * time for the same hashes, turn by turn in the same run. The goal is a ratio of 1.2 where a person confirms.
 */
import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { RemoteAdapter } from '#backend/remote-ca/adapter.ts';
import { simulatorProviders } from '#backend/remote-ca-simulators/simulators.ts';
import { remoteCaConfiguration } from '#backend/remote-ca/configuration.ts';
import { RemoteProviders } from '#backend/remote-ca/providers.ts';
import type { Core } from '#shared/contract/ipc.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { everythingOf, forwardVouchers, untilSigned, untilStill } from '#test/support/batch.ts';
import { startBudgetUnit, type BudgetUnit } from '#test/support/budget-unit.ts';
import { openProvider } from '#test/support/remote-batch.ts';
import { registerRemotely, simulatorsOf, type RemotePerson } from '#test/support/remote-phone.ts';
import { figureOf, type Figure } from './figure.ts';

const runs = 5;
/** A quick person: compares six digits on two screens and puts a finger on the phone (ms). */
const quickPerson = 5_000;
/** How often the bare client asks (ms); the backend asks once a second, as gently as providers want it. */
const bareGap = 50;

interface Place {
  readonly unit: BudgetUnit;
  readonly ktv: Core;
  readonly ktt: Core;
  readonly person: RemotePerson;
  readonly certificateId: string;
  readonly adapter: RemoteAdapter;
}

export async function benchRemote(): Promise<readonly Figure[]> {
  const unit = await startBudgetUnit();
  try {
    const person = await registerRemotely(unit.backend, 'KTT', 'VNPT');
    const ktt = await unit.signIn('KTT');
    const providers = new RemoteProviders(
      remoteCaConfiguration(simulatorProviders(unit.backend.url, simulatorsOf(unit.backend).secrets)),
      () => new Date(),
    );
    const place = {
      unit,
      ktv: await unit.signIn('KTV'),
      ktt,
      person,
      certificateId: await openProvider(ktt, person),
      adapter: providers.require(person.provider),
    };
    return [
      ...(await figures('remote.dossier', place, 1, quickPerson)),
      ...(await figures('remote.batch50', place, 50, quickPerson)),
      // Nobody is so quick: what the program itself costs.
      ...(await figures('remote.batch50.at-once', place, 50, 0)),
    ];
  } finally {
    await unit.close();
  }
}

async function figures(name: string, place: Place, vouchers: number, person: number): Promise<Figure[]> {
  process.stderr.write(`${name}…\n`);
  // Each voucher is a PDF and an XML document.
  const signatures = 2 * vouchers;
  const signed: { ours: number; baseline: number }[] = [];
  const received: { ours: number; baseline: number }[] = [];
  // The first run finds nothing compiled yet, and is not counted.
  for (let run = -1; run < runs; run += 1) {
    const code = await forwardVouchers(place.ktv, `Bench ${run + 2}`, vouchers);
    const putAway = onPhoneAfter(person, place);
    try {
      const baseline = (await bare(place, signatures)) / signatures;
      const ours = await throughProgram(place, code);
      if (run < 0) continue;
      signed.push({ ours: ours.signed / signatures, baseline });
      received.push({ ours: ours.received / signatures, baseline });
    } finally {
      putAway();
    }
  }
  const confirmed = person === 0 ? 'at once' : `${person / 1000} s after the request has come`;
  const what = `${signatures} signatures a run, the phone confirms ${confirmed}; baseline: request, confirmation and values with the simulator alone, asked every ${bareGap} ms; from “Ký”: load, print and compare, prepare, ask, wait, check the values twice, embed, keep durably`;
  return [
    figureOf(name, 'ms/signature', signed, what),
    figureOf(
      `${name}.received`,
      'ms/signature',
      received,
      `${what}, judge, hand over to the server, which judges again`,
    ),
  ];
}

/** The phone of this person: confirms each request so long after it rang. Returns how to put it away. */
function onPhoneAfter(person: number, place: Place): () => void {
  const { requests } = simulatorsOf(place.unit.backend);
  const { subscriberId, pin } = place.person;
  const met = new Set(requests.of(subscriberId).map(({ id }) => id));
  return requests.listen((changed) => {
    if (changed !== subscriberId) return;
    for (const { id, state } of requests.of(subscriberId)) {
      if (state !== 'waiting' || met.has(id)) continue;
      met.add(id);
      void pause(person).then(() => requests.confirm(id, pin));
    }
  });
}

/** Milliseconds from the request to the last value. */
async function bare({ adapter, person }: Place, signatures: number): Promise<number> {
  const signedIn = await adapter.signIn(person.username, person.password);
  const certificate = signedIn.kind === 'open' ? signedIn.certificates?.[0] : undefined;
  if (signedIn.kind !== 'open' || certificate === undefined) throw new Error('no certificate');
  const { access } = signedIn;
  const documents = Array.from({ length: signatures }, (_, at) => ({
    id: `document-${at}`,
    name: `${at}.pdf`,
    digest: createHash('sha256').update(randomUUID()).digest('base64'),
  }));
  const started = performance.now();
  const { id } = await adapter.start(access, {
    mutationId: randomUUID(),
    alias: certificate.alias,
    serial: person.serial,
    algorithm: { scheme: 'rsa-pkcs1', hash: 'SHA-256' },
    title: 'bench',
    documents,
  });
  for (;;) {
    const poll = await adapter.poll(access, id, documents);
    if (poll.kind === 'done') {
      if (poll.values.length !== signatures) throw new Error(`${poll.values.length} values`);
      return performance.now() - started;
    }
    if (poll.kind !== 'waiting' && poll.kind !== 'signing') throw new Error(poll.kind);
    await pause(bareGap);
  }
}

/** Milliseconds from the press of the button: until the last signature is kept, and until the server has all of them. */
async function throughProgram({ ktt, certificateId }: Place, code: DossierCode) {
  const review = await ktt.call('batch.review', { codes: [code] });
  const started = performance.now();
  const { jobId, documents } = await ktt.call('batch.start', {
    certificateId,
    dossiers: everythingOf(review),
  });
  await untilSigned(ktt, jobId, documents);
  const signed = performance.now() - started;
  const { phase, failure } = await untilStill(ktt, jobId);
  if (phase !== 'done') throw new Error(`${phase} ${failure?.code ?? ''}`);
  return { signed, received: performance.now() - started };
}

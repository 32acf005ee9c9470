/**
 * `npm run bench -- batch`: a batch against the bare C_Sign loop of the same token, turn by turn in the same run.
 * `batch.card150` is the whole way of vouchers (see `wholeWay`); the two SoftHSM figures are of documents of one kind.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccountStore } from '#main/account-store/account-store.ts';
import { openAccountStores } from '#main/account-store/stores.ts';
import { sha256 } from '#main/blobs/blob-store.ts';
import { freezeDocuments } from '#main/dossiers/freeze.ts';
import { singleUse } from '#main/pin/remembered-logins.ts';
import { BatchSigningJob } from '#main/signing/batch/batch-job.ts';
import { addedBytes } from '#main/signing/batch/added-bytes.ts';
import { dossierInBatch, type BatchTask } from '#main/signing/batch/batch-task.ts';
import { entriesOf } from '#main/signing/batch/entries.ts';
import { SignatureKeeper } from '#main/signing/batch/signature-keeper.ts';
import { signOnToken } from '#main/signing/batch/token-run.ts';
import { formatOf, itemOf } from '#main/signing/document-to-sign.ts';
import { algorithmFor } from '#main/signing/policy.ts';
import { sealPin } from '#shared/pin/seal.ts';
import type { ServerDossier } from '#shared/contract/http.ts';
import { dossierCodeSchema } from '#shared/domain/dossiers/dossier.ts';
import { sampleContent, sampleUnit, sampleVoucher } from '#test/support/sample-dossier.ts';
import { figureOf, type Figure } from './figure.ts';
import { withCard150, withSoftHsm, type BenchToken } from './tokens.ts';

const runs = 5;
/** On the card a signature takes a quarter of a second. */
const cardVouchers = 40;
const softDocuments = 400;

export async function benchBatch(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  await withSoftHsm(async (bench) => {
    for (const format of ['xades', 'pades'] as const) {
      const name = `batch.softhsm.${format}`;
      figures.push(
        await figure(name, bench, softDocuments, (place) => ofOneKind(place, bench, format), onePart),
      );
    }
    figures.push(
      await figure('batch.softhsm.whole', bench, 60, (place) => wholeWay(place, bench, 30), whole),
    );
  });
  await withCard150(async (bench) => {
    const documents = 2 * cardVouchers;
    figures.push(
      await figure('batch.card150', bench, documents, (place) => wholeWay(place, bench, cardVouchers), whole),
    );
  });
  return figures;
}

const onePart =
  'prepare, sign, check the value with the certificate, embed, keep durably in the encrypted store; the documents are in memory, and comparing, judging and sending are not in it (see batch.softhsm.whole)';
const whole =
  'load from a server in memory, print and compare, prepare, sign, embed, keep durably, judge, hand over; from the PIN to the last hand-over';

async function figure(
  name: string,
  bench: BenchToken,
  documents: number,
  ours: (place: AccountStore) => Promise<number>,
  what: string,
): Promise<Figure> {
  process.stderr.write(`${name}…\n`);
  const pairs: { ours: number; baseline: number }[] = [];
  // The first run finds nothing compiled yet, and is not counted.
  for (let run = -1; run < runs; run += 1) {
    const baseline = await bench.bareLoop(documents);
    const folder = mkdtempSync(join(tmpdir(), 'dvctt-bench-'));
    const store = openAccountStores({
      folder,
      masterKey: new Uint8Array(32).fill(5),
      now: () => new Date(),
    }).open('ktt.songlo', sampleUnit.code);
    try {
      const perSecond = documents / (await ours(store));
      if (run >= 0) pairs.push({ ours: perSecond, baseline });
    } finally {
      store.close();
      rmSync(folder, { recursive: true });
    }
  }
  return figureOf(
    name,
    'signatures/s',
    pairs,
    `${documents} documents a run, baseline: bare C_Sign loop; ${what}`,
  );
}

/** Dossiers of ten vouchers, as a server would hold them; their files by document id. */
async function dossiersOf(vouchers: number) {
  const dossiers: ServerDossier[] = [];
  const files = new Map<string, Uint8Array>();
  for (let from = 0; from < vouchers; from += 10) {
    const count = Math.min(10, vouchers - from);
    const content = {
      ...sampleContent,
      attachments: [],
      vouchers: Array.from({ length: count }, (_, at) => ({
        ...sampleVoucher,
        id: `voucher-${from + at}`,
        number: `RDT-${from + at}`,
      })),
    };
    const code = dossierCodeSchema.parse(`10011632611220${String(from).padStart(5, '0')}`);
    const frozen = await freezeDocuments(code, content, () => Promise.resolve(new Uint8Array()));
    for (const { id, bytes } of frozen) files.set(id, bytes);
    dossiers.push({
      code,
      unitCode: sampleUnit.code,
      version: 1,
      status: 'CHO_KTT_KY',
      content,
      documents: frozen.map(({ id, kind, name, mediaType, sha256: digest, bytes }) => ({
        id,
        kind,
        name,
        mediaType,
        originalSha256: digest,
        originalSize: bytes.length,
        sha256: digest,
        size: bytes.length,
        signedBy: [],
      })),
      log: [],
      createdBy: 'ktv.songlo',
      updatedAt: '2026-11-22T02:30:00.000Z',
      note: '',
    });
  }
  return { dossiers, files };
}

/** Seconds. */
async function wholeWay(store: AccountStore, bench: BenchToken, vouchers: number): Promise<number> {
  const { tokens, certificate, pin } = bench;
  const { dossiers, files } = await dossiersOf(vouchers);
  const staged = new Set<string>();
  const held = (code: ServerDossier['code']) => {
    const found = dossiers.find((dossier) => dossier.code === code);
    return found === undefined ? Promise.reject(new Error(code)) : Promise.resolve(found);
  };
  const ended = Promise.withResolvers<null>();
  const job = new BatchSigningJob({
    dossiers: dossiers.map((dossier) =>
      dossierInBatch(dossier, entriesOf(dossier, 'KTT'), certificate.view.thumbprint),
    ),
    refused: [],
    certificate,
    algorithm: algorithmFor(certificate.view, 'compat'),
    policy: 'compat',
    workspace: { store, requireOpen: () => undefined, took: () => undefined, changed: () => undefined },
    backend: {
      dossier: (code) => held(code),
      document: (_code, id) => Promise.resolve(files.get(id) ?? new Uint8Array()),
      stageSigned: (_code, id) => {
        staged.add(id);
        return Promise.resolve();
      },
      commitSignatures: (code) => held(code),
    },
    judge: judge(bench),
    tokens,
    keeper: () => singleUse,
    now: () => new Date(),
    emit: (event) => {
      if (event.name === 'batch.progress' && event.payload.phase === 'done') ended.resolve(null);
      if (event.name === 'batch.progress' && ['paused', 'failed'].includes(event.payload.phase))
        ended.reject(new Error(event.payload.failure?.code ?? ''));
    },
  });
  await job.begin();
  const { prompt } = job.describePin();
  const answer = await job.enterPin(await sealPin(prompt, new TextEncoder().encode(pin)), {
    remember: false,
  });
  if (answer.kind === 'refused') throw new Error(answer.failure.code);
  const started = performance.now();
  await ended.promise;
  if (staged.size !== 2 * vouchers) throw new Error(`${staged.size} handed over`);
  return (performance.now() - started) / 1000;
}

/** Seconds. */
async function ofOneKind(store: AccountStore, bench: BenchToken, format: 'pades' | 'xades'): Promise<number> {
  const { tokens, certificate, pin } = bench;
  const { dossiers, files } = await dossiersOf(10);
  const [dossier] = dossiers;
  if (dossier === undefined) throw new Error('no dossier');
  const batch = dossierInBatch(dossier, entriesOf(dossier, 'KTT'), certificate.view.thumbprint);
  const few = batch.parcels
    .flatMap(({ lines }) => lines.flatMap((line) => line.tasks))
    .filter(({ document }) => formatOf(document) === format);
  const tasks = Array.from({ length: softDocuments }, (_, at): BatchTask => {
    const task = few[at % few.length];
    if (task === undefined) throw new Error('no document');
    // Each is kept under a name of its own.
    return { ...task, key: { ...task.key, documentId: `${task.key.documentId}-${randomUUID()}` } };
  });
  const keeper = new SignatureKeeper(store.signatures);
  const algorithm = algorithmFor(certificate.view, 'compat');
  const prompt = await tokens.openPinPrompt(certificate.view.id);
  const entry = await tokens.enterPin(
    certificate.view.id,
    await sealPin(prompt, new TextEncoder().encode(pin)),
  );
  if (entry.kind === 'refused') throw new Error(entry.failure.code);
  try {
    const started = performance.now();
    await signOnToken(tasks, {
      session: entry.session,
      algorithm,
      stop: new AbortController().signal,
      load: ({ document }) => {
        const bytes = files.get(document.id) ?? new Uint8Array();
        return Promise.resolve({ base: { document, bytes }, made: undefined });
      },
      prepare: (_task, { base }) => itemOf(base, certificate).prepare(algorithm, new Date()),
      skip: () => false,
      room: () => Promise.resolve(),
      failed: (_task, cause) => {
        throw cause;
      },
      reused: () => undefined,
      starts: () => undefined,
      signed: async (task, { base }, prepared, value) => {
        const bytes = await prepared.complete(value);
        await keeper.keep({ ...task.key, sha256: sha256(bytes), ...addedBytes(base.bytes, bytes) });
      },
    });
    return (performance.now() - started) / 1000;
  } finally {
    await entry.session.close();
  }
}

/** The bench trusts nobody: every signature is checked as if, and found `indeterminate` for want of a root. */
function judge({ certificate }: BenchToken) {
  const trust = { anchors: [], intermediates: certificate.chain };
  return { trust: () => Promise.resolve(trust), now: () => new Date() };
}

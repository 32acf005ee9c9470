/**
 * Signatures per second through the product's own path (prepare, token host, complete) for small PDFs and voucher XMLs,
 * against the bare C_Sign loop on the same token, turn by turn in the same run.
 */
import type { SigningSession } from '#main/tokens/token-service.ts';
import { signBatch, type BatchItem } from '#main/signing/batch.ts';
import { prepareSignature } from '#main/signing/format.ts';
import { algorithmFor } from '#main/signing/policy.ts';
import { printVoucher } from '#print/voucher/voucher.ts';
import { sealPin } from '#shared/pin/seal.ts';
import { writeVoucherXml } from '#shared/domain/vouchers/xml.ts';
import { sampleDossierCode, sampleVoucher } from '#test/support/sample-dossier.ts';
import { figureOf, type Figure } from './figure.ts';
import { withCard150, withSoftHsm, type BenchToken } from './tokens.ts';

const runs = 5;

/** The same small document, so many times in one press of “Ký số”. */
interface Batch {
  readonly format: 'pades' | 'xades';
  readonly bytes: Uint8Array;
  readonly documents: number;
}

export async function benchSign(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  const pdf = await printVoucher(sampleVoucher, { dossierCode: sampleDossierCode });
  const printedForm = { name: 'C2-02a-NS_0012.pdf', sha256: '0'.repeat(64), size: pdf.length };
  const xml = new TextEncoder().encode(
    writeVoucherXml({ dossierCode: sampleDossierCode, voucher: sampleVoucher, printedForm, attachments: [] }),
  );
  for (const [token, use, documents] of [
    ['softhsm', withSoftHsm, 200],
    // A signature takes a quarter of a second here: 40 say as much, and the whole group ends within five minutes.
    ['card150', withCard150, 40],
  ] as const) {
    await use(async (bench) => {
      for (const [format, bytes] of [
        ['pades', pdf],
        ['xades', xml],
      ] as const) {
        process.stderr.write(`sign.${format}.${token}…\n`);
        figures.push(await measure(`sign.${format}.${token}`, bench, { format, bytes, documents }));
      }
    });
  }
  return figures;
}

async function measure(name: string, bench: BenchToken, batch: Batch): Promise<Figure> {
  const { documents } = batch;
  const pairs: { ours: number; baseline: number }[] = [];
  for (let run = 0; run < runs; run += 1) {
    const baseline = await bench.bareLoop(documents);
    const ours = await throughTheApp(bench, batch);
    pairs.push({ ours, baseline });
  }
  return figureOf(name, 'signatures/s', pairs, `${documents} documents a run, baseline: bare C_Sign loop`);
}

async function throughTheApp(bench: BenchToken, { format, bytes, documents }: Batch): Promise<number> {
  const { certificate } = bench;
  const session = await enterPin(bench);
  try {
    const items = Array.from({ length: documents }, (_, index): BatchItem => ({
      id: String(index),
      name: String(index),
      prepare: (algorithm, signingTime) =>
        prepareSignature(bytes, certificate, { format, algorithm, signingTime }),
    }));
    const started = performance.now();
    await signBatch(items, session, {
      algorithm: algorithmFor(certificate.view, 'compat'),
      now: () => new Date(),
      signal: new AbortController().signal,
    });
    return documents / ((performance.now() - started) / 1000);
  } finally {
    await session.close();
  }
}

async function enterPin({ tokens, certificate, pin }: BenchToken): Promise<SigningSession> {
  const prompt = await tokens.openPinPrompt(certificate.view.id);
  const sealed = await sealPin(prompt, new TextEncoder().encode(pin));
  const entry = await tokens.enterPin(certificate.view.id, sealed);
  if (entry.kind === 'refused') throw new Error(entry.failure.code);
  return entry.session;
}

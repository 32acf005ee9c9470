/** The two tokens that the benchmarks sign on, each with its yardstick: the bare C_Sign loop. */
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { createTokenService } from '#main/tokens/create-token-service.ts';
import type { TokenCertificate, TokenService } from '#main/tokens/token-service.ts';
import { installedModules } from '#native/catalogue/installed-modules.ts';
import { runBareLoop } from '#native/token-host/bare-loop.ts';
import { algorithmFor } from '#main/signing/policy.ts';
import { cardKey } from '#test/support/card-key.ts';
import { startPcscd } from '#test/support/pcscd.ts';
import { scratchCa } from '#test/support/scratch-ca.ts';
import { addSoftToken, softPin, softTokenHome } from '#test/support/soft-token.ts';

export interface BenchToken {
  readonly tokens: TokenService;
  readonly certificate: TokenCertificate;
  readonly pin: string;
  /** Signatures per second of the token by itself. */
  bareLoop(count: number): Promise<number>;
}

const cardPin = '246813';
/** Time that the card takes for one signature, ms: that of a common USB token with RSA-2048. */
const cardDelay = 150;

export async function withSoftHsm(work: (token: BenchToken) => Promise<void>): Promise<void> {
  const ca = scratchCa();
  const home = softTokenHome();
  try {
    await addSoftToken(home, ca, { label: 'BENCH', keyType: 'rsa-2048', owner: 'Nguyễn Văn Kế' });
    await onModule(home.module, softPin, home.env, work);
  } finally {
    rmSync(home.folder, { recursive: true });
    rmSync(ca.folder, { recursive: true });
  }
}

export async function withCard150(work: (token: BenchToken) => Promise<void>): Promise<void> {
  const ca = scratchCa();
  const pcscd = await startPcscd();
  let reader: Worker | undefined;
  try {
    const opensc = installedModules().find(({ vendor }) => vendor === 'OpenSC');
    if (opensc === undefined) throw new Error('OpenSC is not installed (Debian: opensc)');
    const { privateKey, certificate } = await cardKey(ca, 'Nguyễn Văn Kế');
    // A card has a processor of its own: what this thread is busy with must not hold it up.
    const worker = new Worker(new URL('./card-worker.ts', import.meta.url), {
      workerData: {
        pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        certificate,
        pin: cardPin,
        delay: cardDelay,
      },
    });
    reader = worker;
    await once(worker, 'message');
    await onModule(opensc.path, cardPin, {}, work);
  } finally {
    await reader?.terminate();
    await pcscd.stop();
    rmSync(ca.folder, { recursive: true });
  }
}

async function onModule(
  modulePath: string,
  pin: string,
  env: Readonly<Record<string, string>>,
  work: (token: BenchToken) => Promise<void>,
): Promise<void> {
  const tokens = createTokenService({ modules: [modulePath], env });
  try {
    const certificate = await awaitCertificate(tokens);
    await work({
      tokens,
      certificate,
      pin,
      bareLoop: async (count) => {
        const { perSecond } = await runBareLoop(
          {
            modulePath,
            tokenSerial: certificate.view.tokenSerial,
            thumbprint: certificate.view.thumbprint,
            pin: Buffer.from(pin),
            algorithm: algorithmFor(certificate.view, 'compat'),
            count,
          },
          { env },
        );
        return perSecond;
      },
    });
  } finally {
    await tokens.close();
  }
}

/** A card is seen a moment after it was put in. */
async function awaitCertificate(tokens: TokenService): Promise<TokenCertificate> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const { certificates } = await tokens.certificates();
    const own = certificates.find(({ view }) => !view.isCa);
    if (own !== undefined) return own;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('no certificate on the token');
}

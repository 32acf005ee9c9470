/** One honest token beside drivers that misbehave, all in one token service. */
import { createVerify, X509Certificate } from 'node:crypto';
import { rmSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { createTokenService, type TokenServiceOptions } from '#main/tokens/create-token-service.ts';
import type { SigningSession, TokenCertificate } from '#main/tokens/token-service.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import { faultyModule, type FaultyModule } from '#test/support/faulty-module.ts';
import { processes } from '#test/support/process-memory.ts';
import { scratchCa } from '#test/support/scratch-ca.ts';
import { addSoftToken, softTokenHome } from '#test/support/soft-token.ts';
import { hashOf } from '#test/support/verify-signature.ts';

export const algorithm: SignatureAlgorithm = { scheme: 'rsa-pkcs1', hash: 'SHA-256' };
export const document = Buffer.from('Ủy nhiệm chi');
export const digest = hashOf('SHA-256', document);

export const honestOwner = 'Nguyễn Văn Ngay';
export const otherOwner = 'Trần Thị Khác';

/** Long enough for an honest module on a machine with much to do, short enough to wait for a hung one. */
export const shortDeadlines = {
  survey: 4_000,
  certificates: 4_000,
  openPrompt: 4_000,
  enterPin: 3_000,
  // After an answer that may mean a pulled token the host looks for two seconds whether it is there.
  sign: 4_000,
  signEach: 4_000,
  closeSession: 700,
  release: 700,
} as const;

type Service = ReturnType<typeof createTokenService>;

/** Tokens of two homes: SoftHSM2 shows the first as it is, every faulty module shows the second. */
export class BadCompany {
  readonly ca = scratchCa();
  readonly honest = softTokenHome();
  readonly other = softTokenHome();
  readonly #modules: FaultyModule[] = [];
  readonly #services: Service[] = [];

  async prepare(): Promise<void> {
    await Promise.all([
      addSoftToken(this.honest, this.ca, { label: 'KTT', keyType: 'rsa-2048', owner: honestOwner }),
      addSoftToken(this.other, this.ca, { label: 'CTK', keyType: 'rsa-2048', owner: otherOwner }),
    ]);
  }

  module(...orders: readonly string[]): FaultyModule {
    const module = faultyModule(this.other, ...orders);
    this.#modules.push(module);
    return module;
  }

  /** The modules named, and the honest one last. */
  service(modules: readonly string[], options: Partial<TokenServiceOptions> = {}): Service {
    const service = createTokenService({
      modules: [...modules, this.honest.module],
      env: this.honest.env,
      deadlines: shortDeadlines,
      ...options,
    });
    this.#services.push(service);
    return service;
  }

  /** Ends every service of this test and says which processes they have left behind. */
  async end(): Promise<readonly number[]> {
    const pids = this.#services.flatMap((service) => [...service.hostPids().values()]);
    await Promise.all(this.#services.splice(0).map((service) => service.close()));
    return pids;
  }

  async clear(): Promise<void> {
    await this.end();
    for (const module of this.#modules.splice(0)) module.remove();
    for (const { folder } of [this.honest, this.other, this.ca]) rmSync(folder, { recursive: true });
  }
}

/** The signer's certificate of an owner. Throws what was listed in its place. */
export async function certificateOf(service: Service, owner: string): Promise<TokenCertificate> {
  const { certificates, problems } = await service.certificates();
  const found = certificates.find(({ view }) => !view.isCa && view.owner === owner);
  if (found !== undefined) return found;
  const listed = certificates.map(({ view }) => view.owner);
  throw new Error(`no certificate of ${owner}: ${JSON.stringify({ listed, problems })}`);
}

/** Signs with a session; whether the value is the certificate's signature of the document. */
export async function signs(session: SigningSession, { certificate }: TokenCertificate): Promise<boolean> {
  const value = await session.sign({ algorithm, digest });
  // In this process: a command that is waited for would hold up the very loop that these tests watch.
  const { publicKey } = new X509Certificate(certificate);
  return createVerify('sha256').update(document).verify(publicKey, value);
}

/** Token hosts that are children of this process now, whichever service started them. */
export function hostProcesses(): readonly number[] {
  return processes()
    .filter(({ parent, command }) => parent === process.pid && /token-host/.test(command))
    .map(({ pid }) => pid);
}

/** A process that waited for a hung driver would stand still for its whole deadline; a busy machine takes less, ms. */
export const mostPause = 2_900;

/**
 * Runs something and tells for how long, at most, this process could not turn to anything else, ms. Starting a process
 * holds it up for some milliseconds, and a dozen are started at once in these tests: that is not counted.
 */
export async function longestPause<T>(run: () => Promise<T>): Promise<{ result: T; pause: number }> {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  const running = run();
  await setImmediate();
  delay.enable();
  const result = await running;
  delay.disable();
  return { result, pause: delay.max / 1e6 };
}

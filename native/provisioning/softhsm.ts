import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { bytesSchema } from '#shared/contract/bytes.ts';
import { DvcttError, failureSchema } from '#shared/contract/errors.ts';
import { hostEntry } from '../host-entry.ts';
import { startHostProcess } from '../host-process.ts';
import type { SoftTokenKeyType, SoftTokenOrder } from './soft-token.ts';

/** Where Debian and the other distributions put SoftHSM2's module. */
const places = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib64/pkcs11/libsofthsm2.so',
  '/usr/local/lib/softhsm/libsofthsm2.so',
  '/opt/homebrew/lib/softhsm/libsofthsm2.so',
];

/** Path of SoftHSM2's module (DVCTT_SOFTHSM first), or undefined when it is not installed. */
export function findSoftHsmModule(
  env: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  const override = env['DVCTT_SOFTHSM'];
  if (override !== undefined && override !== '') return existsSync(override) ? override : undefined;
  const found = places.find((place) => existsSync(place));
  return found === undefined ? undefined : realpathSync(found);
}

/**
 * Makes `folder` a home for software tokens and returns the path of its softhsm2.conf. Whoever uses these tokens
 * starts the token host with SOFTHSM2_CONF set to it (the module reads it at C_Initialize).
 */
export function writeSoftHsmConf(folder: string): string {
  const tokens = join(folder, 'tokens');
  mkdirSync(tokens, { recursive: true, mode: 0o700 });
  const conf = join(folder, 'softhsm2.conf');
  writeFileSync(
    conf,
    [`directories.tokendir = ${tokens}`, 'objectstore.backend = file', 'log.level = ERROR', ''].join('\n'),
    { mode: 0o600 },
  );
  return conf;
}

export interface IssuedCertificate {
  /** DER. */
  readonly certificate: Uint8Array;
  /** Issuers, DER, nearest first; stored on the token too. */
  readonly chain: readonly Uint8Array[];
}

export interface SoftTokenRequest {
  /** Folder of softhsm2.conf and its tokens; made when missing. */
  readonly folder: string;
  /** At most 32 bytes of UTF-8. */
  readonly label: string;
  readonly soPin: string;
  readonly userPin: string;
  readonly keyType: SoftTokenKeyType;
  /** Subject of the request, e.g. `[['C','VN'],['CN','Nguyễn Văn A'],['UID','CCCD:0…']]`; the CA may write another. */
  readonly subject: readonly (readonly [attribute: string, value: string])[];
  /** Turns the PKCS#10 request (DER, signed by the token) into a certificate. */
  readonly issue: (csr: Uint8Array) => Promise<IssuedCertificate>;
  /** SoftHSM2's module; found by `findSoftHsmModule` when left out. */
  readonly module?: string;
}

export interface SoftToken {
  readonly module: string;
  /** Value of SOFTHSM2_CONF for the token host. */
  readonly conf: string;
  /** Serial number of the new token. */
  readonly serial: string;
}

/** What the child says, in this order. */
const reportSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('csr'), csr: bytesSchema }),
  z.object({ kind: z.literal('done'), serial: z.string() }),
  z.object({ kind: z.literal('failed'), failure: failureSchema }),
]);

/** Deadline of one provisioning, ms: RSA generation included, on a slow machine. */
const deadline = 120_000;

/**
 * Makes a new software token: initialises a free slot, generates the key pair on the token, has `issue` certify it and
 * stores certificate and chain under the same CKA_ID. Runs in a child process, because SoftHSM2 reads SOFTHSM2_CONF
 * once per process. Throws MODULE_NOT_FOUND without SoftHSM2, TOKEN_ERROR with the CKR name, MODULE_CRASHED or
 * MODULE_TIMEOUT; whatever `issue` throws is thrown as it is.
 */
export async function provisionSoftToken(request: SoftTokenRequest): Promise<SoftToken> {
  const module = request.module ?? findSoftHsmModule();
  if (module === undefined) throw new DvcttError('MODULE_NOT_FOUND', { module: 'libsofthsm2.so' });
  const conf = writeSoftHsmConf(request.folder);
  const order: SoftTokenOrder = {
    kind: 'provision',
    module,
    label: request.label,
    soPin: request.soPin,
    userPin: request.userPin,
    keyType: request.keyType,
    subject: request.subject.map(([attribute, value]) => [attribute, value]),
  };
  const child = startHostProcess({ entry: hostEntry('soft-token'), env: { SOFTHSM2_CONF: conf } });
  try {
    const serial = await new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => reject(new DvcttError('MODULE_TIMEOUT', { module })), deadline);
      timer.unref();
      child.once('error', reject);
      child.once('exit', (code) => {
        clearTimeout(timer);
        reject(new DvcttError('MODULE_CRASHED', { module, exit: code ?? -1 }));
      });
      child.on('message', (message) => {
        const report = reportSchema.safeParse(message);
        if (!report.success)
          reject(new DvcttError('MODULE_CRASHED', { module, reason: 'unreadable answer' }));
        else if (report.data.kind === 'done') resolve(report.data.serial);
        else if (report.data.kind === 'failed') {
          reject(new DvcttError(report.data.failure.code, report.data.failure.details));
        } else {
          request
            .issue(report.data.csr)
            .then(
              ({ certificate, chain }) =>
                child.send({ kind: 'certificate', certificate, chain: [...chain] } satisfies SoftTokenOrder),
              reject,
            );
        }
      });
      child.send(order);
    });
    return { module, conf, serial };
  } finally {
    child.removeAllListeners('exit');
    child.kill();
  }
}

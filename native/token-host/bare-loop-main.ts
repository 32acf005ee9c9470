/** Child process of the benchmarks: logs in once and signs in a bare loop. See bare-loop.ts. */
import { createHash } from 'node:crypto';
import { DvcttError, toFailure } from '#shared/contract/errors.ts';
import { openHostSide } from '../channel/host-side.ts';
import { openModule } from '../pkcs11/module.ts';
import { bareLoopOrderSchema, type BareLoopOrder } from './bare-loop.ts';
import { findToken } from './slots.ts';
import { TokenSession } from './token-session.ts';

function loop(order: BareLoopOrder): { signatures: number; milliseconds: number } {
  const pkcs11 = openModule(order.modulePath);
  const token = findToken(pkcs11, order.modulePath, order.tokenSerial);
  if (token === undefined) throw new DvcttError('TOKEN_NOT_FOUND', { token: order.tokenSerial });
  const session = TokenSession.open(pkcs11, token, order.thumbprint, Buffer.from(order.pin));
  if (!(session instanceof TokenSession)) throw new DvcttError(session.failure.code, session.failure.details);
  try {
    const hash = order.algorithm.hash.replace('-', '').toLowerCase();
    const digests = Array.from({ length: order.count }, (_, n) => createHash(hash).update(`${n}`).digest());
    // The first signature also checks the mechanism list; it is not part of the loop.
    session.sign(order.algorithm, createHash(hash).digest());
    const start = performance.now();
    for (const digest of digests) session.sign(order.algorithm, digest);
    return { signatures: digests.length, milliseconds: performance.now() - start };
  } finally {
    session.close();
  }
}

const core = openHostSide((message) => {
  let result: object;
  try {
    result = { kind: 'done', ...loop(bareLoopOrderSchema.parse(message)) };
  } catch (thrown) {
    result = { kind: 'failed', failure: toFailure(thrown) };
  }
  core.tell(result);
});

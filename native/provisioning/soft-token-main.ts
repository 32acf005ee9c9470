/** Child process that makes one software token. SOFTHSM2_CONF comes with its environment; the PINs by message only. */
import { DvcttError, toFailure } from '#shared/contract/errors.ts';
import { openHostSide } from '../channel/host-side.ts';
import { softTokenOrderSchema } from './soft-token.ts';
import { SoftTokenMaker } from './soft-token-maker.ts';

let maker: SoftTokenMaker | undefined;

function obey(message: unknown): object {
  const order = softTokenOrderSchema.parse(message);
  if (order.kind === 'provision') {
    maker = new SoftTokenMaker(order);
    return { kind: 'csr', csr: maker.request() };
  }
  if (maker === undefined) throw new DvcttError('TOKEN_NOT_FOUND');
  maker.store(order.certificate, order.chain);
  return { kind: 'done', serial: maker.serial };
}

const core = openHostSide((message) => {
  let report: object;
  try {
    report = obey(message);
  } catch (thrown) {
    report = { kind: 'failed', failure: toFailure(thrown) };
  }
  core.tell(report);
});

import { DvcttError } from '#shared/contract/errors.ts';
import type { TokenCertificate, TokenService } from './token-service.ts';

/** How long a search waits for other modules once one has answered (ms): a module that hangs delays nobody else's token. */
const searchPatience = 1_000;

/**
 * The certificate of a handle on a token that is plugged in. Only when it is nowhere else are modules waited for that
 * are slow to answer. @throws TOKEN_NOT_FOUND, or what kept a module from showing its tokens
 */
export async function findCertificate(tokens: TokenService, id: string): Promise<TokenCertificate> {
  const quick = await tokens.certificates({ patience: searchPatience });
  const among = (list: typeof quick) => list.certificates.find(({ view }) => view.id === id);
  let found = among(quick);
  let { problems } = quick;
  if (found === undefined && quick.pending.length > 0) {
    const full = await tokens.certificates();
    found = among(full);
    ({ problems } = full);
  }
  if (found !== undefined) return found;
  const [problem] = problems;
  throw problem === undefined
    ? new DvcttError('TOKEN_NOT_FOUND')
    : new DvcttError(problem.code, problem.details);
}

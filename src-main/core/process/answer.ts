import { DvcttError, toFailure } from '#shared/contract/errors.ts';
import { coreCalls, type CallName, type Core } from '#shared/contract/ipc.ts';
import type { BridgeResult } from '#shared/contract/ipc.ts';

/** Tells whether a name that came from outside is a call of the contract (own keys only: no `constructor`). */
export function isCallName(name: string): name is CallName {
  return Object.hasOwn(coreCalls, name);
}

/**
 * Parses the input of a call that came from outside and makes the call. Never rejects: whatever goes wrong is a
 * failure by code, REQUEST_INVALID for a name or an input that is not in the contract.
 */
export async function answerCall(core: Core, name: string, input: unknown): Promise<BridgeResult<CallName>> {
  try {
    if (!isCallName(name)) throw new DvcttError('REQUEST_INVALID', { call: name.slice(0, 100) });
    const parsed = coreCalls[name].input.safeParse(input);
    if (!parsed.success)
      throw new DvcttError('REQUEST_INVALID', { call: name, reason: firstIssue(parsed.error) });
    const output = await core.call(name, parsed.data);
    return { ok: true, output };
  } catch (thrown) {
    return { ok: false, failure: toFailure(thrown) };
  }
}

/** Where and what is wrong, without the value itself: an input may hold a password. */
function firstIssue(error: {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly code?: string | undefined }[];
}): string {
  const issue = error.issues[0];
  return issue === undefined ? 'invalid' : `${issue.path.map(String).join('.')}: ${issue.code ?? 'invalid'}`;
}

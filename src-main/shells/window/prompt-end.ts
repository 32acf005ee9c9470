import { pinCalls, type BridgeResult, type CallName } from '#shared/contract/ipc.ts';

/** A prompt is over when it was cancelled, when the PIN was taken, or when no further try is offered. */
export function endsPrompt(name: string, result: BridgeResult<CallName>): boolean {
  if (name === 'pin.cancel') return result.ok;
  if (name !== 'pin.submit' || !result.ok) return false;
  const outcome = pinCalls['pin.submit'].output.safeParse(result.output);
  return outcome.success && (outcome.data.kind === 'accepted' || outcome.data.prompt === undefined);
}

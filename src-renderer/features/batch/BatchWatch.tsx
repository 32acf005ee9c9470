import { useEffect, useEffectEvent } from 'react';
import { isOver } from './running-batch.ts';
import { isPromptDue, useBatch, useBatchActs } from './useBatch.ts';

/** Stands behind every screen: asks for the PIN when the batch wants it, and warns before the window is closed. */
export function BatchWatch() {
  const batch = useBatch();
  const { prompt } = useBatchActs();
  const onChange = useEffectEvent(() => {
    if (batch !== undefined && isPromptDue(batch)) void prompt(batch.jobId);
  });
  useEffect(() => onChange(), [batch]);
  // One that is paused can be left: what was signed is kept.
  const running = batch !== undefined && !isOver(batch.phase) && batch.phase !== 'paused';
  useEffect(() => {
    if (!running) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [running]);
  return null;
}

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { subscribe } from '../../bridge/bridge.ts';
import { isOver, takeBatch } from './running-batch.ts';
import { askPin, isPromptDue, useBatch } from './useBatch.ts';

/** Stands behind every screen: follows the batch, asks for the PIN when the batch wants it, and warns before the window is closed. */
export function BatchWatch() {
  const client = useQueryClient();
  const batch = useBatch();
  useEffect(
    () => subscribe((event) => event.name === 'batch.progress' && takeBatch(client, event.payload)),
    [client],
  );
  const onChange = useEffectEvent(() => {
    if (batch !== undefined && isPromptDue(batch)) void askPin(client, batch.jobId).catch(() => undefined);
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

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SyncState } from '#shared/contract/sync/window.ts';
import { toFailure, type Failure } from '#shared/contract/errors.ts';
import type { User } from '#shared/contract/ipc.ts';
import { call, writesSettled } from '../../bridge/bridge.ts';
import { forgetWork, keys, type LeftBehind } from '../../bridge/queries.ts';
import { unsent, unsentParts, type Unsent } from '../line/unsent.ts';

/** Longest wait (ms) for the last changes to go up before the person is asked. */
const patience = 2500;

export type Leaving =
  | { readonly step: 'staying' }
  | { readonly step: 'sending' }
  | { readonly step: 'asking'; readonly changes: Unsent }
  | { readonly step: 'leaving' }
  | { readonly step: 'failed'; readonly failure: Failure };

export interface SignOut {
  readonly leaving: Leaving;
  /** Sends what it can, then leaves, or asks when something stays on this machine. */
  readonly start: () => Promise<void>;
  readonly confirm: () => Promise<void>;
  /** Back to the screen that was left. */
  readonly stay: () => void;
}

/** Signs out without losing a keystroke: what was typed is stored first, and what was not sent is said. */
export function useSignOut(user: User): SignOut {
  const client = useQueryClient();
  const [leaving, setLeaving] = useState<Leaving>({ step: 'staying' });
  const [from, setFrom] = useState('');

  const confirm = async () => {
    const { toChoose = 0, refused = 0 } = leaving.step === 'asking' ? leaving.changes : {};
    setLeaving({ step: 'leaving' });
    try {
      const { unsent: left = 0 } = await call('session.signOut', {});
      client.setQueryData(keys.leftBehind, left > 0 ? leftBehind(user.name, left, toChoose + refused) : null);
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (failure.code !== 'SESSION_REQUIRED') {
        setLeaving({ step: 'failed', failure });
        return;
      }
    }
    setLeaving({ step: 'staying' });
    forgetWork(client);
    location.hash = '';
  };

  return {
    leaving,
    confirm,
    stay: () => {
      setLeaving({ step: 'staying' });
      location.hash = from;
    },
    async start() {
      setLeaving({ step: 'sending' });
      setFrom(location.hash);
      // Leaving the screen makes an open draft store what is being typed.
      location.hash = '#/dossiers';
      await new Promise((resolve) => setTimeout(resolve, 50));
      await writesSettled();
      const state = await lastState(client.getQueryData<SyncState>(keys.sync));
      if (unsent(state) > 0) setLeaving({ step: 'asking', changes: unsentParts(state) });
      else await confirm();
    },
  };
}

/** `blocked`: how many of them wait for the person and not for the line. */
function leftBehind(name: string, left: number, blocked: number): LeftBehind {
  return { name, unsent: Math.max(0, left - blocked), blocked: Math.min(left, blocked) };
}

/** The state after a last try, when there is a line to try; as it was when that takes too long. */
async function lastState(shown: SyncState | undefined): Promise<SyncState | undefined> {
  try {
    const state = await call('sync.state', {});
    if (unsent(state) === 0 || state.line === 'offline' || state.line === 'sign-in') return state;
    const late = new Promise<SyncState>((resolve) => setTimeout(() => resolve(state), patience));
    return await Promise.race([call('sync.now', {}), late]);
  } catch {
    return shown;
  }
}

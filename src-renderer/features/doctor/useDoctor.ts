/** Follows a run of the doctor: names first, then each answer as it comes. */
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { call, subscribe } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { begin, end, hear, notExamined, stop, type Examination } from './examination.ts';

/** A result this old (ms) is looked at anew when the screen is opened. */
const freshFor = 60_000;

export interface Doctor {
  readonly examination: Examination;
  readonly error: Error | null;
  /** When the last whole run ended, ms since 1970; 0 before the first. */
  readonly ranAt: number;
  readonly run: () => void;
}

/** Looks when the screen opens; what was found stays while the person goes to another screen and back. */
export function useDoctor(): Doctor {
  const client = useQueryClient();
  const { data: examination = notExamined } = useQuery<Examination>({
    queryKey: keys.examination,
    queryFn: skipToken,
    initialData: notExamined,
  });
  useEffect(
    () =>
      subscribe((event) => {
        if (event.name !== 'doctor.checked') return;
        const check = event.payload;
        client.setQueryData<Examination>(keys.examination, (now = notExamined) => hear(now, check));
      }),
    [client],
  );
  const run = useQuery({
    queryKey: keys.doctor,
    queryFn: async () => {
      const set = (next: (now: Examination) => Examination) =>
        client.setQueryData<Examination>(keys.examination, (now = notExamined) => next(now));
      try {
        const { checks: names } = await call('doctor.checks', {});
        set((now) => begin(now, names));
        const { checks } = await call('doctor.run', {});
        set((now) => end(now, checks));
        return checks;
      } catch (thrown) {
        set(stop);
        throw thrown;
      }
    },
    staleTime: freshFor,
  });
  return {
    examination,
    error: run.error,
    ranAt: run.dataUpdatedAt,
    // A click during a run starts no second one.
    run: () => void run.refetch({ cancelRefetch: false }),
  };
}

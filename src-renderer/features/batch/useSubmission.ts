import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import {
  emptySubmission,
  submissionOf,
  submitAll,
  type Sendable,
  type Submission,
  type SubmissionKind,
} from './submission.ts';

/** Sending many dossiers to the chief accountant or to the Treasury; goes on while other screens are open. */
export function useSubmission() {
  const client = useQueryClient();
  const { data } = useQuery<Submission>({ queryKey: keys.submission, queryFn: skipToken, gcTime: Infinity });
  const read = () => client.getQueryData<Submission>(keys.submission) ?? emptySubmission;
  const write = (change: (before: Submission) => Submission) =>
    void client.setQueryData<Submission>(keys.submission, change(read()));
  return {
    submission: data ?? emptySubmission,
    /** Puts the dossiers up; nothing is sent yet. One that is being sent is not disturbed. */
    begin(kind: SubmissionKind, dossiers: readonly Sendable[]) {
      if (!read().running) write(() => submissionOf(kind, dossiers));
    },
    send: () =>
      submitAll({
        read,
        write,
        submit: async (code, kind) => {
          client.setQueryData(keys.dossier(code), await call(`dossiers.${kind}`, { code }));
        },
      }).finally(() => void client.invalidateQueries({ queryKey: keys.dossiers })),
    stop: () => write((before) => ({ ...before, stopping: true })),
    clear: () => write((before) => (before.running ? before : emptySubmission)),
  };
}

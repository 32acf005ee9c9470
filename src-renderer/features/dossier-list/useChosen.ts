import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useReducer } from 'react';
import { useTranslation } from 'react-i18next';
import { mostBatchDossiers } from '#shared/contract/batch.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { keys } from '../../bridge/queries.ts';
import { notifyWarning } from '../../components/notify.ts';
import { formatCount } from '../../format/count.ts';
import { asTheyStand, choose, noneChosen, unchoose, type Chosen, type ChosenDossier } from './chosen.ts';

export interface Choice {
  readonly chosen: Chosen;
  /** Says so when not all of them found room. */
  readonly add: (dossiers: readonly ChosenDossier[]) => void;
  readonly drop: (codes: readonly DossierCode[]) => void;
  /** These rows were read anew. */
  readonly refresh: (newest: readonly ChosenDossier[]) => void;
  readonly clear: () => void;
}

/** What is ticked in the list; outlives the screen, ends with the session. */
export function useChosen(): Choice {
  const { t } = useTranslation();
  const client = useQueryClient();
  useQuery<Chosen>({ queryKey: keys.chosen, queryFn: skipToken, gcTime: Infinity });
  // The query tells its watchers a moment later, and until then the box that was ticked would jump back.
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const now = () => client.getQueryData<Chosen>(keys.chosen) ?? noneChosen;
  const set = (change: (before: Chosen) => Chosen) => {
    client.setQueryData<Chosen>(keys.chosen, change(now()));
    redraw();
  };
  return {
    chosen: now(),
    add(dossiers) {
      const after = choose(now(), dossiers);
      set(() => after.chosen);
      if (after.full) notifyWarning(t('list.chosenMost', { most: formatCount(mostBatchDossiers) }));
    },
    drop: (codes) => set((before) => unchoose(before, codes)),
    refresh: (newest) => set((before) => asTheyStand(before, newest)),
    clear: () => set(() => noneChosen),
  };
}

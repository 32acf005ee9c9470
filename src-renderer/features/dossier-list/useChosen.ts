import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
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
  const { data } = useQuery<Chosen>({ queryKey: keys.chosen, queryFn: skipToken, gcTime: Infinity });
  const set = (change: (before: Chosen) => Chosen) =>
    client.setQueryData<Chosen>(keys.chosen, (before) => change(before ?? noneChosen));
  return {
    chosen: data ?? noneChosen,
    add(dossiers) {
      const before = client.getQueryData<Chosen>(keys.chosen) ?? noneChosen;
      const after = choose(before, dossiers);
      client.setQueryData<Chosen>(keys.chosen, after.chosen);
      if (after.full) notifyWarning(t('list.chosenMost', { most: formatCount(mostBatchDossiers) }));
    },
    drop: (codes) => void set((before) => unchoose(before, codes)),
    refresh: (newest) => void set((before) => asTheyStand(before, newest)),
    clear: () => void set(() => noneChosen),
  };
}

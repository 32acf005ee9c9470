import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BundlePreview } from '#shared/contract/doctor.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';

export interface MadeBundle {
  readonly summary: string;
  readonly bundle: BundlePreview;
  readonly at: Date;
}
interface SupportLetter {
  readonly summary: string;
  readonly made?: MadeBundle;
}
const blank: SupportLetter = { summary: '' };

/**
 * The summary and the file that was made for it. They stay in the window's memory when the person looks something up
 * elsewhere and comes back; whoever leaves the desk takes them along, as everything else of their work.
 */
export function useSupportLetter(onMade: () => void) {
  const client = useQueryClient();
  const letter = useQuery({
    queryKey: keys.supportLetter,
    // Nothing is fetched: when everything is asked for anew, this stays as it is.
    queryFn: () => client.getQueryData<SupportLetter>(keys.supportLetter) ?? blank,
    initialData: blank,
    staleTime: Infinity,
    gcTime: Infinity,
  }).data;
  const keep = (change: Partial<SupportLetter>) =>
    client.setQueryData<SupportLetter>(keys.supportLetter, (before = blank) => ({ ...before, ...change }));
  const make = useMutation({
    mutationFn: async (summary: string): Promise<MadeBundle> => ({
      summary,
      bundle: await call('doctor.bundle', { summary }),
      at: new Date(),
    }),
    onSuccess: (made) => void keep({ made }),
  });
  return {
    ...letter,
    write: (summary: string) => void keep({ summary }),
    make: () => make.mutate(letter.summary.trim(), { onSuccess: onMade }),
    making: make.isPending,
    error: make.error,
  };
}

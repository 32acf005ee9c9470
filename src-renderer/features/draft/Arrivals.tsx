import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DossierContent } from '#shared/domain/dossiers/dossier.ts';
import type { ContentPath } from '#shared/domain/drafts/content-change.ts';
import { languageOf } from '../../i18n/i18n.ts';
import type { Arrival } from './draft-session.ts';
import { bringInSight, isInSight, markFields } from './field-marks.ts';
import { formPathOf } from './form-path.ts';
import { shortPlace } from './place-words.ts';

/** How long (ms) a colleague's change stays marked. */
const markedFor = 6000;
/** More changed places than this are counted, not named. */
const named = 2;

/** What a colleague has just changed: said in words, and flashed at the fields. */
export function Arrivals({
  arrival,
  content,
}: {
  readonly arrival: Arrival | undefined;
  readonly content: DossierContent;
}) {
  const { t, i18n } = useTranslation();
  const [over, setOver] = useState<number>();
  const number = arrival?.number;
  const shown = arrival !== undefined && over !== arrival.number ? arrival : undefined;
  useEffect(() => {
    if (number === undefined) return;
    const timer = setTimeout(() => setOver(number), markedFor);
    return () => clearTimeout(timer);
  }, [number]);
  const marks = useMemo(() => {
    const name = shown?.by ?? '';
    return new Map(fieldsOf(shown?.paths ?? [], content).map((path) => [path, name]));
  }, [shown, content]);
  useEffect(() => markFields('arrived', marks));
  // What this person took back themselves must be seen; a colleague's change must not move the page.
  const reveal = useEffectEvent((moved: Arrival) => {
    const first = moved.by === undefined ? fieldsOf(moved.paths, content)[0] : undefined;
    if (first !== undefined && !isInSight(first)) bringInSight(first);
  });
  useEffect(() => {
    if (arrival !== undefined) reveal(arrival);
  }, [arrival]);
  return (
    <p className="arrivals" role="status">
      {shown?.by !== undefined && sentence(shown.paths, shown.by)}
    </p>
  );

  function sentence(paths: readonly ContentPath[], name: string): string {
    const wording = { t, language: languageOf(i18n), contents: [content] };
    const places = paths
      .slice(0, named)
      .map((path) => shortPlace(path, wording))
      .join(', ');
    const count = paths.length - named;
    return count > 0
      ? t('sharedDraft.arrivedMany', { name, places, count })
      : t('sharedDraft.arrived', { name, places });
  }
}

function fieldsOf(paths: readonly ContentPath[], content: DossierContent): readonly string[] {
  return paths.flatMap((path) => formPathOf(content, path) ?? []);
}

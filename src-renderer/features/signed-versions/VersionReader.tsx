import { Loader } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DossierView } from '#shared/contract/ipc.ts';
import type { SignedVersion } from '#shared/contract/versions.ts';
import type { DossierContent } from '#shared/domain/dossiers/dossier.ts';
import { contentChanges } from '#shared/domain/drafts/changes.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { languageOf } from '../../i18n/i18n.ts';
import { Differences } from '../dossier/Differences.tsx';
import { DocumentList } from '../dossier/DocumentList.tsx';
import { DocumentPanel } from '../dossier/DocumentPanel.tsx';
import { useSignedVersion } from './useSignedVersions.ts';
import { VersionBanner } from './VersionBanner.tsx';
import { VersionLinks } from './VersionLinks.tsx';

/** More changes than these (rows) would push the documents off the screen. */
const openUpTo = 3;

const nothingSeen: ReadonlySet<string> = new Set();

/** One version with its documents as they were signed, beside the list of all. */
export function VersionReader({
  dossier,
  versions,
  version,
}: {
  readonly dossier: DossierView;
  readonly versions: readonly SignedVersion[];
  readonly version: SignedVersion;
}) {
  const { t } = useTranslation();
  const { code } = dossier;
  const [chosen, setChosen] = useState<string>();
  const asked = useSignedVersion(code, version.version);
  const documents = asked.data?.documents ?? [];
  const document = documents.find(({ id }) => id === chosen) ?? documents[0];
  const earlier = version.version;
  return (
    <div className="dossier-body">
      <div className="stack">
        <nav className="sheet" aria-label={t('signedVersions.title')}>
          <VersionLinks code={code} versions={versions} chosen={earlier} />
        </nav>
        {asked.data !== undefined && (
          <DocumentList
            of={{ code, earlier, documents }}
            dead
            chosen={document?.id}
            seen={nothingSeen}
            onChoose={setChosen}
          />
        )}
      </div>
      <div className="stack">
        <VersionBanner version={version} />
        {asked.isPending && <Loader role="status" aria-label={t('app.loading')} />}
        {asked.error !== null && <FailureNotice error={asked.error} retry={() => void asked.refetch()} />}
        {asked.data !== undefined && <SinceThen then={asked.data.content} now={dossier.content} />}
        {document !== undefined && (
          <DocumentPanel key={document.id} code={code} earlier={earlier} document={document} />
        )}
      </div>
    </div>
  );
}

function SinceThen({ then, now }: { readonly then: DossierContent; readonly now: DossierContent }) {
  const { t, i18n } = useTranslation();
  const changes = useMemo(() => contentChanges(then, now), [then, now]);
  if (changes.length === 0) return <p className="quiet">{t('signedVersions.same')}</p>;
  const heading = t('signedVersions.differences', { count: changes.length });
  return (
    <details className="sheet padded" role="group" aria-label={heading} open={changes.length <= openUpTo}>
      <summary>
        <b>{heading}</b>
      </summary>
      <Differences changes={changes} wording={{ t, language: languageOf(i18n), contents: [now, then] }} />
    </details>
  );
}

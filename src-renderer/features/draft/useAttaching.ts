import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DvcttError, toFailure, type Failure } from '#shared/contract/errors.ts';
import type { Attachment, DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { call } from '../../bridge/bridge.ts';
import { notifyDone } from '../../components/notify.ts';
import { offerUndo } from '../../components/UndoNotice.tsx';
import { toBase64 } from '../../document/file-bytes.ts';
import type { DraftSession } from './draft-session.ts';
import { insertedAt } from './lines.ts';

/** A file that was not taken, and why. */
export interface RefusedFile {
  readonly id: string;
  readonly name: string;
  readonly failure: Failure;
}

export interface Attaching {
  /** Name of the file being added. */
  readonly adding: string | undefined;
  readonly refused: readonly RefusedFile[];
  readonly add: (files: readonly File[]) => Promise<void>;
  readonly remove: (attachment: Attachment) => void;
  readonly dismiss: (id: string) => void;
}

/** Adds files to a draft and takes them out again; each file is taken or refused by itself. */
export function useAttaching(code: DossierCode, session: DraftSession): Attaching {
  const { t } = useTranslation();
  const [adding, setAdding] = useState<string>();
  const [refused, setRefused] = useState<readonly RefusedFile[]>([]);

  const attach = async (file: File) => {
    try {
      const base64 = await toBase64(file);
      const name = file.name.slice(-200);
      // Told by the core: it may have renamed the file so that two do not share a name.
      let taken = '';
      const stored = await session.between(
        () => call('drafts.attach', { code, name, base64 }),
        ({ attachment }) => {
          taken = attachment.name;
        },
      );
      if (!stored) throw new DvcttError(session.failure?.code ?? 'STORE_FAILED');
      setRefused((before) => before.filter((one) => one.name !== file.name));
      notifyDone(
        taken === file.name
          ? t('attachments.added', { name: taken })
          : t('attachments.addedAs', { name: file.name, taken }),
      );
    } catch (thrown) {
      const entry = { id: crypto.randomUUID(), name: file.name, failure: toFailure(thrown) };
      setRefused((before) => [...before.filter((one) => one.name !== file.name), entry]);
    }
  };
  return {
    adding,
    refused,
    async add(files) {
      for (const file of files) {
        setAdding(file.name);
        await attach(file);
      }
      setAdding(undefined);
    },
    remove(attachment) {
      const at = session.snapshot().content.attachments.indexOf(attachment);
      session.edit((before) => ({
        ...before,
        attachments: before.attachments.filter((one) => one.id !== attachment.id),
      }));
      offerUndo(t('attachments.removed', { name: attachment.name }), t('app.undo'), () =>
        session.edit((before) => ({
          ...before,
          attachments: insertedAt(before.attachments, at, attachment),
        })),
      );
    },
    dismiss: (id) => setRefused((before) => before.filter((one) => one.id !== id)),
  };
}

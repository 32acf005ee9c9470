import type { Texts } from '../vi.ts';

export const storeNotices: Texts['storeNotices'] = {
  label: 'What happened to your dossiers',
  dismiss: 'Understood',
  open: 'Open dossier {{code}}',
  recovered: {
    heading: 'A damaged store was recovered',
    text: 'The damaged copy is kept in {{folder}}, not deleted. What could be read was kept.',
    todo: 'Go online to fetch the rest. If anything is missing, give that folder to support.',
  },
  recoded: {
    heading: 'A dossier’s code changed from {{from}} to {{code}}',
    text: 'Another machine started a dossier with this code in the same second. Your content is unchanged.',
    todo: 'If you wrote the old code down anywhere, correct it.',
  },
  'brought-back': {
    heading: 'The server has dossier {{code}} again',
    text: 'The server was restored from a backup that lacked it; your computer sent it again.',
    todo: 'Open the dossier and check it.',
  },
  revived: {
    heading: 'The deleted dossier {{code}} is back',
    text: 'One person deleted it while another was editing it; the edit was kept.',
    todo: 'Open it and look; delete it again if that is still wanted.',
  },
  frozen: {
    heading: 'Your edit came after dossier {{code}} was sent',
    text: 'What was sent does not change. Your edit is kept in the dossier’s history.',
    todo: 'If the edit is needed, ask a signer to return the dossier.',
  },
};

import type { Texts } from '../vi.ts';

export const storeNotices: Texts['storeNotices'] = {
  label: 'What happened to your dossiers',
  dismiss: 'Understood',
  open: 'Open dossier',
  recovered: {
    heading: 'A damaged store was recovered',
    text: 'The damaged copy is kept in {{folder}}, not deleted. What could be read was kept.',
    todo: 'Go online to fetch the rest. If anything is missing, give that folder to support.',
  },
  recoded: {
    heading: 'The code of “{{title}}” changed from {{from}} to {{code}}',
    text: 'Another machine started a dossier with this code in the same second. Your content is unchanged.',
    todo: 'If you wrote the old code down anywhere, correct it.',
  },
  'brought-back': {
    heading: 'The server has “{{title}}” again',
    text: 'The server was restored from a backup that lacked it; your computer sent it again.',
    todo: 'Open the dossier and check it.',
  },
  revived: {
    heading: 'The deleted dossier “{{title}}” is back',
    text: 'One person deleted it while another was editing it; the edit was kept.',
    todo: 'Open it and look; delete it again if that is still wanted.',
  },
  frozen: {
    heading: 'Your edit came after “{{title}}” was sent',
    text: 'What was sent does not change. Your edit is kept in the dossier’s history.',
    todo: 'If the edit is needed, ask a signer to return the dossier.',
    todoBack: 'The dossier is back: open it and press “Bring it in”.',
  },
};

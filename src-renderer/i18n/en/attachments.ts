import type { Texts } from '../vi.ts';

export const attachments: Texts['attachments'] = {
  title: 'Attachments',
  hint: 'Contract, invoices, minutes… preferably PDF. At most 100 MB each.',
  drop: 'Drop files here, or',
  choose: 'Choose files',
  adding: 'Adding {{name}}…',
  remove: 'Remove {{name}}',
  removed: '{{name}} was removed.',
  open: 'View {{name}}',
  added: '{{name}} was added.',
  addedAs: '{{name}} was added as {{taken}}.',
  refused: '{{name}} could not be added',
  refusedList: 'Files that could not be added',
  dismiss: 'Close the message about {{name}}',
  falsePdf: 'Not a PDF',
  falsePdfHint:
    'The file is named .pdf but holds something else, so the signers cannot look at it in the program.',
};

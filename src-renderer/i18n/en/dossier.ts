import type { Texts } from '../vi.ts';

export const dossier: Texts['dossier'] = {
  back: 'All dossiers',
  heldBy: 'With',
  total: 'Total',
  createdBy: 'Prepared by',
  vouchers: 'Vouchers',
  next: 'Your next step',
  waiting: 'The dossier is with: {{role}}. There is nothing for you to do.',
  closed: 'The dossier is closed.',
  sign: 'Sign',
  signHint: {
    token: 'Look through the documents, then sign {{count}} of them at once, with one PIN entry.',
    remote: 'Look through the documents, then sign {{count}} of them at once and confirm on the phone.',
    either:
      'Look through the documents, then sign {{count}} of them at once, with the token’s PIN or by confirming on the phone.',
  },
  submit: 'Send to the Treasury',
  submitHint: 'Both signatures are in place. Send it for the Treasury to receive.',
  submitted: 'Sent to the State Treasury.',
  return: 'Return for correction',
  returnTitle: 'Return the dossier to the accountant',
  returnNote: 'Reason',
  returnNoteHint: 'The accountant reads this word for word. Existing signatures become void.',
  returnNoteNeeded: 'Please write the reason.',
  returnConfirm: 'Return',
  returned: 'The dossier was returned.',
  copy: 'Copy',
  copied: 'An editable copy was made.',
  documents: 'Documents',
  log: 'Status log',
  downloadAll: 'Download all',
  download: 'Download',
  noteLabel: 'Latest note',
  supplement: 'The Treasury asks for a supplement',
  supplementNext:
    'Mend the dossier as asked above, then send it to the chief accountant. The Treasury asks only once; next it accepts or rejects.',
  supplementOther:
    'The accountant is supplementing the dossier. The signatures are void; it will be signed anew.',
  rejectedHeading: 'The Treasury has rejected the dossier',
  rejectedNext:
    'This dossier is closed. Copy it to have a new one, mend that for the reason above and send it anew.',
  rejectedOther: 'This dossier is closed. The accountant copies it, mends the copy and sends it anew.',
  returnedHeading: 'The dossier was returned to be mended',
  returnedNext:
    'Mend it for the reason above, then send it to the chief accountant. The signatures are void; what was signed stays readable under “Earlier signed versions”.',
  returnedOther: 'The accountant is mending the dossier. The signatures are void.',
  kind: {
    VOUCHER_XML: 'Voucher data (XML)',
    VOUCHER_PDF: 'Printed voucher',
    ATTACHMENT: 'Attachment',
  },
  signedBy: 'Signed: {{steps}}',
  unsigned: 'Not signed',
  void: 'no longer valid',
  notShown: 'This kind of file cannot be shown here. Download it to look at it.',
  textCut: 'Only the beginning is shown. Download the file to see all of it.',
};

export const log: Texts['log'] = { order: 'No.', status: 'Status', note: 'Note', at: 'Date', by: 'By' };

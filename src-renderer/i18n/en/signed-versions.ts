import type { Texts } from '../vi.ts';

export const signedVersions: Texts['signedVersions'] = {
  title: 'Earlier signed versions',
  version: 'Version {{version}}',
  void: 'void',
  back: 'Back to the dossier',
  lead: 'To be read only: signatures on these versions do not count for the present one.',
  banner: 'Old version – its signatures do not count for the present version',
  bannerReturned: 'This version was returned – its signatures no longer count',
  forwarded: 'Sent to the chief accountant',
  signed: 'Signed',
  signature: '{{role}} {{name}}, {{at}}',
  signaturePart: '{{role}} {{name}}, {{at}} ({{signed}}/{{all}} documents)',
  voided: 'Made void',
  why: {
    returned: 'Returned',
    supplement: 'The Treasury asked for a supplement',
    edited: 'Edited',
  },
  whyBy: '{{why}} – {{by}}, {{at}}',
  reason: 'Reason',
  replaced: 'Its successor',
  replacedBy: 'Sent {{at}} – {{by}}',
  replacedNot: 'Not sent yet. What is being mended has no signatures.',
  differences_one: 'This version → the present one ({{count}} difference)',
  differences_other: 'This version → the present one ({{count}} differences)',
  same: 'The content is that of the present version; the signatures are void because the dossier was returned.',
  checked:
    'What the signatures on this old file are worth by themselves. None counts for the present version.',
  none: 'No version of this dossier was signed and then returned',
  noneHint: 'A version that was signed and then returned or edited stays readable here.',
  offline: 'Only the server keeps the earlier signed versions. They can be read here once there is a line.',
};

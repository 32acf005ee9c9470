import type { Texts } from '../vi.ts';

export const verify: Texts['verify'] = {
  title: 'Signatures on the document',
  checking: 'Checking the signatures…',
  none: 'The document has no signature yet.',
  indication: { valid: 'Valid', invalid: 'Not valid', indeterminate: 'Undetermined' },
  intact: 'Content intact',
  broken: 'Content changed after signing',
  covers: 'The signature covers the whole file',
  coversPart: 'The signature covers part of the file (the revision before a later signature)',
  signer: 'Signer',
  organisation: 'Organisation',
  uids: 'Identifiers',
  issuer: 'Certificate issuer',
  serial: 'Serial number',
  validity: 'Certificate period',
  claimed: 'Signing time (by the signer’s clock)',
  noTime: 'The signature states no time',
  validAtSigning: 'Certificate was valid at signing',
  notValidAtSigning: 'Certificate was not valid at signing',
  format: 'Format',
  levelNone: 'no baseline level',
  reason: 'Reason',
  yes: 'Yes',
};

export const warning: Texts['warning'] = {
  REVOCATION_NOT_CHECKED: 'Revocation of the certificate could not be checked (OCSP/CRL).',
  SIGNING_TIME_UNPROVEN: 'The signing time is the signer’s own clock; there is no timestamp.',
  CONTENT_ADDED_AFTER_SIGNATURE: 'Content was added to the file after this signature.',
};

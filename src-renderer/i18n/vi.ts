/** Every text of the window in Vietnamese, the first language, one file a feature; `en.ts` has the same keys. */
import { app, nav, role, status } from './vi/app.ts';
import { signIn } from './vi/sign-in.ts';
import { list } from './vi/dossier-list.ts';
import { dossier, log } from './vi/dossier.ts';
import { pdf, xml } from './vi/document.ts';
import { verify, warning } from './vi/verify.ts';
import { batch, forwarding, submission, arrivals } from './vi/batch.ts';
import { importing, exporting } from './vi/transfer.ts';
import { reports } from './vi/reports.ts';
import { draft } from './vi/draft.ts';
import { entry } from './vi/entry.ts';
import { sharedDraft, place } from './vi/shared-draft.ts';
import { conflict } from './vi/conflict.ts';
import { history } from './vi/history.ts';
import { signedVersions } from './vi/signed-versions.ts';
import { attachments } from './vi/attachments.ts';
import { signing, pinState } from './vi/signing.ts';
import { tokens } from './vi/tokens.ts';
import { doctor } from './vi/doctor.ts';
import { help } from './vi/help.ts';
import { support } from './vi/support.ts';
import { trace } from './vi/trace.ts';
import { settings } from './vi/settings.ts';
import { line } from './vi/line.ts';
import { account } from './vi/account.ts';
import { storeKey } from './vi/store-key.ts';
import { storeNotices } from './vi/store-notices.ts';
import { registration, registrationStatus } from './vi/registration.ts';
import { registrationList, renewal } from './vi/registration-list.ts';
import { link, memberConfirmation } from './vi/link.ts';
import { password } from './vi/first-password.ts';
import { remoteCa } from './vi/remote-ca.ts';

export const vi = {
  app,
  nav,
  role,
  status,
  signIn,
  list,
  dossier,
  log,
  batch,
  submission,
  forwarding,
  arrivals,
  importing,
  exporting,
  reports,
  pdf,
  xml,
  verify,
  warning,
  draft,
  entry,
  sharedDraft,
  place,
  conflict,
  history,
  signedVersions,
  attachments,
  remoteCa,
  signing,
  pinState,
  tokens,
  doctor,
  help,
  support,
  trace,
  settings,
  line,
  account,
  storeKey,
  storeNotices,
  registration,
  registrationStatus,
  registrationList,
  renewal,
  link,
  memberConfirmation,
  password,
} as const;

/** The same tree with any wording: what every language must provide. */
export type Texts = Widen<typeof vi>;
type Widen<T> = { readonly [K in keyof T]: T[K] extends string ? string : Widen<T[K]> };

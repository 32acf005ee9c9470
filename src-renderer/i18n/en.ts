/** Every text of the window in English; keys as in `vi.ts`. Names of forms and roles keep their Vietnamese codes. */
import type { Texts } from './vi.ts';
import { app, nav, role, status } from './en/app.ts';
import { signIn } from './en/sign-in.ts';
import { list } from './en/dossier-list.ts';
import { dossier, log } from './en/dossier.ts';
import { pdf, xml } from './en/document.ts';
import { verify, warning } from './en/verify.ts';
import { batch, forwarding, submission, arrivals } from './en/batch.ts';
import { importing, exporting } from './en/transfer.ts';
import { reports } from './en/reports.ts';
import { draft } from './en/draft.ts';
import { entry } from './en/entry.ts';
import { sharedDraft, place } from './en/shared-draft.ts';
import { conflict } from './en/conflict.ts';
import { history } from './en/history.ts';
import { signedVersions } from './en/signed-versions.ts';
import { attachments } from './en/attachments.ts';
import { signing, pinState } from './en/signing.ts';
import { tokens } from './en/tokens.ts';
import { doctor } from './en/doctor.ts';
import { help } from './en/help.ts';
import { support } from './en/support.ts';
import { trace } from './en/trace.ts';
import { settings } from './en/settings.ts';
import { line } from './en/line.ts';
import { account } from './en/account.ts';
import { storeKey } from './en/store-key.ts';
import { storeNotices } from './en/store-notices.ts';
import { registration, registrationStatus } from './en/registration.ts';
import { registrationList, renewal } from './en/registration-list.ts';
import { link, memberConfirmation } from './en/link.ts';
import { password } from './en/first-password.ts';
import { remoteCa } from './en/remote-ca.ts';

export const en: Texts = {
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
};

import type { CallOutput } from '#shared/contract/ipc.ts';
import type { CertificateView } from '#shared/contract/tokens.ts';
import type { Session } from '../session/session.ts';
import { registrations } from './registration-of.ts';
import type { Patience, TokenService } from './token-service.ts';

/**
 * Every certificate on every plugged-in token, as the person signed in may use it: the one registered for them first,
 * then usable ones, then the rest with the reasons why not. With `patience`, modules that hang are left `pending`.
 */
export async function certificatesFor(
  services: { readonly tokens: TokenService; readonly session: Session },
  options: Patience = {},
): Promise<CallOutput<'certificates.list'>> {
  const { certificates, problems, pending } = await services.tokens.certificates(options);
  const views = seenBy(
    services.session,
    certificates.map(({ view }) => view),
  );
  return { certificates: views, problems: [...problems], pending: [...pending] };
}

/** The same certificates with what KBNN knows of them; whoever is at the desk finds their own first. */
export function seenBy(session: Session, certificates: readonly CertificateView[]): CertificateView[] {
  const registrationOf = registrations(session);
  const views = certificates.map((view) => {
    const { mine, role, registeredFor, refusal } = registrationOf(view.serial);
    return {
      mine,
      view: {
        ...view,
        refusals: refusal === undefined || view.isCa ? view.refusals : [...view.refusals, refusal],
        ...(role === undefined ? {} : { boundRole: role }),
        ...(registeredFor === undefined ? {} : { registeredFor }),
      },
    };
  });
  const collator = new Intl.Collator('vi');
  views.sort(
    (a, b) =>
      Number(b.mine) - Number(a.mine) ||
      a.view.refusals.length - b.view.refusals.length ||
      collator.compare(a.view.owner, b.view.owner),
  );
  return views.map(({ view }) => view);
}

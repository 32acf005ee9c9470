import type { CallOutput } from '#shared/contract/ipc.ts';
import { roleNames } from '#shared/domain/people/roles.ts';
import { normaliseSerial } from '#shared/validation/certificate.ts';
import type { Session } from '../session/session.ts';
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
  const user = services.session.user;
  const members = user === undefined || user.role === 'KBNN' ? [] : services.session.requireUnit().members;
  const titles = new Map(
    members.flatMap(({ certificateSerial, role }) =>
      certificateSerial === undefined ? [] : [[normaliseSerial(certificateSerial), roleNames[role]] as const],
    ),
  );
  const mine = user?.certificateSerial === undefined ? undefined : normaliseSerial(user.certificateSerial);
  const views = certificates.map(({ view }) => {
    const boundRole = titles.get(view.serial);
    const registered = user === undefined || view.isCa || view.serial === mine;
    return {
      ...view,
      refusals: registered ? view.refusals : [...view.refusals, 'CERT_NOT_REGISTERED' as const],
      ...(boundRole === undefined ? {} : { boundRole }),
    };
  });
  const collator = new Intl.Collator('vi');
  views.sort(
    (a, b) =>
      Number(b.serial === mine) - Number(a.serial === mine) ||
      a.refusals.length - b.refusals.length ||
      collator.compare(a.owner, b.owner),
  );
  return { certificates: views, problems: [...problems], pending: [...pending] };
}

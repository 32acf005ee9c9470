import { useTranslation } from 'react-i18next';
import { roleNames, roleSchema } from '#shared/domain/people/roles.ts';
import type { CertificateView } from '#shared/contract/tokens.ts';

/** The title that the Treasury has bound to a certificate. */
export function RoleBadge({ certificate }: { readonly certificate: Pick<CertificateView, 'boundRole'> }) {
  const { t } = useTranslation();
  const { boundRole } = certificate;
  if (boundRole === undefined)
    return (
      <span className="badge" data-tone="warn">
        {t('tokens.certificates.notBound')}
      </span>
    );
  // The core tells the Vietnamese title; where it is one of ours, this window's language says it.
  const role = roleSchema.options.find((one) => one === boundRole || roleNames[one] === boundRole);
  return (
    <span className="badge" data-tone="good">
      {t('tokens.certificates.role', { role: role === undefined ? boundRole : t(`role.${role}`) })}
    </span>
  );
}

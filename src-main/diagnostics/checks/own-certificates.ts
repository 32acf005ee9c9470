import type { TokenCertificate } from '../../tokens/token-service.ts';
import type { Sight } from '../check.ts';
import { patience } from '../shared-looks.ts';

/** The certificates of persons on the tokens plugged in; the authorities' own, which many tokens carry along, left out. */
export async function ownCertificates({ tokens }: Sight): Promise<readonly TokenCertificate[]> {
  const { certificates } = await tokens.certificates({ patience });
  return certificates.filter(({ view }) => !view.isCa);
}

/** How a certificate is named to people. */
export function nameOf({ view }: TokenCertificate): string {
  return `${view.owner}, serial ${view.serial}`;
}

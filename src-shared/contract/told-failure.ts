import { failureText, type Failure, type Language } from './errors.ts';
import type { FailureText } from './errors/text.ts';
import type { CertificateView } from './tokens.ts';

/** The catalogue's texts, with the name that the details of the failure give where a name says it plainer. */
export function toldFailure({ code, details }: Failure, language: Language): FailureText {
  const text = failureText(code, language);
  const holder = details?.['registeredFor'];
  if (code !== 'CERT_OF_ANOTHER' || typeof holder !== 'string') return text;
  return language === 'vi'
    ? { ...text, explanation: `Chứng thư số này đăng ký cho ${holder}, không phải của bạn.` }
    : { ...text, explanation: `This certificate is registered for ${holder}, not for you.` };
}

/** One reason why a certificate cannot sign, in one line: what it is, then what to do. */
export function toldRefusal(
  { refusals, registeredFor }: Pick<CertificateView, 'refusals' | 'registeredFor'>,
  language: Language,
): readonly { readonly code: Failure['code']; readonly heading: string; readonly remedy: string }[] {
  const details =
    registeredFor === undefined ? {} : { registeredFor: `${registeredFor.name} (${registeredFor.role})` };
  return refusals.map((code) => {
    const { heading, explanation, remedy } = toldFailure({ code, details }, language);
    // Whose it is says more than the heading does.
    const named = code === 'CERT_OF_ANOTHER' && registeredFor !== undefined;
    return { code, heading: named ? explanation.replace(/\.$/, '') : heading, remedy };
  });
}

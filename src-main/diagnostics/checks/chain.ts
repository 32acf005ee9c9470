import { parseCertificate } from '#shared/validation/certificate.ts';
import { buildPath } from '#shared/validation/chain.ts';
import type { TokenCertificate } from '../../tokens/token-service.ts';
import type { TrustedCertificates } from '../../trust/trust-store.ts';
import type { Checker } from '../check.ts';
import { driversLate } from '../late.ts';
import { failedWith, ok, worstOf, type Outcome } from '../outcome.ts';
import { both } from '../words.ts';
import { nameOf, ownCertificates } from './own-certificates.ts';

/** Whether each certificate leads to a root that this machine trusts: without one no signature is called valid. */
export const chainCheck: Checker = {
  id: 'chain',
  title: both('Chuỗi chứng thực', 'Certificate chain'),
  looked: ({ dataFolder }) =>
    both(
      `Đường dẫn từ mỗi chứng thư số tới một CA gốc trong ${dataFolder}/trust`,
      `The path from each certificate to a root in ${dataFolder}/trust`,
    ),
  deadlineMs: 15_000,
  late: driversLate,
  run: async (sight) => {
    const trust = await sight.trust();
    const found = both(
      `${trust.anchors.length} CA gốc, ${trust.intermediates.length} CA cấp phát`,
      `${trust.anchors.length} roots, ${trust.intermediates.length} issuing authorities`,
    );
    if (trust.anchors.length === 0) {
      return {
        state: 'failed',
        found,
        meaning: both(
          'Máy chưa có chứng thư gốc nào nên không chữ ký nào được coi là hợp lệ.',
          'No root certificate is on this machine, so no signature can be called valid.',
        ),
        remedy: both(
          `Nhờ bộ phận CNTT chép chứng thư gốc (PEM) của NEAC vào thư mục ${sight.dataFolder}/trust.`,
          `Ask your IT support to copy the NEAC root certificates (PEM) to ${sight.dataFolder}/trust.`,
        ),
        action: 'open-trust-folder',
        help: 'CERT_CHAIN_INCOMPLETE',
      };
    }
    const own = await ownCertificates(sight);
    const judged = await Promise.all(own.map((certificate) => judge(certificate, trust, sight)));
    return worstOf([ok(found), ...judged]);
  },
};

async function judge(
  certificate: TokenCertificate,
  trust: TrustedCertificates,
  { now, dataFolder }: { readonly now: () => Date; readonly dataFolder: string },
): Promise<Outcome> {
  const signer = parseCertificate(certificate.certificate);
  const candidates = [...certificate.chain, ...trust.intermediates].map(parseCertificate);
  const result = await buildPath(signer, candidates, trust.anchors.map(parseCertificate), now());
  const name = nameOf(certificate);
  if (result.kind === 'trusted') {
    return ok(
      `${name} ← ${result.path
        .slice(1)
        .map(({ commonName }) => commonName)
        .join(' ← ')}`,
    );
  }
  // The last one known from which no path goes on: its issuer is what is missing.
  const last = certificate.chain.map(parseCertificate).at(-1) ?? signer;
  const missing = last.issuerCommonName === '' ? last.issuer : last.issuerCommonName;
  if (result.reason !== 'CERT_CHAIN_INCOMPLETE') {
    return failedWith(
      { code: result.reason },
      both(
        `${name}: chuỗi qua “${missing}” không dùng được`,
        `${name}: the chain through “${missing}” cannot be used`,
      ),
    );
  }
  return {
    ...failedWith(
      { code: 'CERT_CHAIN_INCOMPLETE' },
      both(`${name}: thiếu “${missing}”`, `${name}: “${missing}” is missing`),
    ),
    remedy: both(
      `Nhờ bộ phận CNTT tải chứng thư của “${missing}” từ nhà cung cấp chứng thư số và chép (PEM) vào ${dataFolder}/trust, rồi chạy lại.`,
      `Ask your IT support to get the certificate of “${missing}” from your certificate provider and copy it (PEM) to ${dataFolder}/trust; then run again.`,
    ),
    action: 'open-trust-folder',
  };
}

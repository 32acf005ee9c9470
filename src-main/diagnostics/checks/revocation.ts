import { DerError } from '#shared/signatures/der/reader.ts';
import { parseCertificate, type Certificate } from '#shared/validation/certificate.ts';
import { issued } from '#shared/validation/chain.ts';
import type { TokenCertificate } from '../../tokens/token-service.ts';
import type { Checker, Sight } from '../check.ts';
import { failedWith, ok, skipped, worstOf, type Outcome } from '../outcome.ts';
import type { RevocationAnswer } from '../revocation/answer.ts';
import { askRevocation, decisive, type AskedPlace } from '../revocation/revocation.ts';
import { both, fact, joinWords, type Words } from '../words.ts';
import { nameOf, ownCertificates } from './own-certificates.ts';

/** Whether the providers still stand by the certificates: OCSP (RFC 6960) first, then the revocation lists (RFC 5280). */
export const revocationCheck: Checker = {
  id: 'revocation',
  title: both('Thu hồi chứng thư số (OCSP/CRL)', 'Revocation (OCSP/CRL)'),
  looked: () =>
    both(
      'Máy chủ OCSP và danh sách thu hồi mà mỗi chứng thư số ghi',
      'The OCSP servers and revocation lists that each certificate names',
    ),
  deadlineMs: 15_000,
  run: async (sight, signal) => {
    const own = await ownCertificates(sight);
    if (own.length === 0)
      return skipped(both('chưa có chứng thư số trên token', 'no certificate on a token'));
    return worstOf(await Promise.all(own.map((certificate) => judge(certificate, sight, signal))));
  },
};

async function judge(certificate: TokenCertificate, sight: Sight, signal: AbortSignal): Promise<Outcome> {
  const name = nameOf(certificate);
  const issuer = await issuerOf(certificate, sight);
  if (issuer === undefined) {
    return skipped(
      both(`${name}: chưa biết CA cấp phát`, `${name}: the issuing authority is not known`),
      both(
        'Bổ sung CA cấp phát (xem phần chuỗi chứng thực) rồi chạy lại.',
        'Add the issuing authority (see the part on the chain) and run again.',
      ),
    );
  }
  try {
    const places = await askRevocation({
      certificate: parseCertificate(certificate.certificate),
      issuer,
      now: sight.now(),
      signal,
    });
    return conclude(name, places);
  } catch (cause) {
    if (!(cause instanceof DerError)) throw cause;
    return failedWith({ code: 'CERT_INVALID' }, `${name}: ${cause.message}`);
  }
}

async function issuerOf(
  { certificate, chain }: TokenCertificate,
  { trust }: Sight,
): Promise<Certificate | undefined> {
  const own = parseCertificate(certificate);
  const { anchors, intermediates } = await trust();
  for (const der of [...chain, ...intermediates, ...anchors]) {
    const candidate = parseCertificate(der);
    if ((await issued(candidate, own)) === true) return candidate;
  }
  return undefined;
}

function conclude(name: string, places: readonly AskedPlace[]): Outcome {
  if (places.length === 0) {
    return skipped(
      both(`${name}: không ghi nơi hỏi`, `${name}: names no place to ask`),
      both(
        'Chứng thư số không ghi địa chỉ OCSP hay CRL nên không kiểm tra được.',
        'The certificate names neither OCSP nor CRL, so nothing can be asked.',
      ),
    );
  }
  const certain = decisive(places);
  const told = joinWords(
    (certain === undefined ? places : [certain]).map(({ how, url, answer }) => {
      const words = wordsOf(answer);
      return both(`${how} ${url}: ${words.vi}`, `${how} ${url}: ${words.en}`);
    }),
    ', ',
  );
  const found = both(`${name}: ${told.vi}`, `${name}: ${told.en}`);
  if (certain?.answer.kind === 'good') return ok(found);
  if (certain !== undefined) return failedWith({ code: 'CERT_REVOKED' }, found);
  if (places.some(({ answer }) => answer.kind === 'unknown')) return unknown(found);
  return places.every(({ answer }) => answer.kind === 'unreachable') ? unreachable(found) : unreliable(found);
}

function wordsOf(answer: RevocationAnswer): Words {
  switch (answer.kind) {
    case 'good':
      return both(
        `còn hiệu lực (tính đến ${answer.asOf.toISOString()})`,
        `good (as of ${answer.asOf.toISOString()})`,
      );
    case 'revoked': {
      const since = answer.since.toISOString();
      const why = answer.reason === undefined ? '' : `, ${answer.reason}`;
      return both(`ĐÃ THU HỒI từ ${since}${why}`, `REVOKED since ${since}${why}`);
    }
    case 'unknown':
      return both('không biết chứng thư số này', 'does not know this certificate');
    case 'unreachable':
      return both(`không trả lời (${answer.reason})`, `no answer (${answer.reason})`);
    case 'unreliable':
      return fact(answer.reason);
  }
}

function unknown(found: Words): Outcome {
  return {
    state: 'warning',
    found,
    meaning: both(
      'Máy chủ OCSP của nhà cung cấp không biết chứng thư số này.',
      'The provider’s OCSP server does not know this certificate.',
    ),
    remedy: both(
      'Chứng thư số mới cấp: chờ vài giờ rồi thử lại. Nếu vẫn vậy, hỏi nhà cung cấp chứng thư số.',
      'If it is new, wait a few hours and try again. Otherwise ask your certificate provider.',
    ),
  };
}

function unreachable(found: Words): Outcome {
  return {
    state: 'warning',
    found,
    meaning: both(
      'Không hỏi được nhà cung cấp nên chưa biết chứng thư số có bị thu hồi không.',
      'The provider could not be asked, so it is not known whether the certificate is revoked.',
    ),
    remedy: both(
      'Kiểm tra mạng; tường lửa của cơ quan phải cho phép các địa chỉ trên (http, cổng 80).',
      'Check the network; the firewall must allow the addresses above (http, port 80).',
    ),
  };
}

function unreliable(found: Words): Outcome {
  return {
    state: 'warning',
    found,
    meaning: both(
      'Có câu trả lời nhưng không tin được (sai chữ ký, hết hạn, hoặc do proxy trả lời thay).',
      'An answer came that cannot be relied on (wrong signature, out of date, or by a proxy).',
    ),
    remedy: both(
      'Kiểm tra đồng hồ máy tính và proxy; nếu đúng, báo nhà cung cấp chứng thư số.',
      'Check the computer’s clock and the proxy; if they are right, tell your certificate provider.',
    ),
  };
}

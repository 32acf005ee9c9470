import { vietnamMinute } from '#shared/domain/calendar/vietnam-date.ts';
import { DerError } from '#shared/signatures/der/reader.ts';
import { parseCertificate, type Certificate } from '#shared/validation/certificate.ts';
import { buildPath } from '#shared/validation/chain.ts';
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
  const issuer = await trustedIssuerOf(certificate, sight);
  // Whoever made the certificate chose the addresses in it: only an authority that this machine trusts may choose.
  if (issuer === undefined) {
    return skipped(
      both(
        `${name}: chưa dẫn tới CA gốc tin cậy nên không hỏi địa chỉ ghi trong đó`,
        `${name}: leads to no trusted root, so the addresses in it are not asked`,
      ),
      both(
        'Bổ sung CA gốc và CA cấp phát (xem phần chuỗi chứng thực) rồi chạy lại.',
        'Add the root and the issuing authority (see the part on the chain) and run again.',
      ),
    );
  }
  const { now, backend, machine } = sight;
  try {
    const places = await askRevocation({
      certificate: parseCertificate(certificate.certificate),
      issuer,
      now: now(),
      signal,
      places: { all: machine.env['DVCTT_ALLOW_PRIVATE_CA'] === '1', backendUrl: backend.url },
    });
    return conclude(name, places);
  } catch (cause) {
    if (!(cause instanceof DerError)) throw cause;
    return failedWith({ code: 'CERT_INVALID' }, `${name}: ${cause.message}`);
  }
}

/** The issuer on the way to a root in the trust folder: what lies on the token need not be an authority at all. */
async function trustedIssuerOf(
  { certificate, chain }: TokenCertificate,
  { trust, now }: Sight,
): Promise<Certificate | undefined> {
  const { anchors, intermediates } = await trust();
  const candidates = [...chain, ...intermediates].map(parseCertificate);
  const found = await buildPath(
    parseCertificate(certificate),
    candidates,
    anchors.map(parseCertificate),
    now(),
  );
  return found.kind === 'trusted' ? found.path[1] : undefined;
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
  if (places.every(({ answer }) => answer.kind === 'strange')) return strange(found);
  return places.every(({ answer }) => answer.kind === 'unreachable' || answer.kind === 'strange')
    ? unreachable(found)
    : unreliable(found);
}

function wordsOf(answer: RevocationAnswer): Words {
  switch (answer.kind) {
    case 'good':
      return both(
        `còn hiệu lực (tính đến ${vietnamMinute(answer.asOf)} giờ Việt Nam)`,
        `good (as of ${vietnamMinute(answer.asOf)} Vietnam time)`,
      );
    case 'revoked': {
      const since = vietnamMinute(answer.since);
      const why = answer.reason === undefined ? '' : `, ${answer.reason}`;
      return both(`ĐÃ THU HỒI từ ${since} giờ Việt Nam${why}`, `REVOKED since ${since} Vietnam time${why}`);
    }
    case 'unknown':
      return both('không biết chứng thư số này', 'does not know this certificate');
    case 'strange':
      return both('địa chỉ lạ, không hỏi', 'strange address, not asked');
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

function strange(found: Words): Outcome {
  return {
    state: 'warning',
    found,
    meaning: both(
      'Địa chỉ ghi trong chứng thư số nằm trong mạng nội bộ hoặc kèm tên và mật khẩu, nên chương trình không hỏi.',
      'The address in the certificate is inside this network or holds a name and password, so it is not asked.',
    ),
    remedy: both(
      'Nếu cơ quan có CA riêng trong mạng nội bộ: quản trị mạng đặt DVCTT_ALLOW_PRIVATE_CA=1. Nếu không, hỏi nhà cung cấp chứng thư số.',
      'If your organisation runs its own authority inside its network, the administrator sets DVCTT_ALLOW_PRIVATE_CA=1. Otherwise ask your certificate provider.',
    ),
  };
}

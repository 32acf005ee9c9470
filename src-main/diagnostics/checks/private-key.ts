import { failureText } from '#shared/contract/errors.ts';
import { normaliseSerial } from '#shared/validation/certificate.ts';
import type { TokenJob } from '#shared/contract/token-jobs.ts';
import type { TokenCertificate } from '../../tokens/token-service.ts';
import type { Checker, Sight } from '../check.ts';
import { driversLate } from '../late.ts';
import { failedWith, failureFacts, ok, skipped, type Outcome } from '../outcome.ts';
import { both, joinWords } from '../words.ts';
import { nameOf, ownCertificates } from './own-certificates.ts';

/** Whether a private key really signs. That takes a PIN and the person's consent, so it is done only when asked for. */
export const privateKeyCheck: Checker = {
  id: 'private-key',
  title: both('Khóa bí mật ký được', 'The private key signs'),
  looked: () =>
    both(
      'Kết quả của lần ký thử gần nhất; phần này không tự hỏi mã PIN',
      'The result of the latest trial signature; nothing asks for a PIN by itself',
    ),
  deadlineMs: 15_000,
  late: driversLate,
  run: async (sight) => {
    const own = await ownCertificates(sight);
    const offer = offerOf(own, sight);
    const job = sight.lastChallenge?.();
    return { ...(job === undefined ? notYet(own, offer) : told(job)), ...offer };
  },
};

type Offer = Pick<Outcome, 'action' | 'certificateId'>;

/** The certificate that can be tried: the signed-in person's own where it is here, for a try of another's PIN is lost. */
function offerOf(own: readonly TokenCertificate[], sight: Sight): Offer {
  const usable = own.filter(({ view }) => view.refusals.length === 0 && view.privateKey !== 'absent');
  const registered = sight.session?.workspace?.user.certificateSerial;
  const mine = registered === undefined ? undefined : normaliseSerial(registered);
  const chosen = usable.find(({ view }) => normaliseSerial(view.serial) === mine) ?? usable[0];
  return chosen === undefined ? {} : { action: 'challenge-key', certificateId: chosen.view.id };
}

function notYet(own: readonly TokenCertificate[], { action }: Offer): Outcome {
  if (own.length === 0) return skipped(both('không có chứng thư số để thử', 'no certificate to try'));
  if (action === undefined) return unusable(own);
  return skipped(
    both('chưa thử', 'not tried'),
    both(
      'Bấm nút để ký thử một dữ liệu ngẫu nhiên: cần mã PIN, không ký hồ sơ nào.',
      'Use the button to sign random data as a trial: it takes the PIN and signs no dossier.',
    ),
  );
}

/** There are certificates, and something is wrong with each of them: that is told, and not that there are none. */
function unusable(own: readonly TokenCertificate[]): Outcome {
  const reasons = own.map((certificate) => {
    const code = certificate.view.refusals[0] ?? 'CERT_NO_PRIVATE_KEY';
    const name = nameOf(certificate);
    return both(`${name}: ${failureText(code, 'vi').heading}`, `${name}: ${failureText(code, 'en').heading}`);
  });
  const why = joinWords(reasons, '; ');
  return skipped(
    both(`chưa thử được: ${why.vi}`, `cannot be tried: ${why.en}`),
    both(
      'Xem phần “Mã PIN” và phần “Chứng thư số”; sửa xong rồi ký thử.',
      'See the parts “PIN” and “Certificates”; try the key when that is mended.',
    ),
  );
}

function told({ phase, failure, steps, tokenSerial }: TokenJob): Outcome {
  const took = Math.round(steps.reduce((total, { milliseconds }) => total + milliseconds, 0));
  if (phase === 'done' && failure === undefined) {
    return ok(
      both(
        `token ${tokenSerial}: ký thử đúng (${took} ms)`,
        `token ${tokenSerial}: the trial signature holds (${took} ms)`,
      ),
    );
  }
  if (failure !== undefined) return failedWith(failure, `token ${tokenSerial}: ${failureFacts(failure)}`);
  if (phase === 'cancelled') return skipped(both('đã hủy ký thử', 'the trial was cancelled'));
  return skipped(both('đang ký thử', 'the trial is under way'));
}

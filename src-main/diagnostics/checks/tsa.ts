import { vietnamMinute } from '#shared/domain/calendar/vietnam-date.ts';
import { parseCertificate } from '#shared/validation/certificate.ts';
import { buildPath } from '#shared/validation/chain.ts';
import type { Checker, Sight } from '../check.ts';
import { printedUrl } from '../network/bounded-fetch.ts';
import { failedWith, ok, skipped, type Outcome } from '../outcome.ts';
import { askTsa, type TsaAnswer } from '../timestamp/ask-tsa.ts';
import { both, fact, type Words } from '../words.ts';

/** Whether the time-stamp authority gives a good time stamp (RFC 3161); needed for signatures of level T and above. */
export const tsaCheck: Checker = {
  id: 'tsa',
  title: both('Dấu thời gian (TSA)', 'Time stamps (TSA)'),
  looked: ({ tsaUrl }) =>
    tsaUrl === undefined
      ? both('Máy chủ dấu thời gian (DVCTT_TSA)', 'The time-stamp authority (DVCTT_TSA)')
      : both(
          `Máy chủ dấu thời gian ${printedUrl(tsaUrl)}, một dấu thử`,
          `The time-stamp authority ${printedUrl(tsaUrl)}, one trial stamp`,
        ),
  run: async (sight, signal) => {
    if (sight.tsaUrl === undefined) {
      return skipped(
        both('chưa cấu hình', 'none is configured'),
        both(
          'Không cần cho chữ ký mức B; mức T trở lên cần một máy chủ dấu thời gian.',
          'Signatures of level B need none; those of level T and above do.',
        ),
      );
    }
    return judge(await askTsa(sight.tsaUrl, signal), sight);
  },
};

async function judge(answer: TsaAnswer, sight: Sight): Promise<Outcome> {
  switch (answer.kind) {
    case 'stamped':
      return judgeSigner(answer, sight);
    case 'refused':
      return useless(both(`từ chối (PKIStatus ${answer.status})`, `refused (PKIStatus ${answer.status})`));
    case 'unreachable':
      return {
        state: 'warning',
        found: both(`không trả lời (${answer.reason})`, `no answer (${answer.reason})`),
        meaning: both(
          'Không lấy được dấu thời gian nên chỉ ký được mức B.',
          'No time stamp can be had, so only level B can be signed.',
        ),
        remedy: both(
          'Kiểm tra mạng và địa chỉ DVCTT_TSA; nhờ quản trị mạng cho phép địa chỉ đó.',
          'Check the network and the address in DVCTT_TSA; ask the network administrator to allow it.',
        ),
      };
    case 'unusable':
      return useless(fact(answer.reason));
  }
}

function useless(found: Words): Outcome {
  return {
    state: 'failed',
    found,
    meaning: both(
      'Máy chủ trả lời, nhưng dấu thời gian không dùng được.',
      'The authority answers, but its time stamp cannot be used.',
    ),
    remedy: both(
      'Kiểm tra địa chỉ DVCTT_TSA; hỏi nhà cung cấp dấu thời gian.',
      'Check the address in DVCTT_TSA; ask the time-stamp provider.',
    ),
  };
}

async function judgeSigner(
  answer: Extract<TsaAnswer, { kind: 'stamped' }>,
  { trust, now }: Sight,
): Promise<Outcome> {
  const { signer, others, at } = answer;
  const { anchors, intermediates } = await trust();
  const candidates = [...others, ...intermediates.map(parseCertificate)];
  const path = await buildPath(signer, candidates, anchors.map(parseCertificate), now());
  const found = both(
    `${signer.commonName} · ${vietnamMinute(at)} giờ Việt Nam`,
    `${signer.commonName} · ${vietnamMinute(at)} Vietnam time`,
  );
  if (path.kind === 'untrusted') {
    return {
      ...failedWith({ code: path.reason }, found, 'warning'),
      meaning: both(
        'Dấu thời gian đúng, nhưng CA của nó chưa được tin cậy trên máy này.',
        'The time stamp is right, but its authority is not trusted on this machine.',
      ),
      action: 'open-data-folder',
    };
  }
  return now() > signer.notAfter ? failedWith({ code: 'CERT_EXPIRED' }, found) : ok(found);
}

import { ok, type Checker } from '../check.ts';

/** Whether this machine knows any root authority: without one no signature can be called valid. */
export const trustCheck: Checker = {
  id: 'trust',
  title: { vi: 'Tổ chức chứng thực tin cậy', en: 'Trusted authorities' },
  run: async ({ trust, dataFolder }) => {
    const { anchors, intermediates } = await trust();
    const found = `${anchors.length} chứng thư gốc, ${intermediates.length} CA cấp phát`;
    if (anchors.length > 0) return ok(found);
    return {
      state: 'failed',
      found,
      remedy: {
        vi: `Chép chứng thư gốc (PEM) của NEAC vào thư mục ${dataFolder}/trust.`,
        en: `Copy the NEAC root certificates (PEM) to ${dataFolder}/trust.`,
      },
    };
  },
};

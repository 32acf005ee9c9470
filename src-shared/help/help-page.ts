/** Pages of help inside the program: one for every failure, and a few that begin with a question. */
import { failureCodes, failureText, type FailureCode, type Language } from '../contract/errors.ts';
import { keywordsOf } from './keywords.ts';
import { ckrsOf } from './situations.ts';
import type { HelperKind, HelpText } from './help-text.ts';
import { certificateHelp } from './pages/certificate.ts';
import { moduleHelp } from './pages/module.ts';
import { pinHelp } from './pages/pin.ts';
import { registrationHelp } from './pages/registration.ts';
import { remoteCaHelp } from './pages/remote-ca.ts';
import { serviceHelp } from './pages/service.ts';
import { storeHelp } from './pages/store.ts';
import { syncHelp } from './pages/sync.ts';
import { tokenHelp } from './pages/token.ts';
import { topicHelp, topicTitles, helpTopics, type HelpTopic } from './pages/topics.ts';

export type HelpId = FailureCode | HelpTopic;

/** One page, in one language, ready to be shown. */
export interface HelpPage {
  readonly id: HelpId;
  readonly kind: 'failure' | 'topic';
  readonly title: string;
  /** What happened, in a sentence or two; empty for a topic. */
  readonly explanation: string;
  /** What it means; empty where the explanation says it all. */
  readonly meaning: string;
  /** At least one; each ends with a full stop. */
  readonly steps: readonly string[];
  /** When to stop trying; empty where trying on does no harm. */
  readonly stop: string;
  /** Who helps, in the order in which to ask them. */
  readonly helpers: readonly { readonly who: HelperKind; readonly text: string }[];
  /** Other names under which people look for it; never shown. */
  readonly keywords: readonly string[];
  /** Return values of PKCS#11 that lead here. */
  readonly ckrs: readonly string[];
}

const written: Readonly<Partial<Record<FailureCode, HelpText>>> = {
  ...tokenHelp,
  ...moduleHelp,
  ...pinHelp,
  ...certificateHelp,
  ...registrationHelp,
  ...remoteCaHelp,
  ...syncHelp,
  ...storeHelp,
  ...serviceHelp,
};

/** Every page there is: topics first, then the failures in the order of their catalogue. */
export const helpIds: readonly HelpId[] = [...helpTopics, ...failureCodes];

/** Tells whether a text that came from outside names a page. */
export function isHelpId(text: string): text is HelpId {
  return (helpIds as readonly string[]).includes(text);
}

export function helpPage(id: HelpId, language: Language): HelpPage {
  return isTopic(id) ? topicPage(id, language) : failurePage(id, language);
}

function isTopic(id: HelpId): id is HelpTopic {
  return (helpTopics as readonly string[]).includes(id);
}

function topicPage(id: HelpTopic, language: Language): HelpPage {
  const page = topicHelp[id];
  const words = page.words[language];
  return {
    id,
    kind: 'topic',
    title: topicTitles[id][language],
    explanation: '',
    meaning: words.meaning,
    steps: words.steps,
    stop: words.stop ?? '',
    helpers: helpersOf(page.helpers, language),
    keywords: keywordsOf(id, language),
    ckrs: [],
  };
}

/** A failure without words of its own has the catalogue's: what happened, and its remedy as the one step. */
function failurePage(code: FailureCode, language: Language): HelpPage {
  const { heading, explanation, remedy } = failureText(code, language);
  const words = written[code]?.words[language];
  return {
    id: code,
    kind: 'failure',
    title: heading,
    explanation,
    meaning: words?.meaning ?? '',
    steps: words?.steps ?? [remedy],
    stop: words?.stop ?? '',
    helpers: helpersOf(written[code]?.helpers ?? ['it'], language),
    keywords: keywordsOf(code, language),
    ckrs: ckrsOf(code),
  };
}

const helperTexts: Readonly<Record<HelperKind, Readonly<Record<Language, string>>>> = {
  ca: {
    vi: 'Nhà cung cấp chứng thư số (số tổng đài in trên token hoặc trên hợp đồng).',
    en: 'Your certificate provider (the hotline is printed on the token or the contract).',
  },
  it: {
    vi: 'Người quản trị máy tính của cơ quan.',
    en: 'The person who looks after your office’s computers.',
  },
  kbnn: {
    vi: 'Kho bạc: hotrocntt@vst.gov.vn, kèm tệp chẩn đoán lập ở màn hình “Chẩn đoán”.',
    en: 'The Treasury: hotrocntt@vst.gov.vn, with the bundle from the screen “Diagnosis” attached.',
  },
  unit: {
    vi: 'Kế toán trưởng hoặc chủ tài khoản của đơn vị.',
    en: 'Your unit’s chief accountant or account holder.',
  },
};

function helpersOf(kinds: readonly HelperKind[], language: Language): HelpPage['helpers'] {
  return kinds.map((who) => ({ who, text: helperTexts[who][language] }));
}

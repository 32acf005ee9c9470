import { basename } from 'node:path';
import type { ModuleView, ReaderView, TokenList, TokenView } from '#shared/contract/tokens.ts';
import type { FailureCode } from '#shared/contract/errors.ts';
import type { Checker, Sight } from '../check.ts';
import { driversLate } from '../late.ts';
import { listed, type Named } from '../listed.ts';
import { failedWith, failureFacts, ok, type Outcome } from '../outcome.ts';
import { patience } from '../shared-looks.ts';
import { both, fact } from '../words.ts';
import { isStuck } from './stuck-driver.ts';

/** A driver that takes longer than this to list its tokens makes people wait, ms. */
const slow = 2_000;
/** How long the drivers may take altogether, ms. */
const longest = 12_000;

/** Which PKCS#11 modules are on the machine, whether each loads and answers, and how fast. */
export const modulesCheck: Checker = {
  id: 'modules',
  title: both('Trình điều khiển token (PKCS#11)', 'Token drivers (PKCS#11)'),
  looked: () =>
    both(
      'Các tệp thư viện PKCS#11 đã biết, chỉ định hoặc thêm vào, mỗi tệp trong một tiến trình riêng',
      'The PKCS#11 libraries that are known, named or added, each in a process of its own',
    ),
  deadlineMs: 15_000,
  late: driversLate,
  run: async (sight) => {
    const { modules, tokens: seen, readers } = await wholeList(sight);
    const missing = missingDrivers(readers);
    if (modules.length === 0 && missing.length === 0) return none;
    return listed([
      ...missing,
      ...modules.map((module) => ({
        name: fact(basename(module.path)),
        outcome: judge(module, seen, onlySlow(module, modules)),
      })),
    ]);
  },
};

/** Modules that start at once hold each other up, and so does one that hangs: then nobody is called slow. */
function onlySlow(module: ModuleView, modules: readonly ModuleView[]): boolean {
  return modules.every((other) => other === module || (!isStuck(other) && !isSlow(other)));
}

const isSlow = ({ milliseconds }: ModuleView): boolean => milliseconds !== undefined && milliseconds > slow;

/**
 * The list in which a hung driver is named as hung and not as one that has not answered yet. Where that takes too long,
 * on a machine with very much to do, the drivers that have answered are told all the same.
 */
export async function wholeList({ tokens }: Pick<Sight, 'tokens'>): Promise<TokenList> {
  const late = Promise.withResolvers<TokenList>();
  const timer = setTimeout(() => late.resolve(tokens.list({ patience })), longest);
  try {
    return await Promise.race([tokens.list(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

const none: Outcome = {
  ...failedWith({ code: 'MODULE_NOT_FOUND' }, both('không có trình điều khiển nào', 'no driver')),
  meaning: both(
    'Máy chưa cài trình điều khiển token nào mà chương trình biết.',
    'No token driver that this program knows is installed.',
  ),
  remedy: both(
    'Cài trình điều khiển của nhà cung cấp token (bản 64 bit) rồi tìm lại. Nếu đã cài ở chỗ khác, thêm tệp thư viện ở màn hình “Token & chứng thư số”.',
    'Install the token vendor’s driver (64-bit) and look again. If it lies elsewhere, add its library on the screen “Tokens & certificates”.',
  ),
  action: 'open-tokens',
};

/** Drivers that a card in a reader needs and that are not on this machine. */
function missingDrivers(readers: readonly ReaderView[]): Named[] {
  return readers.flatMap(({ name, state, driver }) => {
    if (state !== 'unread' || driver === undefined || driver.installed) return [];
    const files = driver.files.length === 0 ? '' : ` (${driver.files.join(', ')})`;
    const where = driver.url === undefined ? '' : ` ${driver.url}`;
    const outcome: Outcome = {
      ...failedWith(
        { code: 'MODULE_NOT_FOUND' },
        both(
          `thiếu trình điều khiển ${driver.vendor}${files} cho thẻ trong ${name}`,
          `the driver of ${driver.vendor}${files} for the card in ${name} is missing`,
        ),
      ),
      meaning: both(
        `Thẻ trong ${name} cần trình điều khiển của ${driver.vendor}, máy chưa có.`,
        `The card in ${name} needs the driver of ${driver.vendor}, which is not installed.`,
      ),
      remedy: both(`${driver.advice.vi}${where}`, `${driver.advice.en}${where}`),
      action: 'look-again',
    };
    return { name: fact(driver.vendor), outcome };
  });
}

/** A driver without a token of its own hinders nobody: then its failure is a warning. */
function judge(module: ModuleView, seen: readonly TokenView[], onlySlow: boolean): Outcome {
  const name = nameOf(module);
  if (module.state === 'asking') {
    return failedWith(
      { code: 'MODULE_TIMEOUT' },
      both(`${name}: chưa trả lời`, `${name}: no answer yet`),
      'warning',
    );
  }
  if (module.state === 'failed') {
    const failure = module.failure ?? { code: 'TOKEN_ERROR' as const };
    const outcome = failedWith(
      failure,
      `${name}: ${failureFacts(failure)}`,
      seen.length > 0 ? 'warning' : 'failed',
    );
    return { ...outcome, ...actionOn(failure.code) };
  }
  const took = module.milliseconds === undefined ? '' : `, ${Math.round(module.milliseconds)} ms`;
  const found = `${name}${took}`;
  if (!isSlow(module) || !onlySlow) return ok(found);
  return {
    state: 'warning',
    found: both(`${found}: chậm`, `${found}: slow`),
    meaning: both(
      `Trình điều khiển ${module.path} trả lời chậm nên mỗi lần tìm token phải chờ.`,
      `The driver ${module.path} answers slowly, so each look for tokens takes a while.`,
    ),
    remedy: both(
      'Cập nhật trình điều khiển; đóng các chương trình khác đang giữ token.',
      'Update the driver; close other programs that hold the token.',
    ),
    help: 'MODULE_TIMEOUT',
  };
}

function nameOf({ path, description, vendor, version }: ModuleView): string {
  const who = [vendor ?? description, version].filter((text) => text !== '').join(' ');
  return who === '' ? path : `${path} (${who})`;
}

/** Only what ended by itself may go better a second time; a file that does not load stays as it is. */
function actionOn(code: FailureCode): Pick<Outcome, 'action'> {
  return ['MODULE_TIMEOUT', 'MODULE_CRASHED', 'TOKEN_ERROR', 'TOKEN_BUSY'].includes(code)
    ? { action: 'look-again' }
    : {};
}

import { toFailure, type Failure } from '#shared/contract/errors.ts';
import type { SelfTestStep } from '#shared/contract/token-jobs.ts';
import type { TokenService } from '../../../tokens/token-service.ts';
import { chooseToken } from '../choose-token.ts';
import { sealedPinFor, type PinOptions } from '../pin-entry.ts';
import { describeFailure, type Printer } from '../printer.ts';
import { withTracedTokens, type TraceOptions } from '../trace-file.ts';
import { shown } from '../visible.ts';

export interface TokensTestOptions extends PinOptions, TraceOptions {
  readonly token?: string;
  /** Ask for the PIN at the terminal, and try the private keys too. */
  readonly login?: boolean;
}

/** One module, or one token through its module, and what was tried. */
interface TestedModule {
  readonly module: string;
  readonly token?: string;
  readonly steps: readonly SelfTestStep[];
  readonly failure?: Failure;
}

/**
 * `dvctt tokens --test`: what each module can do, as `pkcs11-tool --test` tries it. With a PIN, one token and its keys.
 * Exit code 1 when a step failed or a module could not be tried.
 */
export async function tokensTestCommand(options: TokensTestOptions, printer: Printer): Promise<number> {
  const withPin = options.pinStdin === true || options.login === true;
  const tests = await withTracedTokens(options, (tokens) =>
    withPin || options.token !== undefined
      ? testToken(tokens, options, withPin, printer)
      : testModules(tokens, printer),
  );
  printer.data({ tests });
  if (tests.length === 0) printer.say('Không có trình điều khiển token (PKCS#11) nào trên máy này.');
  const wrong = ({ steps, failure }: TestedModule) =>
    failure !== undefined || steps.some(({ outcome }) => outcome === 'failed');
  return tests.some(wrong) ? 1 : 0;
}

async function testModules(tokens: TokenService, printer: Printer): Promise<readonly TestedModule[]> {
  const { modules } = await tokens.list();
  return Promise.all(
    modules.map(async ({ path, failure }): Promise<TestedModule> => {
      const test =
        failure === undefined
          ? await testModule(tokens, path)
          : ({ module: path, steps: [], failure } satisfies TestedModule);
      // At once: another module may hang for as long as its deadline lets it.
      printer.say(describeTest(shown(test)));
      return test;
    }),
  );
}

async function testModule(tokens: TokenService, path: string): Promise<TestedModule> {
  try {
    return { module: path, steps: await tokens.selfTest(path, {}) };
  } catch (thrown) {
    return { module: path, steps: [], failure: toFailure(thrown) };
  }
}

/** Of one token each step is printed as it is done. */
async function testToken(
  tokens: TokenService,
  options: TokensTestOptions,
  withPin: boolean,
  printer: Printer,
): Promise<readonly TestedModule[]> {
  const tokenSerial = await chooseToken(tokens, options.token);
  const prompt = await tokens.openTokenPrompt(tokenSerial, 'self-test');
  const module = prompt.token.modulePath;
  const onStep = (step: SelfTestStep) => printer.say(describeStep(shown(step), usualWidth));
  if (!withPin) await tokens.cancelPinPrompt(prompt.promptId);
  const pin = withPin ? { sealed: await sealedPinFor(tokens, prompt, options, printer) } : {};
  printer.say(headingOf(shown({ module, token: tokenSerial })));
  const steps = await tokens.selfTest(module, { tokenSerial, ...pin, onStep });
  return [{ module, token: tokenSerial, steps }];
}

const marks = { passed: '✓', failed: '✗', skipped: '–' } as const;

/** Of the names of steps, where they are printed before all of them are known. */
const usualWidth = 24;

function describeTest(test: TestedModule): string {
  const { steps, failure } = test;
  const width = Math.max(0, ...steps.map(({ name }) => name.length));
  const rows = steps.map((step) => describeStep(step, width));
  return [headingOf(test), ...rows, ...(failure === undefined ? [] : [describeFailure(failure)])].join('\n');
}

function headingOf({ module, token }: Pick<TestedModule, 'module' | 'token'>): string {
  return `Mô-đun ${module}${token === undefined ? '' : `, token ${token}`}`;
}

function describeStep({ name, outcome, ckr, note, milliseconds }: SelfTestStep, width: number): string {
  const why = [ckr, note].filter((part) => part !== undefined).join(', ');
  return `  ${marks[outcome]} ${name.padEnd(width)} ${milliseconds.toFixed(1).padStart(9)} ms  ${why}`.trimEnd();
}

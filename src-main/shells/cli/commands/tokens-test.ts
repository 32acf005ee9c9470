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
      : testModules(tokens),
  );
  printer.data({ tests });
  for (const test of tests) printer.say(describeTest(shown(test)));
  if (tests.length === 0) printer.say('Không có trình điều khiển token (PKCS#11) nào trên máy này.');
  const wrong = ({ steps, failure }: TestedModule) =>
    failure !== undefined || steps.some(({ outcome }) => outcome === 'failed');
  return tests.some(wrong) ? 1 : 0;
}

async function testModules(tokens: TokenService): Promise<readonly TestedModule[]> {
  const { modules } = await tokens.list();
  return Promise.all(
    modules.map(async ({ path, failure }): Promise<TestedModule> => {
      if (failure !== undefined) return { module: path, steps: [], failure };
      try {
        return { module: path, steps: await tokens.selfTest(path, {}) };
      } catch (thrown) {
        return { module: path, steps: [], failure: toFailure(thrown) };
      }
    }),
  );
}

async function testToken(
  tokens: TokenService,
  options: TokensTestOptions,
  withPin: boolean,
  printer: Printer,
): Promise<readonly TestedModule[]> {
  const tokenSerial = await chooseToken(tokens, options.token);
  const prompt = await tokens.openTokenPrompt(tokenSerial, 'self-test');
  const module = prompt.token.modulePath;
  if (!withPin) {
    await tokens.cancelPinPrompt(prompt.promptId);
    return [{ module, token: tokenSerial, steps: await tokens.selfTest(module, { tokenSerial }) }];
  }
  const sealed = await sealedPinFor(tokens, prompt, options, printer);
  return [{ module, token: tokenSerial, steps: await tokens.selfTest(module, { tokenSerial, sealed }) }];
}

const marks = { passed: '✓', failed: '✗', skipped: '–' } as const;

function describeTest({ module, token, steps, failure }: TestedModule): string {
  const width = Math.max(0, ...steps.map(({ name }) => name.length));
  const rows = steps.map(({ name, outcome, ckr, note, milliseconds }) => {
    const why = [ckr, note].filter((part) => part !== undefined).join(', ');
    return `  ${marks[outcome]} ${name.padEnd(width)} ${milliseconds.toFixed(1).padStart(9)} ms  ${why}`.trimEnd();
  });
  const heading = `Mô-đun ${module}${token === undefined ? '' : `, token ${token}`}`;
  return [heading, ...rows, ...(failure === undefined ? [] : [describeFailure(failure)])].join('\n');
}

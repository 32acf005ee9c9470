import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const outcomeSchema = z.object({
  violations: z.array(
    z.object({
      id: z.string(),
      impact: z.string().nullish(),
      nodes: z.array(z.object({ target: z.array(z.unknown()) })),
    }),
  ),
});

/** Resolves when nothing fades or slides any more: text in the middle of a fade has no contrast. What turns for ever may. */
const atRest = `(async () => {
  for (;;) {
    const running = document.getAnimations().filter(
      ({ playState, effect }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity,
    );
    if (running.length === 0) return;
    await Promise.allSettled(running.map(({ finished }) => finished));
  }
})()`;

/** What axe-core calls serious or critical on the page once it is at rest: `rule: selectors`. */
export async function seriousFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(atRest);
  // Through the debugger, so the page's content policy (no eval, no foreign script) stays as it is for people.
  await page.evaluate(source);
  const outcome = outcomeSchema.parse(await page.evaluate('axe.run()'));
  return outcome.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

import type { Page } from 'playwright-core';

/** What React leaves of a component: the parts that its developer tools read. */
interface Fiber {
  readonly alternate: Fiber | null;
  readonly child: Fiber | null;
  readonly sibling: Fiber | null;
  readonly flags: number;
  readonly tag: number;
}

/**
 * Counts the components that React draws from now on. It loads the page again: React looks for its developer tools once.
 *
 * @returns how many components were drawn since the last asking
 */
export async function countDrawn(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const performedWork = 1;
    const components = [0, 1, 11, 14, 15];
    let drawn = 0;
    const walk = (fiber: Fiber): void => {
      if (components.includes(fiber.tag) && (fiber.flags & performedWork) !== 0) drawn += 1;
      // A tree that was left as it was is shared with the one before.
      if (fiber.alternate !== null && fiber.alternate.child === fiber.child) return;
      for (let child = fiber.child; child !== null; child = child.sibling) walk(child);
    };
    Object.assign(window, {
      __REACT_DEVTOOLS_GLOBAL_HOOK__: {
        supportsFiber: true,
        inject: () => 1,
        onCommitFiberRoot: (_id: number, root: { current: Fiber }) => walk(root.current),
        onCommitFiberUnmount: () => undefined,
        onPostCommitFiberRoot: () => undefined,
      },
      drawnComponents: () => {
        const count = drawn;
        drawn = 0;
        return count;
      },
    });
  });
  await page.reload();
  return () =>
    page.evaluate(() => (window as unknown as { drawnComponents: () => number }).drawnComponents());
}

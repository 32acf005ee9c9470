/**
 * Words that appear when a field is left push what stands below them down. Left by a press of the mouse, they would
 * move what is being pressed away from under the pointer, and the press would be lost: they wait until it has ended.
 */
let pressed = false;
const waiting: (() => void)[] = [];

function release(): void {
  // After the click that follows the release.
  setTimeout(() => {
    pressed = false;
    for (const run of waiting.splice(0)) run();
  });
}

if (typeof window !== 'undefined') {
  addEventListener('pointerdown', () => (pressed = true), true);
  for (const end of ['pointerup', 'pointercancel', 'dragend'] as const) addEventListener(end, release, true);
}

/** Runs at once, or when the pointer that is down has been let go. */
export function afterPress(run: () => void): void {
  if (pressed) waiting.push(run);
  else run();
}

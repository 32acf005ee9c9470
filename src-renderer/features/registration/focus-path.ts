import { candidatePaths, fieldId } from '../draft/issues.ts';

/** Goes to the field of a path, or to what surrounds it, after it has been drawn. */
export function focusPath(path: string): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const target = candidatePaths(path)
        .map((one) => document.getElementById(fieldId(one)))
        .find((element) => element !== null);
      if (target === undefined) return;
      target.scrollIntoView({ block: 'center' });
      target.focus({ preventScroll: true });
    }),
  );
}

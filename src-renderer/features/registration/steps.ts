/** The four steps, and how far each is. */
import type { ValidationIssue } from '#shared/contract/ipc.ts';

export const steps = ['unit', 'project', 'members', 'finish'] as const;
export type Step = (typeof steps)[number];

/** The step on which a path of the content is filled in. */
export function stepOf(path: string): Step {
  const [first = ''] = path.split('.');
  if (first === 'unit' || first === 'services' || first === 'reason') return 'unit';
  if (first === 'accounts' || first === 'projects' || first === 'leftOut') return 'project';
  return first === 'members' ? 'members' : 'finish';
}

/** `todo`: never left yet, so that what is missing is no mistake; `wrong`: left with something missing or wrong. */
export type StepState =
  { readonly kind: 'done' } | { readonly kind: 'todo' | 'wrong'; readonly count: number };

/** `left`: the steps that the person has been to and left, or all when Lưu was tried. */
export function stepStates(
  issues: readonly ValidationIssue[],
  left: ReadonlySet<Step>,
): Readonly<Record<Step, StepState>> {
  const state = (step: Step): StepState => {
    const count = issues.filter(({ path, blocking }) => blocking && stepOf(path) === step).length;
    if (count === 0) return { kind: 'done' };
    return { kind: left.has(step) ? 'wrong' : 'todo', count };
  };
  return {
    unit: state('unit'),
    project: state('project'),
    members: state('members'),
    finish: state('finish'),
  };
}

/** Place in `content.members` of what an issue speaks of, if it is one member's. */
export function memberPlace(path: string): number | undefined {
  const match = /^members\.(\d+)(?:\.|$)/.exec(path);
  return match === null ? undefined : Number(match[1]);
}

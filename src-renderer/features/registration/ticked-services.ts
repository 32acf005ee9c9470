/** The tree of services as boxes: which are ticked, half ticked, and what a press changes. */
import { allServices, type Service, type ServiceNode } from '#shared/domain/registration/services.ts';

export function leavesOf(node: ServiceNode): readonly Service[] {
  return [...(node.service === undefined ? [] : [node.service]), ...(node.children ?? []).flatMap(leavesOf)];
}

export function tickOf(node: ServiceNode, services: readonly Service[]): 'all' | 'some' | 'none' {
  const leaves = leavesOf(node);
  const ticked = leaves.filter((service) => services.includes(service)).length;
  if (ticked === 0) return 'none';
  return ticked === leaves.length ? 'all' : 'some';
}

/** A half-ticked parent becomes ticked; services stay in the order of the form. */
export function pressed(node: ServiceNode, services: readonly Service[]): Service[] {
  const leaves = leavesOf(node);
  const on = tickOf(node, services) !== 'all';
  return allServices.filter((service) => (leaves.includes(service) ? on : services.includes(service)));
}

import { serviceTree, type Service, type ServiceNode } from './services.ts';

/** The name of a service on the Treasury's form, without its parent's. */
export function serviceName(service: Service): ServiceNode['label'] {
  const found = names.get(service);
  if (found === undefined) throw new RangeError(service);
  return found;
}

const names = new Map(
  serviceTree
    .flatMap((node) => [node, ...(node.children ?? [])])
    .flatMap(({ service, label }) => (service === undefined ? [] : [[service, label] as const])),
);

import type { CheckServices, Sight } from './check.ts';
import { thisMachine } from './machine.ts';

/** During one run of the doctor the tokens, the trust folder and the server are asked once, however many checks look. */
export function shareLooks(services: CheckServices): Sight {
  const { tokens, backend } = services;
  const list = once((patience: number | undefined) =>
    tokens.list(patience === undefined ? {} : { patience }),
  );
  const certificates = once((patience: number | undefined) =>
    tokens.certificates(patience === undefined ? {} : { patience }),
  );
  const health = once(() => backend.health());
  const trust = once(() => services.trust());
  return {
    ...services,
    machine: services.machine ?? thisMachine,
    tokens: {
      list: (options) => list(options?.patience),
      certificates: (options) => certificates(options?.patience),
    },
    backend: { url: backend.url, health: () => health(undefined) },
    trust: () => trust(undefined),
  };
}

function once<K, T>(ask: (key: K) => Promise<T>): (key: K) => Promise<T> {
  const asked = new Map<K, Promise<T>>();
  return (key) => {
    const known = asked.get(key);
    if (known !== undefined) return known;
    const answer = ask(key);
    asked.set(key, answer);
    return answer;
  };
}

/** How long modules may still take once the first has answered, ms: a hung one must not keep the others' facts. */
export const patience = 2_000;

/** Whether any token is seen; one that takes longer than the patience counts as none. */
export async function tokensSeen({ tokens }: Sight): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), patience);
  const seen = tokens.list({ patience }).then(
    (list) => list.tokens.length > 0,
    () => false,
  );
  try {
    return await Promise.race([seen, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

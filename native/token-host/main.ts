/**
 * Token host: the process in which one PKCS#11 module lives. Started by the core; argv holds the module's path, and
 * `of-the-system` for one whose place need not be looked at.
 */
import { toFailure } from '#shared/contract/errors.ts';
import {
  tokenHostCalls,
  tokenHostRequestSchema,
  type TokenHostCall,
  type TokenHostReply,
} from '#shared/contract/token-host.ts';
import { openHostSide } from '../channel/host-side.ts';
import { requireSafePlace } from '../pkcs11/module-place.ts';
import { endWithParent } from './parent-watch.ts';
import { TokenHost, type TokenHostHandlers } from './token-host.ts';

const [modulePath, place] = process.argv.slice(2);
if (modulePath === undefined) process.exit(64);

// One after the other, in the order of arrival: PKCS#11 calls to one token are never interleaved.
let last: Promise<void> = Promise.resolve();
const core = openHostSide((message) => {
  last = last.then(() => answer(message));
});

function reply(message: TokenHostReply): void {
  core.tell(message);
}

const handlers: TokenHostHandlers = new TokenHost(modulePath, (trace) => reply({ trace }), {
  // Again, after the core has: between its look and this one a process had to start.
  safePlace: place === 'of-the-system' ? (path) => path : requireSafePlace,
  progress: {
    doing: (call) => reply({ doing: call }),
    step: (step) => reply({ step }),
    signed: (value) => reply({ signed: value }),
  },
});

async function run(name: TokenHostCall, input: unknown): Promise<unknown> {
  const schemas = tokenHostCalls[name];
  // The input is parsed by the schema of this very name, which TypeScript cannot follow across a union of calls.
  const handler = handlers[name] as (input: unknown) => unknown;
  return schemas.output.parse(await handler.call(handlers, schemas.input.parse(input)));
}

const isCall = (name: string): name is TokenHostCall => Object.hasOwn(tokenHostCalls, name);

async function answer(message: unknown): Promise<void> {
  const request = tokenHostRequestSchema.parse(message);
  try {
    if (!isCall(request.name)) throw new Error(`no such call: ${request.name}`);
    reply({ id: request.id, ok: true, output: await run(request.name, request.input) });
  } catch (thrown) {
    reply({ id: request.id, ok: false, failure: toFailure(thrown) });
  }
}

endWithParent();
reply({ ready: true });

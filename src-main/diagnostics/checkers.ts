import type { Checker } from './check.ts';
import { backendCheck } from './checks/backend.ts';
import { certificatesCheck } from './checks/certificates.ts';
import { chainCheck } from './checks/chain.ts';
import { clockCheck } from './checks/clock.ts';
import { diskCheck } from './checks/disk.ts';
import { modulesCheck } from './checks/modules.ts';
import { pcscCheck } from './checks/pcsc.ts';
import { pinStateCheck } from './checks/pin-state.ts';
import { privateKeyCheck } from './checks/private-key.ts';
import { readersCheck } from './checks/readers.ts';
import { revocationCheck } from './checks/revocation.ts';
import { registrationCheck } from './checks/registration.ts';
import { storeCheck } from './checks/store.ts';
import { tokensCheck } from './checks/tokens.ts';

/** In the order in which a support person would ask. */
export const checkers: readonly Checker[] = [
  pcscCheck,
  readersCheck,
  modulesCheck,
  tokensCheck,
  pinStateCheck,
  certificatesCheck,
  chainCheck,
  revocationCheck,
  registrationCheck,
  privateKeyCheck,
  clockCheck,
  backendCheck,
  diskCheck,
  storeCheck,
];

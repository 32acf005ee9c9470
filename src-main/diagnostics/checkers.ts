import type { Checker } from './check.ts';
import { backendCheck } from './checks/backend.ts';
import { certificatesCheck } from './checks/certificates.ts';
import { chainCheck } from './checks/chain.ts';
import { clockCheck } from './checks/clock.ts';
import { diskCheck } from './checks/disk.ts';
import { dnsCheck } from './checks/dns.ts';
import { modulesCheck } from './checks/modules.ts';
import { pcscCheck } from './checks/pcsc.ts';
import { pinStateCheck } from './checks/pin-state.ts';
import { privateKeyCheck } from './checks/private-key.ts';
import { proxyCheck } from './checks/proxy.ts';
import { readersCheck } from './checks/readers.ts';
import { registrationCheck } from './checks/registration.ts';
import { revocationCheck } from './checks/revocation.ts';
import { storeCheck } from './checks/store.ts';
import { systemCheck } from './checks/system.ts';
import { tlsCheck } from './checks/tls.ts';
import { tokensCheck } from './checks/tokens.ts';
import { tsaCheck } from './checks/tsa.ts';
import { versionCheck } from './checks/version.ts';

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
  dnsCheck,
  proxyCheck,
  tlsCheck,
  backendCheck,
  tsaCheck,
  diskCheck,
  storeCheck,
  versionCheck,
  systemCheck,
];

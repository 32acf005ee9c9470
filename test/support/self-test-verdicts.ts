import type { SelfTestStep } from '#shared/contract/token-jobs.ts';

/** The tool's names of digests, as our steps call them. */
const sameName: Readonly<Record<string, string>> = {
  SHA256: 'SHA-256',
  SHA384: 'SHA-384',
  SHA512: 'SHA-512',
};

/**
 * What `pkcs11-tool --test` printed, by the names of our steps: `MD5: OK` in a line of its own, and the random numbers,
 * which it ends with a sentence. The worst verdict counts where it tries one thing several times.
 */
export function verdictsOfTool(printed: string): ReadonlyMap<string, SelfTestStep['outcome']> {
  const verdicts = new Map<string, SelfTestStep['outcome']>();
  if (printed.includes('RNG not available')) verdicts.set('C_GenerateRandom', 'skipped');
  else {
    verdicts.set('C_GenerateRandom', /\n {2}seems to be OK\n/.test(printed) ? 'passed' : 'failed');
  }
  for (const [, name = '', verdict] of printed.matchAll(/^ +([A-Z0-9-]+): +(OK|ERR)/gm)) {
    const ours = sameName[name] ?? name;
    if (verdicts.get(ours) !== 'failed') verdicts.set(ours, verdict === 'OK' ? 'passed' : 'failed');
  }
  return verdicts;
}

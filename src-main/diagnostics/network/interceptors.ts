/** Makers of programs and boxes that open TLS connections and close them again with a certificate of their own. */
const makers: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/kaspersky/i, 'Kaspersky'],
  [/\beset\b/i, 'ESET'],
  [/avast/i, 'Avast'],
  [/\bavg\b/i, 'AVG'],
  [/bitdefender/i, 'Bitdefender'],
  [/\bbkav\b|bkis/i, 'Bkav'],
  [/cmc (?:antivirus|infosec|internet security)/i, 'CMC'],
  [/mcafee|trellix/i, 'McAfee/Trellix'],
  [/symantec (?:web|endpoint)|blue ?coat|proxysg/i, 'Symantec/Blue Coat'],
  [/norton/i, 'Norton'],
  [/dr\.?\s?web/i, 'Dr.Web'],
  [/fortinet|fortigate/i, 'Fortinet'],
  [/sophos/i, 'Sophos'],
  [/palo ?alto/i, 'Palo Alto'],
  [/zscaler/i, 'Zscaler'],
  [/check ?point/i, 'Check Point'],
  [/cisco (?:umbrella|secure)|ironport/i, 'Cisco'],
  [/sonicwall/i, 'SonicWall'],
  [/watchguard/i, 'WatchGuard'],
  [/netskope/i, 'Netskope'],
  [/untangle/i, 'Untangle'],
  [/fiddler|do_not_trust/i, 'Fiddler'],
  [/charles proxy/i, 'Charles'],
  [/mitmproxy/i, 'mitmproxy'],
  [/burp|portswigger/i, 'Burp'],
  [/adguard/i, 'AdGuard'],
];

/** The maker whose name stands in an issuer's name, or undefined. */
export function interceptorOf(issuers: readonly string[]): string | undefined {
  return makers.find(([pattern]) => issuers.some((issuer) => pattern.test(issuer)))?.[1];
}

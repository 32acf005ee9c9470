import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { revocationCheck } from '#main/diagnostics/checks/revocation.ts';
import { OpensslAuthority, type IssuedByOpenssl } from './support/openssl-authority.ts';
import { check, emptyMachine, onToken, services } from './support/sight.ts';
import { smallServer, type SmallServer } from './support/small-server.ts';

const run = promisify(execFile);
const day = 86_400_000;

describe('revocation, asked of openssl', () => {
  let authority: OpensslAuthority;
  let stranger: OpensslAuthority;
  let server: SmallServer;
  let responder: IssuedByOpenssl;
  let wholesome: IssuedByOpenssl;
  let revoked: IssuedByOpenssl;
  let listOnly: IssuedByOpenssl;
  let revokedListOnly: IssuedByOpenssl;
  let silent: IssuedByOpenssl;

  beforeAll(async () => {
    server = await smallServer();
    authority = new OpensslAuthority();
    stranger = new OpensslAuthority('Stranger');
    const ocsp = `authorityInfoAccess=OCSP;URI:${server.url}/ocsp`;
    const list = `crlDistributionPoints=URI:${server.url}/list`;
    responder = authority.issue('Responder', { extensions: ['extendedKeyUsage=OCSPSigning'] });
    wholesome = authority.issue('Wholesome', { extensions: [ocsp, list] });
    revoked = authority.issue('Revoked', { extensions: [ocsp, list] });
    listOnly = authority.issue('List only', { extensions: [list] });
    revokedListOnly = authority.issue('Revoked, list only', { extensions: [list] });
    silent = authority.issue('Names no place');
    authority.revoke(revoked, 'keyCompromise');
    authority.revoke(revokedListOnly, 'superseded');
    server.answering = usual;
  }, 60_000);

  afterAll(() => {
    server.close();
    authority.close();
    stranger.close();
  });

  const usual: SmallServer['answering'] = (path, body, response) => {
    if (path === '/list') return authority.list();
    response.setHeader('content-type', 'application/ocsp-response');
    return authority.answer(body, responder);
  };

  const look = async (certificate: IssuedByOpenssl, answering = usual, now = new Date()) => {
    server.answering = answering;
    const own = await onToken(certificate.der, [authority.der]);
    return check(revocationCheck, services({ ...trusting, certificates: [own], now: () => now }));
  };

  /** The authority is trusted and, as in these tests, inside this machine. */
  const trusting = {
    trust: () => Promise.resolve({ anchors: [authority.der], intermediates: [] }),
    machine: { ...emptyMachine, env: { DVCTT_ALLOW_PRIVATE_CA: '1' } },
  };

  it('a certificate that openssl calls good is good, and its list is not fetched', async () => {
    server.asked.length = 0;
    const found = await look(wholesome);
    expect(found).toMatchObject({ state: 'ok', meaning: { vi: '' }, remedy: { vi: '' } });
    expect(found.found.vi).toContain('Wholesome');
    expect(server.asked).toEqual(['/ocsp']);
    const args = [
      'ocsp',
      '-issuer',
      authority.pem,
      '-cert',
      wholesome.pem,
      '-url',
      `${server.url}/ocsp`,
      '-CAfile',
      authority.pem,
    ];
    expect((await run('openssl', args)).stdout).toContain(': good');
  });

  it('a revoked one is called revoked, since when and why, as openssl does', async () => {
    const found = await look(revoked);
    expect(found).toMatchObject({ state: 'failed', help: 'CERT_REVOKED' });
    expect(found.found.vi).toMatch(/ĐÃ THU HỒI từ \d\d\/\d\d\/20\d\d .*keyCompromise/);
    const args = [
      'ocsp',
      '-issuer',
      authority.pem,
      '-cert',
      revoked.pem,
      '-url',
      `${server.url}/ocsp`,
      '-CAfile',
      authority.pem,
    ];
    expect((await run('openssl', args)).stdout).toMatch(/: revoked[\s\S]*keyCompromise/);
  });

  it('the authority itself may answer in place of a responder', async () => {
    const found = await look(wholesome, (_path, body) => authority.answer(body, authority.own));
    expect(found.state).toBe('ok');
  });

  it.each([
    ['good', () => listOnly, 'ok'],
    ['revoked', () => revokedListOnly, 'failed'],
  ] as const)('a list says %s as openssl verify does with it', async (_word, subject, state) => {
    const found = await look(subject());
    expect(found.state).toBe(state);
    expect(server.asked.at(-1)).toBe('/list');
    const args = [
      'verify',
      '-crl_check',
      '-CAfile',
      authority.pem,
      '-CRLfile',
      authority.file('list.pem'),
      subject().pem,
    ];
    const verified = await run('openssl', args).then(
      () => 'ok',
      () => 'failed',
    );
    expect(verified).toBe(state);
  });

  it('a certificate that the responder does not know is a warning and no all-clear', async () => {
    const found = await look(wholesome, (path, body) =>
      path === '/list' ? 'no list' : authority.answer(body, responder, false),
    );
    expect(found.state).toBe('warning');
    expect(found.found.en).toContain('does not know');
  });

  it('where OCSP fails the list still tells of the revocation', async () => {
    const found = await look(revoked, (path, body, response) => {
      if (path === '/list') return authority.list();
      return response.writeHead(503).end();
    });
    expect(found).toMatchObject({ state: 'failed', help: 'CERT_REVOKED' });
    expect(found.found.vi).toContain('CRL');
  });

  it.each<[string, () => SmallServer['answering'], string]>([
    [
      'another authority’s responder',
      () => (_path, body) => authority.answer(body, stranger.own),
      'RESPONDER_NOT_AUTHORISED',
    ],
    [
      'a certificate of the same authority that is not for OCSP',
      () => (_path, body) => authority.answer(body, wholesome),
      'RESPONDER_NOT_AUTHORISED',
    ],
    [
      'an answer with one byte changed',
      () => async (_path, body) => {
        // Without certificates the signature is the last thing in it.
        const answer = await authority.answer(body, authority.own, true, ['-ndays', '1', '-resp_no_certs']);
        answer[answer.length - 1] = (answer.at(-1) ?? 0) ^ 1;
        return answer;
      },
      'BAD_SIGNATURE',
    ],
    ['an old answer for another request', () => () => replayed, 'WRONG_NONCE'],
    ['the answer about another certificate', () => () => aboutAnother, 'OTHER_CERTIFICATE'],
    ['a refusal', () => () => Uint8Array.of(0x30, 3, 0x0a, 1, 3), 'tryLater'],
    ['a sign-in page', () => () => '<html>Wi-Fi</html>', 'MALFORMED'],
  ])('%s is not believed', async (_what, answering, reason) => {
    replayed ??= await record(['-ndays', '1']);
    aboutAnother ??= await recordAboutAnother();
    const found = await look(wholesome, (path, body, response, request) =>
      path === '/list' ? 'no list' : answering()(path, body, response, request),
    );
    expect(found.state).toBe('warning');
    expect(found.found.vi).toContain(reason);
  });

  let replayed: Uint8Array | undefined;
  let aboutAnother: Uint8Array | undefined;

  /** An answer to a request of openssl's own, with its nonce. */
  const record = async (more: readonly string[]) => {
    const request = authority.file('recorded.req');
    await run('openssl', ['ocsp', '-issuer', authority.pem, '-cert', wholesome.pem, '-reqout', request]);
    return authority.answer(new Uint8Array(readFileSync(request)), responder, true, more);
  };

  const recordAboutAnother = async () => {
    const request = authority.file('another.req');
    await run('openssl', [
      'ocsp',
      '-no_nonce',
      '-issuer',
      authority.pem,
      '-cert',
      listOnly.pem,
      '-reqout',
      request,
    ]);
    return authority.answer(new Uint8Array(readFileSync(request)), responder);
  };

  it('yesterday’s answer and last month’s list are out of date', async () => {
    const found = await look(wholesome, usual, new Date(Date.now() + 30 * day));
    expect(found.state).toBe('warning');
    expect(found.found.vi.match(/OUT_OF_DATE/g)).toHaveLength(2);
  });

  it('a list of another authority of the same name is not believed', async () => {
    const twin = new OpensslAuthority();
    try {
      const found = await look(listOnly, () => twin.list());
      expect(found.state).toBe('warning');
      expect(found.found.vi).toContain('BAD_SIGNATURE');
    } finally {
      twin.close();
    }
  });

  it.each<[string, () => string, string]>([
    ['of another place', () => 'fullname=URI:http://elsewhere.example/list', 'warning'],
    ['of this very place', () => `fullname=URI:${server.url}/list`, 'ok'],
    ['of authorities only', () => 'onlyCA=TRUE', 'warning'],
    ['of persons only', () => 'onlyuser=TRUE', 'ok'],
    ['that another authority fills as well', () => 'indirectCRL=TRUE', 'warning'],
  ])('a list %s gives an all-clear only where it speaks of this certificate', async (_what, line, state) => {
    const list = authority.list(['issuingDistributionPoint=critical,@point', '[point]', line()]);
    const found = await look(listOnly, () => list);
    expect(found.state).toBe(state);
    if (state === 'warning') expect(found.found.vi).toContain('PARTIAL_LIST');
  });

  it('an answer without end and one that never comes are given up in a few seconds', async () => {
    const endless: SmallServer['answering'] = (path, _body, response) => {
      if (path === '/ocsp') return;
      const timer = setInterval(() => response.write(Buffer.alloc(1024 * 1024)), 1);
      response.on('close', () => clearInterval(timer));
    };
    const found = await look(wholesome, endless);
    expect(found.state).toBe('warning');
    expect(found.found.vi).toMatch(/TIMEOUT.*TOO_LARGE/);
  });

  it('a certificate that names no place is passed over, and so is one that leads to no trusted root', async () => {
    expect((await look(silent)).state).toBe('skipped');
    server.asked.length = 0;
    // What lies beside it on the token may say that it is its issuer: that is nobody's word but the token's.
    const orphan = await onToken(wholesome.der, [authority.der]);
    const trust = () => Promise.resolve({ anchors: [stranger.der], intermediates: [] });
    const found = await check(revocationCheck, services({ ...trusting, certificates: [orphan], trust }));
    expect(found.state).toBe('skipped');
    expect(found.found.en).toContain('no trusted root');
    expect(server.asked).toEqual([]);
  });

  it('what leads inside this network, or holds a name and password, is not asked', async () => {
    const own = await onToken(wholesome.der);
    const withUser = authority.issue('With a user', {
      extensions: [`crlDistributionPoints=URI:${server.url.replace('//', '//lan:matkhau@')}/list`],
    });
    server.answering = usual;
    server.asked.length = 0;
    const strict = { ...trusting, machine: emptyMachine };
    const inside = await check(revocationCheck, services({ ...strict, certificates: [own] }));
    expect(inside).toMatchObject({ state: 'warning' });
    expect(inside.found.vi).toContain('địa chỉ lạ');
    const named = await look(withUser);
    expect(named.found.vi).toContain(`CRL ${server.url}/list: địa chỉ lạ`);
    expect(JSON.stringify(named)).not.toContain('matkhau');
    expect(server.asked).toEqual([]);
    // The configured backend may be inside: it is the person's own choice.
    const backend = { ...services().backend, url: `${server.url}/api` };
    expect((await check(revocationCheck, services({ ...strict, certificates: [own], backend }))).state).toBe(
      'ok',
    );
  });

  it('where an answer leads on to is not asked', async () => {
    server.asked.length = 0;
    const found = await look(listOnly, (path, _body, response) =>
      path === '/list' ? response.writeHead(302, { location: '/elsewhere' }).end() : authority.list(),
    );
    expect(found.found.vi).toContain('HTTP 302');
    expect(server.asked).toEqual(['/list']);
  });
});

import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tsaCheck } from '#main/diagnostics/checks/tsa.ts';
import { OpensslAuthority, type IssuedByOpenssl } from './support/openssl-authority.ts';
import { check, services } from './support/sight.ts';
import { smallServer, type SmallServer } from './support/small-server.ts';

const run = promisify(execFile);

describe('time stamps, made by openssl', () => {
  let authority: OpensslAuthority;
  let server: SmallServer;
  let stamper: IssuedByOpenssl;
  let ordinary: IssuedByOpenssl;

  beforeAll(async () => {
    authority = new OpensslAuthority();
    server = await smallServer();
    stamper = authority.issue('Stamper', { extensions: ['extendedKeyUsage=critical,timeStamping'] });
    ordinary = authority.issue('Ordinary');
    writeFileSync(authority.file('tsa-serial'), '01');
  }, 60_000);

  afterAll(() => {
    server.close();
    authority.close();
  });

  const stamp = async (request: Uint8Array, signer: IssuedByOpenssl, accepts = 'sha256') => {
    const id = randomUUID();
    const [asked, answered, config] = [`${id}.tsq`, `${id}.tsr`, `${id}.cnf`].map((name) =>
      authority.file(name),
    ) as [string, string, string]; // three in, three out
    writeFileSync(asked, request);
    writeFileSync(
      config,
      [
        '[tsa]',
        'default_tsa=own',
        '[own]',
        `serial=${authority.file('tsa-serial')}`,
        `signer_cert=${signer.pem}`,
        `signer_key=${signer.key}`,
        `certs=${authority.pem}`,
        'signer_digest=sha256',
        'default_policy=1.2.3.4',
        `digests=${accepts}`,
        'ess_cert_id_alg=sha256',
        'clock_precision_digits=3',
        'accuracy=secs:1',
      ].join('\n'),
    );
    await run('openssl', ['ts', '-reply', '-config', config, '-queryfile', asked, '-out', answered]).catch(
      () => undefined,
    );
    return new Uint8Array(readFileSync(answered));
  };

  const look = (answering: SmallServer['answering'], anchors: readonly Uint8Array[] = [authority.der]) => {
    server.answering = answering;
    return check(
      tsaCheck,
      services({ tsaUrl: `${server.url}/tsa`, trust: () => Promise.resolve({ anchors, intermediates: [] }) }),
    );
  };

  it('a good stamp of a trusted authority is good, and openssl can verify the same request', async () => {
    let asked: Uint8Array = new Uint8Array();
    const found = await look((_path, body) => {
      asked = body;
      return stamp(body, stamper);
    });
    expect(found).toMatchObject({ state: 'ok' });
    expect(found.found.vi).toContain('Stamper');
    writeFileSync(authority.file('ours.tsq'), asked);
    const told = await run('openssl', ['ts', '-query', '-in', authority.file('ours.tsq'), '-text']);
    expect(told.stdout).toMatch(/Hash Algorithm: sha256[\s\S]*Nonce: 0x[\s\S]*Certificate required: yes/);
  });

  it('a stamp whose authority is not trusted here is a warning', async () => {
    const found = await look((_path, body) => stamp(body, stamper), []);
    expect(found).toMatchObject({
      state: 'warning',
      help: 'CERT_CHAIN_INCOMPLETE',
      action: 'open-data-folder',
    });
  });

  it('a refusal, a stamp of other data, a page and no answer at all are told apart', async () => {
    const refused = await look((_path, body) => stamp(body, stamper, 'sha512'));
    expect([refused.state, refused.found.en]).toEqual(['failed', 'refused (PKIStatus 2)']);
    await run('openssl', [
      'ts',
      '-query',
      '-digest',
      'ab'.repeat(32),
      '-sha256',
      '-cert',
      '-out',
      authority.file('other.tsq'),
    ]);
    const other = await stamp(new Uint8Array(readFileSync(authority.file('other.tsq'))), stamper);
    const replayed = await look(() => other);
    expect([replayed.state, replayed.found.en]).toEqual(['failed', 'OTHER_DATA']);
    const page = await look(() => '<html>');
    expect([page.state, page.found.en]).toEqual(['failed', 'MALFORMED']);
    const gone = await look((_path, _body, response) => response.writeHead(404).end());
    expect([gone.state, gone.found.en]).toEqual(['warning', 'no answer (HTTP 404)']);
  });

  it('a changed stamp, and one by a certificate that is not for stamps, are not believed', async () => {
    const changed = await look(async (_path, body) => {
      const answer = await stamp(body, stamper);
      answer[answer.length - 1] = (answer.at(-1) ?? 0) ^ 1;
      return answer;
    });
    expect([changed.state, changed.found.en]).toEqual(['failed', 'BAD_SIGNATURE']);
    // openssl refuses to stamp with it, which is an answer as well.
    const wrong = await look((_path, body) => stamp(body, ordinary).catch(() => 'openssl made none'));
    expect(wrong.state).toBe('failed');
  });

  it('without a configured authority nothing is asked', async () => {
    const asked = server.asked.length;
    expect(await check(tsaCheck, services())).toMatchObject({ state: 'skipped' });
    expect(server.asked).toHaveLength(asked);
  });
});

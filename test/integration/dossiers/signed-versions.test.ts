import { createServer, type Server } from 'node:http';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountOf } from '#main/shells/cli/demo/people.ts';
import { signWithPin } from '#main/shells/cli/demo/sign-with-pin.ts';
import type { Core, DossierView } from '#shared/contract/ipc.ts';
import { contentChanges } from '#shared/domain/drafts/changes.ts';
import { draftDossier, startBudgetUnit, type BudgetUnit } from '#test/support/budget-unit.ts';
import { dvcttHere } from '#test/support/command-here.ts';
import { hireNeighbour } from '../backend/support/neighbour.ts';

let unit: BudgetUnit;
let ktv: Core;
let ktt: Core;
let ctk: Core;
let code: DossierView['code'];
/** As the chief accountant had signed them. */
let signed: DossierView['documents'];
beforeAll(async () => {
  unit = await startBudgetUnit();
  ktv = await unit.signIn('KTV');
  ktt = await unit.signIn('KTT');
  ctk = await unit.signIn('CTK');
  ({ code } = await ktv.call('dossiers.forward', { code: (await draftDossier(ktv)).code }));
  await signWithPin(ktt, await ktt.call('dossiers.get', { code }), unit.signers.KTT.pin);
  signed = (await ctk.call('dossiers.get', { code })).documents;
});
afterAll(() => unit.close());

/** A line to the backend on which somebody changes one letter of every printed form that comes down. */
async function alteringLine(target: string): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer((request, response) => {
    void (async () => {
      const body: Buffer[] = [];
      for await (const part of request) body.push(part as Buffer); // no encoding is set: Buffers alone
      const { method = 'GET', url = '/', headers } = request;
      const answer = await fetch(`${target}${url}`, {
        method,
        headers: Object.entries(headers).flatMap(([name, value]): [string, string][] =>
          typeof value === 'string' && !['host', 'connection', 'content-length'].includes(name)
            ? [[name, value]]
            : [],
        ),
        ...(body.length === 0 ? {} : { body: Buffer.concat(body) }),
      });
      const bytes = Buffer.from(await answer.arrayBuffer());
      if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') bytes[bytes.length - 1] = 0x20;
      response.writeHead(answer.status, {
        'content-type': answer.headers.get('content-type') ?? 'application/json',
      });
      response.end(bytes);
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server's address is never a string.
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

describe('the versions of a dossier that were signed before it came back', () => {
  it('are none while the signatures stand', async () => {
    expect(await ctk.call('dossiers.versions', { code })).toEqual({ versions: [] });
  });

  it('are told to all three with who signed, who returned it and why, and that none has come after it yet', async () => {
    await ctk.call('dossiers.return', { code, note: 'Sai số hóa đơn' });
    for (const core of [ktv, ktt, ctk]) {
      const { versions } = await core.call('dossiers.versions', { code });
      expect(versions).toMatchObject([
        {
          version: 1,
          documentCount: signed.length,
          signedBy: [{ step: 'KTT', documentCount: signed.length }],
          voided: { why: 'returned', note: 'Sai số hóa đơn', by: accountOf(unit.backend, 'CTK').name },
        },
      ]);
      expect(versions[0]?.replaced).toBeUndefined();
    }
  });

  it('stay readable byte for byte with valid signatures after the next version took their place', async () => {
    const before = await ktv.call('dossiers.get', { code });
    await ktv.call('drafts.save', {
      code,
      baseVersion: before.version,
      content: { ...before.content, title: 'Đã sửa số hóa đơn' },
    });
    const standing = await ktv.call('dossiers.forward', { code });
    const { versions } = await ktt.call('dossiers.versions', { code });
    expect(versions[0]?.replaced?.by).toBe(accountOf(unit.backend, 'KTV').name);

    const old = await ktt.call('dossiers.version', { code, version: 1 });
    expect(old.documents).toEqual(signed);
    expect([...contentChanges(old.content, standing.content)]).toEqual([
      { path: 'title', kind: 'set', before: 'Tiền điện tháng 11', after: 'Đã sửa số hóa đơn' },
    ]);
    for (const { id: documentId, name, sha256 } of signed) {
      const file = await ktt.call('documents.read', { code, documentId, version: 1 });
      // A name of its own: saved beside the present one it is not taken for it.
      expect(file).toMatchObject({ sha256, name: `ban-cu-1-${name}` });
      const report = await ktt.call('documents.verify', { code, documentId, version: 1 });
      expect(report).toMatchObject({ indication: 'valid' });
      expect(report.signatures).toHaveLength(1);
      const present = await ktt.call('documents.verify', { code, documentId });
      expect(present).toMatchObject({ reason: 'SIGNATURE_MISSING', signatures: [] });
    }
    await expect(ktt.call('dossiers.version', { code, version: 9 })).rejects.toThrow('DOSSIER_NOT_FOUND');
  });

  it('are not shown when a byte changed on the way here', async () => {
    const { url, server } = await alteringLine(unit.backend.url);
    try {
      const core = await unit.signIn('KTT', 'altered-line', { backendUrl: url });
      const [form] = signed.filter(({ kind }) => kind === 'VOUCHER_PDF');
      const wanted = { code, documentId: form?.id ?? '', version: 1 };
      await expect(core.call('documents.read', wanted)).rejects.toThrow('DOCUMENT_CHANGED');
      await expect(core.call('documents.original', wanted)).rejects.toThrow('DOCUMENT_CHANGED');
      await expect(core.call('documents.verify', wanted)).rejects.toThrow('DOCUMENT_CHANGED');
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('are nothing to a signer of another unit, whatever they ask for', async () => {
    const stranger = await hireNeighbour(unit, 'KTT');
    const [document] = signed;
    for (const path of ['/versions', '/versions/1', `/documents/${document?.id ?? ''}?version=1`])
      expect(await stranger.refusal('GET', `/dossiers/${code}${path}`)).toBe('DOSSIER_NOT_FOUND');
  });

  it('are listed and saved as files by commands', async () => {
    const { username, password } = accountOf(unit.backend, 'KTT');
    const passphrase = join(unit.folder, 'passphrase');
    writeFileSync(passphrase, 'một câu dễ nhớ của Lan\n', { mode: 0o600 });
    const run = (...args: readonly string[]) =>
      dvcttHere(['dossier', ...args, '--user', username, '--password-stdin', '--json'], {
        input: `${password}\n`,
        env: {
          DVCTT_DATA: join(unit.folder, 'command-line'),
          DVCTT_BACKEND: unit.backend.url,
          DVCTT_STORE_PASSPHRASE_FILE: passphrase,
          DBUS_SESSION_BUS_ADDRESS: '',
        },
      });
    const listed = await run('versions', code);
    expect(listed.code, listed.err).toBe(0);
    expect(JSON.parse(listed.out)).toMatchObject({ versions: [{ version: 1 }] });

    const folder = join(unit.folder, 'ban-cu');
    const saved = await run('version', code, '1', '--out', folder);
    expect(saved.code, saved.err).toBe(0);
    expect(JSON.parse(saved.out)).toMatchObject({ version: 1, changes: [{ path: 'title' }] });
    expect(readdirSync(folder)).toHaveLength(signed.length);
    expect(readFileSync(join(folder, `ban-cu-1-${signed[0]?.name ?? ''}`)).length).toBe(signed[0]?.size);
    expect((await run('version', code, '0', '--out', join(unit.folder, 'nothing'))).code).toBe(64);
    expect(existsSync(join(unit.folder, 'nothing'))).toBe(false);
  });

  it('need the line, and say so', async () => {
    await unit.stopBackend();
    try {
      const { versions, offline } = await ktt.call('dossiers.versions', { code });
      expect(versions).toEqual([]);
      expect(offline?.code).toBe('BACKEND_UNREACHABLE');
      await expect(ktt.call('dossiers.version', { code, version: 1 })).rejects.toThrow('BACKEND_UNREACHABLE');
    } finally {
      await unit.startBackend();
    }
  });
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  accountants,
  draftDossier,
  startBudgetUnit,
  startSigning,
  type BudgetUnit,
} from '#test/support/budget-unit.ts';

let unit: BudgetUnit;
beforeAll(async () => {
  unit = await startBudgetUnit();
});
afterAll(() => unit.close());

it('is not sent to the chief accountant with a colleague’s change that the author has not seen', async () => {
  const [one, two] = accountants(unit.backend);
  const lan = await unit.signIn(one, 'lan');
  const minh = await unit.signIn(two, 'minh');
  const { code } = await draftDossier(lan);
  await lan.call('sync.now', {});
  await minh.call('sync.now', {});
  const onScreen = await lan.call('dossiers.get', { code });

  const his = await minh.call('dossiers.get', { code });
  const vouchers = his.content.vouchers.map((voucher) => ({
    ...voucher,
    payee: { ...voucher.payee, accountNumber: '6666666666' },
  }));
  await minh.call('drafts.save', { code, baseVersion: his.version, content: { ...his.content, vouchers } });
  await minh.call('sync.now', {});
  await lan.call('sync.now', {});

  await expect(lan.call('dossiers.forward', { code, version: onScreen.version })).rejects.toThrow(
    'DOSSIER_CONFLICT',
  );
  const seen = await lan.call('dossiers.get', { code });
  expect(seen.content.vouchers[0]?.payee.accountNumber).toBe('6666666666');
  expect(await lan.call('dossiers.forward', { code, version: seen.version })).toMatchObject({
    status: 'CHO_KTT_KY',
  });
});

it('is not signed when title or payee on the screen were others than what the documents say', async () => {
  const [one] = accountants(unit.backend);
  const ktv = await unit.signIn(one, 'honest');
  const { code } = await ktv.call('dossiers.forward', { code: (await draftDossier(ktv)).code });
  const liar = await startLiar(unit.backend.url);
  try {
    const ktt = await unit.signIn('KTT', 'lied-to', { backendUrl: liar.url });
    const view = await ktt.call('dossiers.get', { code });
    expect(view.title).toBe('Mua giấy A4');
    liar.stopLying();
    await expect(startSigning(ktt, view)).rejects.toThrow('DOCUMENT_CHANGED');
    expect(await startSigning(ktt, await ktt.call('dossiers.get', { code }))).toMatchObject({
      phase: 'awaiting-pin',
    });
  } finally {
    liar.close();
  }
});

/** A server in between that shows another title and payee and leaves the documents' digests alone. */
async function startLiar(backendUrl: string) {
  let lying = true;
  const server = createServer((request, response) => {
    void (async () => {
      const body = await buffer(request);
      const { authorization } = request.headers;
      const path = request.url ?? '';
      const method = request.method ?? 'GET';
      const answer = await fetch(backendUrl + path, {
        method,
        headers: {
          ...(authorization === undefined ? {} : { authorization }),
          ...(body.length === 0 ? {} : { 'content-type': request.headers['content-type'] ?? '' }),
          ...(request.headers['content-encoding'] === undefined
            ? {}
            : { 'content-encoding': request.headers['content-encoding'] }),
        },
        ...(body.length === 0 ? {} : { body }),
      });
      const type = answer.headers.get('content-type') ?? '';
      if (type.includes('event-stream')) {
        await answer.body?.cancel();
        response.writeHead(503).end();
        return;
      }
      const bytes = Buffer.from(await answer.arrayBuffer());
      const shows = method === 'GET' && (path.includes('/sync/pull') || /\/dossiers\/\d{19}$/.test(path));
      const told = lying && shows ? Buffer.from(another(bytes.toString('utf8'))) : bytes;
      response.writeHead(answer.status, { 'content-type': type }).end(told);
    })().catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // listens on TCP
  return {
    url: `http://127.0.0.1:${port}`,
    stopLying: () => {
      lying = false;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function another(json: string): string {
  return json
    .replaceAll(/"title":"[^"]*"/g, '"title":"Mua giấy A4"')
    .replaceAll(/"accountNumber":"(?!95)[^"]*"/g, '"accountNumber":"1111222233"');
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SyncMachine } from './support/sync-machine.ts';
import { nextCode } from './support/sample-dossier.ts';
import { accepted, TestBackend } from './support/test-backend.ts';

/** PostgreSQL's text cannot hold it; a request that brings it must not look like a failure of the server. */
describe('text with the character U+0000', () => {
  let test: TestBackend;
  beforeAll(async () => {
    test = await TestBackend.start();
  });
  afterAll(() => test.stop());
  const refused = async (answer: Promise<{ status: number; body: unknown }>) => {
    const { status, body } = await answer;
    expect(status).toBe(400);
    expect(body).toMatchObject({ failure: { code: 'REQUEST_INVALID' } });
  };

  it('is refused with a code wherever it would be written or looked for as it is', async () => {
    await refused(test.ktv.send('POST', '/sessions', { username: 'ktv\0.songlo', password: 'x' }));
    await refused(test.officer.send('POST', '/officer/people/ktv%00/revoke'));
    const { sample, dossier } = await test.forwarded();
    const note = { mutationId: crypto.randomUUID(), version: dossier.version, reason: 'thiếu\0chứng từ' };
    await refused(test.ktt.send('POST', `/dossiers/${sample.code}/return`, note));
    expect(test.log.filter(({ event }) => event === 'failure')).toEqual([]);
    // Nothing of it was done.
    expect(accepted(await test.ktt.send('GET', `/dossiers/${sample.code}`)).status).toBe(dossier.status);
  });

  it('travels in a draft, whose content is JSON, and comes back as it was', async () => {
    const ha = new SyncMachine(test.ktv);
    const code = nextCode();
    await ha.push(ha.save(code, 0, 'a\0b'));
    expect((await ha.draft(code))?.content.title).toBe('a\0b');
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draftVersionListSchema, serverDraftVersionSchema } from '#shared/contract/sync/http.ts';
import { firstBrokenRow } from '#backend/audit/verify.ts';
import { accepted, TestBackend } from './support/test-backend.ts';
import { nextCode, sampleDossier } from './support/sample-dossier.ts';
import { codesOf, content, draftsOf, SyncMachine } from './support/sync-machine.ts';

describe('drafts shared by a unit’s accountants', () => {
  let clock = Date.now();
  let test: TestBackend;
  let ha: SyncMachine;
  let lan: SyncMachine;
  beforeAll(async () => {
    test = await TestBackend.start({ now: () => new Date(clock) });
    ha = new SyncMachine(test.ktv);
    lan = new SyncMachine(test.ktv2);
  });
  afterAll(() => test.stop());

  it('appear on the colleague’s machine as they were saved, with who made and who changed them', async () => {
    const code = nextCode();
    expect(await ha.told(ha.save(code, 0, 'Tiền điện'))).toBe('applied 1');
    expect(await lan.told(lan.save(code, 1, 'Tiền điện tháng 2'))).toBe('applied 2');
    expect(await ha.draft(code)).toMatchObject({
      version: 2,
      state: 'open',
      content: content('Tiền điện tháng 2'),
      createdByName: 'Trần Thị Thu Hà',
      updatedByName: 'Trần Thị Lan',
    });
  });

  it('are told once each, in the server’s order, however small the pages, and only what is new', async () => {
    const { cursor } = await ha.pull();
    const codes = [nextCode(), nextCode(), nextCode(), nextCode(), nextCode()] as const;
    await ha.push(...codes.map((code) => ha.save(code, 0, 'một')));
    await lan.push(lan.save(codes[1], 1, 'hai'), lan.save(codes[0], 1, 'hai'));
    const changes = await ha.pull(cursor, 2);
    expect(codesOf(changes.changes)).toEqual([codes[2], codes[3], codes[4], codes[1], codes[0]]);
    expect((await ha.pull(changes.cursor)).changes).toEqual([]);
    const sequences = draftsOf(changes.changes).map(({ sequence }) => sequence);
    expect(sequences).toEqual([...sequences].sort((one, other) => one - other));
  });

  it('are not overwritten: whoever changed an older version gets what stands now', async () => {
    const code = nextCode();
    await ha.push(ha.save(code, 0, 'một'));
    await lan.push(lan.save(code, 1, 'của Lan'));
    const [result] = await ha.push(ha.save(code, 1, 'của Hà'));
    expect(result).toMatchObject({
      outcome: 'conflict',
      current: { version: 2, content: content('của Lan') },
    });
    expect((await ha.draft(code))?.content.title).toBe('của Lan');
  });

  it('change once for one mutation, however often it is sent and even at the same moment', async () => {
    const code = nextCode();
    const first = ha.save(code, 0, 'một');
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => ha.push(first, first)));
    expect(new Set(answers.flat().map((answer) => JSON.stringify(answer))).size).toBe(1);
    const stale = lan.save(code, 0, 'trùng mã');
    expect(await lan.told(stale)).toBe('CODE_TAKEN');
    await ha.push(ha.save(code, 1, 'hai'));
    expect(await lan.told(stale)).toBe('CODE_TAKEN');
    expect(await ha.told(first)).toBe('applied 1');
    expect((await ha.draft(code))?.version).toBe(2);
  });

  it('keep the outcome of a conflict, with what stands by then', async () => {
    const code = nextCode();
    await ha.push(ha.save(code, 0, 'một'), ha.save(code, 1, 'hai'));
    const late = lan.save(code, 1, 'muộn');
    expect(await lan.told(late)).toBe('conflict 2 open');
    await ha.push(ha.save(code, 2, 'ba'));
    expect(await lan.told(late)).toBe('conflict 3 open');
  });

  it('refuse an id that was used for something else', async () => {
    const code = nextCode();
    const first = ha.save(code, 0, 'một');
    await ha.push(first);
    expect(await ha.told({ ...first, content: content('khác') })).toBe('REQUEST_INVALID');
    // Another person’s ids are their own.
    expect(await lan.told({ ...lan.save(nextCode(), 0, 'x'), id: first.id })).toBe('applied 1');
  });

  it('are deleted by their author alone, stay as a tombstone, and come back with an edit', async () => {
    const code = nextCode();
    await ha.push(ha.save(code, 0, 'một'));
    const before = await lan.pull();
    expect(await lan.told(lan.deletion(code, 1))).toBe('ROLE_FORBIDDEN');
    expect(await ha.told(ha.deletion(code, 1))).toBe('applied 2');
    expect(await ha.draft(code)).toBeUndefined();
    const [tombstone] = draftsOf((await lan.pull(before.cursor)).changes);
    expect(tombstone).toMatchObject({ code, state: 'deleted', version: 2, content: content('một') });
    expect(await lan.told(lan.save(code, 1, 'sửa lúc mất mạng'))).toBe('conflict 2 deleted');
    expect(await lan.told(lan.save(code, 2, 'sửa lúc mất mạng', { cause: 'merge' }))).toBe('applied 3');
    expect(await ha.draft(code)).toMatchObject({ state: 'open', createdBy: 'ktv.songlo', version: 3 });
    expect(await ha.told(ha.deletion(code, 2))).toBe('conflict 3 open');
  });

  it('are not seen by signers, officers or strangers', async () => {
    const code = nextCode();
    await ha.push(ha.save(code, 0, 'một'));
    const signer = new SyncMachine(test.ktt);
    expect(draftsOf((await signer.pull()).changes)).toEqual([]);
    expect(await test.ktt.refusal('POST', '/sync/push', { device: ha.device, mutations: [{}] })).toBe(
      'ROLE_FORBIDDEN',
    );
    expect(await test.officer.refusal('GET', '/sync/pull')).toBe('ROLE_FORBIDDEN');
    expect(await test.ktt.refusal('GET', `/sync/drafts/${code}/versions`)).toBe('ROLE_FORBIDDEN');
  });

  describe('and their dossiers', () => {
    it('close with the forwarding: a later edit is told so and never applied', async () => {
      const sample = await sampleDossier();
      const { code } = sample;
      await ha.push(ha.save(code, 0, 'bản nháp', { content: { ...sample.content, attachments: [] } }));
      const { cursor } = await lan.pull();
      await test.upload(sample);
      const request = test.forwardRequest(sample);
      expect(await test.ktv2.refusal('POST', `/dossiers/${code}/forward`, request)).toBe('ROLE_FORBIDDEN');
      const moved = { ...request, draftVersion: 2, mutationId: crypto.randomUUID() };
      expect(await test.ktv.refusal('POST', `/dossiers/${code}/forward`, moved)).toBe('DOSSIER_CONFLICT');
      accepted(await test.ktv.send('POST', `/dossiers/${code}/forward`, { ...request, draftVersion: 1 }));
      const { changes } = await lan.pull(cursor);
      expect(changes.map(({ kind }) => kind).sort()).toEqual(['dossier', 'draft']);
      expect(draftsOf(changes)[0]).toMatchObject({ state: 'forwarded', version: 2, content: sample.content });
      expect(await lan.told(lan.save(code, 1, 'sửa muộn'))).toBe('conflict 2 forwarded');
      expect(await lan.told(lan.save(code, 2, 'sửa muộn'))).toBe('conflict 2 forwarded');
      expect(await ha.told(ha.deletion(code, 2))).toBe('conflict 2 forwarded');
      const seen = accepted(await test.ktt.send('GET', `/dossiers/${code}`));
      expect(seen.content).toEqual(sample.content);
    });

    it('open again for mending when a signer returns them, in the version that was returned', async () => {
      const sample = await sampleDossier();
      const { code } = sample;
      await test.forwarded(sample);
      expect(await lan.told(lan.save(code, 0, 'quá sớm', { dossierVersion: 1 }))).toBe('DOSSIER_FROZEN');
      expect(await lan.told(lan.save(code, 0, 'mã đã dùng'))).toBe('CODE_TAKEN');
      const step = { mutationId: crypto.randomUUID(), version: 1, note: 'Sai số tiền' };
      accepted(await test.ktt.send('POST', `/dossiers/${code}/return`, step));
      expect(await lan.told(lan.save(code, 0, 'phiên bản lạ', { dossierVersion: 2 }))).toBe(
        'VERSION_UNKNOWN',
      );
      const mended = { ...sample.content, title: 'Đã sửa', attachments: [] };
      expect(await lan.told(lan.save(code, 0, '', { dossierVersion: 1, content: mended }))).toBe('applied 1');
      // Both began to mend it: the second merges instead of being told that the code is taken.
      expect(await ha.told(ha.save(code, 0, 'cùng sửa', { dossierVersion: 1 }))).toBe('conflict 1 open');
      // It stays its author’s, who alone forwards it.
      expect(await ha.draft(code)).toMatchObject({ createdBy: 'ktv.songlo', dossierVersion: 1 });
      const again = await sampleDossier((given) => ({ ...given, title: 'Đã sửa' }), code);
      await test.upload(again);
      accepted(
        await test.ktv.send('POST', `/dossiers/${code}/forward`, {
          ...test.forwardRequest(again, 1),
          draftVersion: 1,
        }),
      );
      expect(await lan.told(lan.save(code, 2, 'muộn', { dossierVersion: 1 }))).toBe('conflict 2 forwarded');
      const second = { mutationId: crypto.randomUUID(), version: 2, note: 'Vẫn sai' };
      accepted(await test.ktt.send('POST', `/dossiers/${code}/return`, second));
      expect(await lan.told(lan.save(code, 2, 'sửa lần hai', { dossierVersion: 2 }))).toBe('applied 3');
    });

    it('come in the same order to signers too, with every step they took, equal to what is read one by one', async () => {
      const signer = new SyncMachine(test.ktt);
      const { cursor } = await signer.pull();
      const { sample } = await test.signed(test.ktt, test.kttCard, await test.forwarded());
      const { changes } = await signer.pull(cursor);
      expect(changes).toHaveLength(1);
      const alone = accepted(await test.ktt.send('GET', `/dossiers/${sample.code}`));
      expect(changes[0]).toMatchObject({ kind: 'dossier', dossier: alone });
      expect(alone.documents[0]?.signedBy).toEqual(['KTT']);
    });
  });

  describe('have a history that', () => {
    const versions = async (code: string) => {
      const answer = await test.ktv.send('GET', `/sync/drafts/${code}/versions`);
      return draftVersionListSchema.parse(answer.body).versions;
    };

    it('gathers small edits of one machine within five minutes, and counts the five minutes from the first', async () => {
      const code = nextCode();
      for (let version = 0; version < 12; version += 1) {
        await ha.push(ha.save(code, version, `lần ${version + 1}`));
        clock += 60_000;
      }
      expect((await versions(code)).map(({ version }) => version)).toEqual([12, 6]);
      const kept = await test.ktv.send('GET', `/sync/drafts/${code}/versions/6`);
      expect(serverDraftVersionSchema.parse(kept.body)).toMatchObject({
        content: content('lần 6'),
        byName: 'Trần Thị Thu Hà',
        cause: 'edit',
      });
      expect(await test.ktv.refusal('GET', `/sync/drafts/${code}/versions/5`)).toBe('DOSSIER_NOT_FOUND');
    });

    it('never lets a colleague’s version, another machine’s, or a decision be lost among edits', async () => {
      const code = nextCode();
      const home = new SyncMachine(test.ktv);
      await ha.push(ha.save(code, 0, '1'), ha.save(code, 1, '2'));
      await lan.push(lan.save(code, 2, '3'));
      await ha.push(ha.save(code, 3, '4'), ha.save(code, 4, '5', { cause: 'merge' }), ha.save(code, 5, '6'));
      await home.push(home.save(code, 6, '7'), home.save(code, 7, '8', { cause: 'restore' }));
      await ha.push(ha.deletion(code, 8), ha.save(code, 9, '10'), ha.save(code, 10, '11'));
      expect((await versions(code)).map(({ version, cause }) => `${version} ${cause}`)).toEqual([
        '11 edit',
        '9 deleted',
        '8 restore',
        '7 edit',
        '6 edit',
        '5 merge',
        '4 edit',
        '3 edit',
        '2 edit',
      ]);
    });
  });

  it('leave their beginnings and ends in the audit, in an unbroken chain, and not each edit', async () => {
    const code = nextCode();
    await ha.push(ha.save(code, 0, '1'), ha.save(code, 1, '2'), ha.deletion(code, 2), ha.save(code, 3, '4'));
    const rows = await test.backend.store
      .selectFrom('audit')
      .select(['action', 'actor'])
      .where('subject', '=', code)
      .orderBy('sequence')
      .execute();
    expect(rows.map(({ action }) => action)).toEqual(['draft.create', 'draft.delete', 'draft.revive']);
    expect(await firstBrokenRow(test.backend.store)).toBeUndefined();
  });
});

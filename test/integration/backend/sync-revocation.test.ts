import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemSchema, sessionSchema } from '#shared/contract/http.ts';
import { EventReader } from './support/event-reader.ts';
import { HttpPerson } from './support/http-person.ts';
import { sha256 } from './support/sample-dossier.ts';
import { passwords, TestBackend } from './support/test-backend.ts';

describe('access that is taken back', () => {
  let clock = Date.now();
  let test: TestBackend;
  beforeAll(async () => {
    test = await TestBackend.start({ now: () => new Date(clock) });
  });
  afterAll(() => test.stop());
  const signIn = (username: 'ktv.songlo' | 'ktv2.songlo', password: string = passwords[username]) =>
    new HttpPerson(test.backend.url).send('POST', '/sessions', { username, password });

  it('ends every session and stream with the proof that the sign-in promised, and no other answer shows it', async () => {
    const session = await signIn('ktv2.songlo');
    const { token, wipeMark } = sessionSchema.parse(session.body);
    const lan = new HttpPerson(test.backend.url, token);
    const expired = await test.signedInAgain('ktv2.songlo');
    clock += 13 * 3_600_000;
    const officer = await test.signedInAgain('canbo.0064');
    const recent = await test.signedInAgain('ktv2.songlo');
    const gone = await test.signedInAgain('ktv2.songlo');
    await gone.send('DELETE', '/sessions/current');
    const reader = await EventReader.open(test.backend.url, recent.token);
    expect(await lan.refusal('GET', '/me')).toBe('SESSION_REQUIRED');

    expect((await officer.send('POST', '/officer/people/KTV2.songlo/revoke')).status).toBe(204);
    expect((await officer.send('POST', '/officer/people/ktv2.songlo/revoke')).status).toBe(204);
    await expect.poll(() => reader.ended).toBe(true);
    for (const person of [recent, lan, expired]) {
      const answer = await person.send('GET', '/sync/pull');
      expect(answer.status).toBe(403);
      const { failure } = problemSchema.parse(answer.body);
      expect(failure.code).toBe('ACCESS_REVOKED');
      expect(createHash('sha256').update(String(failure.details?.['proof'])).digest('hex')).toBe(wipeMark);
    }
    const again = problemSchema.parse((await signIn('ktv2.songlo')).body);
    expect(again.failure).toMatchObject({ code: 'ACCESS_REVOKED' });
    expect(sha256(new TextEncoder().encode(String(again.failure.details?.['proof'])))).toBe(wipeMark);
    const wrong = problemSchema.parse((await signIn('ktv2.songlo', 'sai mật khẩu')).body);
    expect(wrong.failure).toEqual({ code: 'SIGN_IN_REFUSED' });
    // Signed out is signed out: nothing is known of that session.
    expect(await gone.refusal('GET', '/me')).toBe('SESSION_REQUIRED');
    expect(JSON.stringify(test.log)).not.toContain(String(again.failure.details?.['proof']));
    const audited = await test.backend.store
      .selectFrom('audit')
      .select(['actor', 'subject'])
      .where('action', '=', 'access.revoked')
      .execute();
    expect(audited).toEqual([{ actor: 'canbo.0064', subject: 'ktv2.songlo' }]);
  });

  it('stays taken back when the person gets a new password, and others work on', async () => {
    await test.backend.registry.savePerson({
      username: 'ktv2.songlo',
      name: 'Trần Thị Lan',
      role: 'KTV',
      unitCode: '1001163',
      treasuryCode: '0064',
      identityNumber: '031192007788',
      password: passwords['ktv2.songlo'],
    });
    expect(problemSchema.parse((await signIn('ktv2.songlo')).body).failure.code).toBe('ACCESS_REVOKED');
    expect((await signIn('ktv.songlo')).status).toBe(201);
  });

  it('is taken by nobody but an officer of the same treasury, and from members alone', async () => {
    const officer = await test.signedInAgain('canbo.0064');
    const ha = await test.signedInAgain('ktv.songlo');
    expect(await ha.refusal('POST', '/officer/people/ktt.songlo/revoke')).toBe('ROLE_FORBIDDEN');
    await test.backend.registry.saveTreasury('0065', 'KBNN khác');
    await test.backend.registry.saveUnit({
      code: '1001165',
      name: 'Trường khác',
      address: '',
      chapter: '622',
      treasuryCode: '0065',
      accounts: [],
    });
    await test.backend.registry.savePerson({
      username: 'ktv.xa',
      name: 'Người Xa',
      role: 'KTV',
      unitCode: '1001165',
      treasuryCode: '0065',
      identityNumber: '031190000001',
      password: 'mật khẩu ở xa',
    });
    for (const username of ['ktv.xa', 'canbo.0064', 'khong.co.ai']) {
      expect(await officer.refusal('POST', `/officer/people/${username}/revoke`)).toBe('ROLE_FORBIDDEN');
    }
    expect(
      (
        await new HttpPerson(test.backend.url).send('POST', '/sessions', {
          username: 'ktv.xa',
          password: 'mật khẩu ở xa',
        })
      ).status,
    ).toBe(201);
  });
});

import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { problemSchema, sessionSchema, unitSchema } from '#shared/contract/http.ts';
import { userSchema } from '#shared/contract/user.ts';
import { HttpPerson } from './support/http-person.ts';
import { passwords, TestBackend } from './support/test-backend.ts';

describe('signing in to the backend', () => {
  let clock = Date.now();
  let test: TestBackend;
  let stranger: HttpPerson;
  beforeAll(async () => {
    test = await TestBackend.start({ now: () => new Date(clock) });
    stranger = new HttpPerson(test.backend.url);
  });
  afterAll(() => test.stop());
  const signIn = (username: string, password: string) =>
    stranger.send('POST', '/sessions', { username, password });

  it('gives a member a session that says who they are, their unit and their registered certificate', async () => {
    const answer = await signIn(' KTT.SongLo ', passwords['ktt.songlo']);
    expect(answer.status).toBe(201);
    const session = sessionSchema.parse(answer.body);
    expect(session.user).toEqual({
      username: 'ktt.songlo',
      name: 'Nguyễn Thị Hồng Vân',
      role: 'KTT',
      unitCode: '1001163',
      unitName: 'Trường trung học cơ sở Sông Lô',
      treasuryCode: '0064',
      treasuryName: 'Kho bạc Nhà nước Lê Chân - Hải Phòng',
      certificateSerial: test.kttCard.serial,
    });
    const person = new HttpPerson(test.backend.url, session.token);
    expect(userSchema.parse((await person.send('GET', '/me')).body)).toEqual(session.user);
    expect((await person.send('DELETE', '/sessions/current')).status).toBe(204);
    expect(await person.refusal('GET', '/me')).toBe('SESSION_REQUIRED');
  });

  it('takes a password typed with combining marks as the same password', async () => {
    expect((await signIn('ktv.songlo', passwords['ktv.songlo'].normalize('NFD'))).status).toBe(201);
  });

  it('shows a member the unit with its accounts, and an officer none', async () => {
    const unit = unitSchema.parse((await test.ktv.send('GET', '/unit')).body);
    expect(unit.accounts.map((account) => account.number)).toContain('9523.3.1001163');
    expect(unit.members).toHaveLength(5);
    expect(await test.officer.refusal('GET', '/unit')).toBe('ROLE_FORBIDDEN');
  });

  it('answers a wrong name and a wrong password alike, after the same work', async () => {
    const worked = vi.spyOn(crypto, 'scrypt');
    syncBuiltinESMExports();
    try {
      const tried = async (username: string) => {
        worked.mockClear();
        const { status, body } = await signIn(username, 'sai');
        const work = worked.mock.calls.map(([, , length, { N, r, p }]) => ({ length, N, r, p }));
        return { status, failure: problemSchema.parse(body).failure, work };
      };
      const known = await tried('ctk.songlo');
      expect(known.failure).toEqual({ code: 'SIGN_IN_REFUSED' });
      // One key derived: without the equal work the time of the answer would tell which names there are.
      expect(known.work).toHaveLength(1);
      expect(await tried('khong.co.ai')).toEqual(known);
    } finally {
      worked.mockRestore();
      syncBuiltinESMExports();
    }
  });

  it('stops guessing after five tries, however many come at once, and waits longer each time', async () => {
    const guesses = await Promise.all(
      Array.from({ length: 20 }, (_, index) => signIn('ktt.songlo', `đoán ${index}`)),
    );
    expect(guesses.filter((answer) => answer.status === 401)).toHaveLength(5);
    const paused = guesses.find((answer) => answer.status === 429)!;
    expect(problemSchema.parse(paused.body).failure.code).toBe('TOO_MANY_ATTEMPTS');
    expect(Number(paused.headers.get('retry-after'))).toBe(30);
    // Not even the right password opens a paused account.
    expect((await signIn('ktt.songlo', passwords['ktt.songlo'])).status).toBe(429);
    clock += 31_000;
    expect((await signIn('ktt.songlo', 'lại đoán')).status).toBe(401);
    expect(Number((await signIn('ktt.songlo', 'x')).headers.get('retry-after'))).toBe(60);
    clock += 61_000;
    expect((await signIn('ktt.songlo', passwords['ktt.songlo'])).status).toBe(201);
    expect((await signIn('ktt.songlo', 'x')).status).toBe(401);
  });

  it('ends a session twelve hours after its last use, and not before', async () => {
    const person = await HttpPerson.signIn(test.backend.url, 'ctk.songlo', passwords['ctk.songlo']);
    for (let use = 0; use < 3; use += 1) {
      clock += 11 * 3_600_000;
      expect((await person.send('GET', '/me')).status).toBe(200);
    }
    clock += 12 * 3_600_000 + 1000;
    expect(await person.refusal('GET', '/me')).toBe('SESSION_REQUIRED');
  });

  it('keeps neither tokens nor passwords in its store or log', async () => {
    const session = await HttpPerson.signIn(test.backend.url, 'ktv.songlo', passwords['ktv.songlo']);
    const rows = await test.backend.store.selectFrom('sessions').selectAll().execute();
    const people = await test.backend.store.selectFrom('people').selectAll().execute();
    const kept = JSON.stringify([rows, people, test.log]);
    expect(kept).not.toContain(session.token);
    for (const password of Object.values(passwords)) expect(kept).not.toContain(password);
  });
});

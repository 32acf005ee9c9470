import { get } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sessionKey } from '#backend/accounts/sessions.ts';
import { queueLetters } from '#backend/mail/outbox.ts';
import { RegisteringUnit } from './support/registering-unit.ts';
import { accepted, passwords, TestBackend } from './support/test-backend.ts';

let test: TestBackend;
let unit: RegisteringUnit;
beforeAll(async () => {
  test = await TestBackend.start();
  unit = new RegisteringUnit(test, '3004001');
  await unit.save();
  await unit.confirmAll();
  await unit.sign();
});
afterAll(() => test.stop());

/** A browser of few talents: cookies, the form on a page, and headers as they are given. */
class Visitor {
  readonly cookies = new Map<string, string>();

  async send(
    path: string,
    { form, headers = {} }: { form?: Record<string, string>; headers?: Record<string, string> } = {},
  ) {
    const response = await fetch(`${test.backend.url}${path}`, {
      redirect: 'manual',
      headers: {
        cookie: [...this.cookies].map((pair) => pair.join('=')).join('; '),
        ...(form === undefined ? {} : { origin: test.backend.url }),
        ...headers,
      },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = cookie.split(';', 1)[0]!.split('=');
      this.cookies.set(name, value);
    }
    return { status: response.status, headers: response.headers, body: await response.text() };
  }

  /** The hidden fields of the form in the main part of a page. */
  async fields(path: string): Promise<Record<string, string>> {
    return hiddenIn((await this.send(path)).body);
  }

  static async officer(): Promise<Visitor> {
    const visitor = new Visitor();
    const fields = await visitor.fields('/can-bo/dang-nhap');
    const answer = await visitor.send('/can-bo/dang-nhap', {
      form: { ...fields, 'ten-dang-nhap': 'canbo.0064', 'mat-khau': passwords['canbo.0064'] },
    });
    expect(answer.status).toBe(303);
    return visitor;
  }
}

function hiddenIn(body: string): Record<string, string> {
  const main = body.slice(body.indexOf('<main'));
  return Object.fromEntries(
    [...main.matchAll(/type="hidden" name="([\w-]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
}

function statusUnderName(host: string, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(`${test.backend.url}${path}`, { headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    }).on('error', reject);
  });
}

describe('the officer’s console for payments', () => {
  const send = (person: TestBackend['ctk'], code: string, body: object) =>
    person.send('POST', `/dossiers/${code}/submit`, { mutationId: crypto.randomUUID(), ...body });

  it('asks for a supplement once, with its reason, and shows what the unit then changed', async () => {
    const { sample } = await test.signedByBoth();
    const { code } = sample;
    accepted(await send(test.ctk, code, { version: 1 }));
    const officer = await Visitor.officer();
    const path = `/can-bo/thanh-toan/${code}`;
    expect((await officer.send(path)).body).toContain(`href="${path}/bo-sung"`);
    const asking = await officer.fields(`${path}/bo-sung`);
    const empty = await officer.send(`${path}/bo-sung`, { form: { ...asking, 'ly-do': ' ' } });
    expect([empty.status, empty.body.includes('Cần ghi nội dung cần bổ sung')]).toEqual([422, true]);
    const form = { ...asking, 'ly-do': 'Thiếu hợp đồng' };
    const asked = await officer.send(`${path}/bo-sung`, { form });
    expect([asked.status, asked.headers.get('location')]).toEqual([303, `${path}?xong=bo-sung`]);
    expect((await officer.send(`${path}?xong=bo-sung`)).body).toContain('Đã yêu cầu bổ sung hồ sơ');
    expect((await officer.send('/can-bo/thanh-toan?trang-thai=YEU_CAU_BO_SUNG')).body).toContain(code);

    const mended = { ...sample, content: { ...sample.content, title: 'Có thêm <b>hợp đồng</b>' } };
    await test.upload(mended);
    const forward = await test.ktv.send('POST', `/dossiers/${code}/forward`, test.forwardRequest(mended, 1));
    const again = { sample: mended, dossier: accepted(forward) };
    expect((await officer.send(path)).status).toBe(404);
    await test.signed(test.ctk, test.ctkCard, await test.signed(test.ktt, test.kttCard, again));
    accepted(await send(test.ctk, code, { version: 2 }));
    const { body } = await officer.send(path);
    expect(body).toContain('Đã sửa sau khi yêu cầu bổ sung (1)');
    expect(body).toMatch(/Tiêu đề hồ sơ.*Thanh toán tiền điện.*Có thêm &#60;b&#62;hợp đồng/s);
    expect(body).not.toContain(`href="${path}/bo-sung"`);
    const second = await officer.send(`${path}/bo-sung`);
    expect([second.status, second.body.includes('đã được yêu cầu bổ sung một lần')]).toEqual([409, true]);
  });
});

describe('the officer’s console against abuse', () => {
  it('gives a session that scripts and other sites do not get, on pages that run and keep nothing', async () => {
    const visitor = new Visitor();
    const fields = await visitor.fields('/can-bo/dang-nhap');
    const { headers } = await visitor.send('/can-bo/dang-nhap', {
      form: { ...fields, 'ten-dang-nhap': 'canbo.0064', 'mat-khau': passwords['canbo.0064'] },
    });
    expect(headers.getSetCookie().join()).toMatch(
      /^dvctt_canbo=[\w-]{43}; Path=\/can-bo; HttpOnly; SameSite=Strict$/,
    );
    const page = await visitor.send('/can-bo');
    expect(page.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.body).not.toMatch(/<script|<style|\son\w+=|style="/i);
  });

  it('acts on no form from another site, without the token, or with another session’s', async () => {
    const officer = await Visitor.officer();
    const another = await Visitor.officer();
    const path = `/can-bo/dang-ky/${unit.code}/phe-duyet`;
    const form = await officer.fields(path);
    const { 'ma-trang': _, ...withoutToken } = form;
    const foreignToken = (await another.fields(path))['ma-trang'] ?? '';
    const tries = [
      { form, headers: { origin: 'https://evil.example' } },
      { form, headers: { origin: 'null' } },
      { form: withoutToken },
      { form: { ...form, 'ma-trang': foreignToken } },
      { form: { ...form, 'ma-trang': '' } },
    ];
    for (const given of tries) expect((await officer.send(path, given)).status).toBe(400);
    expect((await new Visitor().send(path, { form })).status).toBe(303);
    expect((await unit.open()).status).toBe('CHO_KBNN');
  });

  it('leads back to the page that was asked for, with the reason that was typed in a session that ended', async () => {
    const officer = await Visitor.officer();
    const path = `/can-bo/dang-ky/${unit.code}/tu-choi`;
    const signIn = (fields: Record<string, string>) =>
      officer.send('/can-bo/dang-nhap', {
        form: { ...fields, 'ten-dang-nhap': 'canbo.0064', 'mat-khau': passwords['canbo.0064'] },
      });
    const end = () =>
      test.backend.store
        .deleteFrom('sessions')
        .where('token_hash', '=', sessionKey(officer.cookies.get('dvctt_canbo') ?? ''))
        .execute();
    const typed = { ...(await officer.fields(path)), 'ly-do': 'Sai “số” <điện thoại>\nvà email' };
    await end();
    const led = (await officer.send(path)).headers.get('location') ?? '';
    expect(led).toBe(`/can-bo/dang-nhap?het-phien=1&tiep=${encodeURIComponent(path)}`);

    const door = await officer.send(path, { form: typed });
    expect(door.status).toBe(401);
    expect(door.headers.get('location')).toBeNull();
    const back = await signIn({ ...hiddenIn(door.body), 'ly-do': typed['ly-do'] });
    expect(back.body).toContain('<blockquote>Sai “số” &#60;điện thoại&#62;\nvà email</blockquote>');
    const form = await officer.send(path, { form: { ...hiddenIn(back.body), 'ly-do': typed['ly-do'] } });
    expect(form.status).toBe(200);
    expect(form.body).toContain('>Sai “số” &#60;điện thoại&#62;\nvà email</textarea>');
    expect((await unit.open()).status).toBe('CHO_KBNN');

    await end();
    const answer = await signIn(await officer.fields(led));
    expect([answer.status, answer.headers.get('location')]).toEqual([303, path]);
    const elsewhere = await signIn({
      ...(await officer.fields('/can-bo/dang-nhap?tiep=https://evil.example/can-bo')),
      tiep: 'https://evil.example/can-bo',
    });
    expect(elsewhere.headers.get('location')).toBe('/can-bo');
  });

  it('finds in every state, members too, and takes the signs of a pattern for what they are', async () => {
    const officer = await Visitor.officer();
    const { body } = await officer.send(
      `/can-bo?trang-thai=DA_HOAN_THANH&tim=${encodeURIComponent('Phạm Văn Đức')}`,
    );
    expect(body).toMatch(/Chờ cán bộ KBNN tiếp nhận hồ sơ <b>\(1\)/);
    expect(body).toContain('Có 1 hồ sơ khớp ở trạng thái khác');
    for (const signs of ['%', '_', '%_%']) {
      const none = await officer.send(`/can-bo?tim=${encodeURIComponent(signs)}`);
      expect(none.body).toMatch(/Chờ cán bộ KBNN tiếp nhận hồ sơ <b>\(0\)/);
    }
    expect((await officer.send('/can-bo')).body).toMatch(/Chờ cán bộ KBNN tiếp nhận hồ sơ <b>\(1\)/);
  });

  it('speaks of accounts only where there are some', async () => {
    const officer = await Visitor.officer();
    const { body } = await officer.send(`/can-bo/dang-ky/${unit.code}`);
    expect(body).not.toContain('Tài khoản đã cấp');
  });

  it('decides once when the same form arrives five times at once', async () => {
    const officer = await Visitor.officer();
    const path = `/can-bo/dang-ky/${unit.code}/tu-choi`;
    const form = { ...(await officer.fields(path)), 'ly-do': 'Thiếu hồ sơ' };
    const answers = await Promise.all(Array.from({ length: 5 }, () => officer.send(path, { form })));
    expect(answers.map(({ status, headers }) => `${status} ${headers.get('location') ?? ''}`)).toEqual(
      Array.from({ length: 5 }, () => `303 /can-bo/dang-ky/${unit.code}?xong=tu-choi`),
    );
    const { status, log } = await unit.open();
    expect(status).toBe('KBNN_TU_CHOI');
    expect(log.filter((row) => row.status === 'KBNN_TU_CHOI')).toHaveLength(1);
    expect(await unit.letters.to(unit.content.unit.email)).toHaveLength(2);
  });

  it('shows a reason that came too late, to be copied', async () => {
    const officer = await Visitor.officer();
    const late = new RegisteringUnit(test, '3004003');
    await late.save();
    await late.confirmAll();
    await late.sign();
    const path = `/can-bo/dang-ky/${late.code}/tu-choi`;
    const form = { ...(await officer.fields(path)), 'ly-do': 'Thiếu quyết định <b>' };
    await late.decide('approve');
    const answer = await officer.send(path, { form });
    expect(answer.status).toBe(409);
    expect(answer.body).toContain('Hồ sơ không còn chờ xử lý');
    expect(answer.body).toMatch(/Lý do bạn đã gõ.*Thiếu quyết định &#60;b&#62;/);
    expect(answer.body).toContain('Tài khoản đã cấp');
  });

  it('answers a mistyped address with a page', async () => {
    for (const path of [
      '/can-bo/xyz',
      '/can-bo/dang-ky/1/2/3',
      '/lien-ket',
      '/lien-ket/a/b',
      '/hop-thu/a/b',
    ]) {
      const { status, headers, body } = await new Visitor().send(path);
      expect([status, headers.get('content-type')], path).toEqual([404, 'text/html; charset=utf-8']);
      expect(body).toContain('<h1>Không có trang này</h1>');
    }
    expect((await new Visitor().send('/api/v1/xyz')).headers.get('content-type')).toContain('json');
  });

  it('knows no dossier of another treasury office, no odd code, and no other document', async () => {
    const officer = await Visitor.officer();
    const elsewhere = new RegisteringUnit(test, '3004002');
    elsewhere.content = { ...elsewhere.content, unit: { ...elsewhere.content.unit, treasuryCode: '0010' } };
    await elsewhere.save();
    await elsewhere.confirmAll();
    await elsewhere.sign();
    for (const path of [
      `/can-bo/dang-ky/${elsewhere.code}`,
      `/can-bo/dang-ky/${elsewhere.code}/tai-lieu/hoso`,
      `/can-bo/dang-ky/${elsewhere.code}/phe-duyet`,
      `/can-bo/dang-ky/${unit.code}/tai-lieu/%2e%2e%2fbackend.db`,
      '/can-bo/dang-ky/1',
      `/can-bo/thanh-toan/${unit.code}`,
    ])
      expect((await officer.send(path)).status, path).toBe(404);
    expect(
      (await officer.send(`/can-bo/dang-ky/${unit.code}/tai-lieu/hoso`)).headers.get('content-disposition'),
    ).toContain('attachment');
  });

  it('counts wrong passwords like the API, and says how long to wait', async () => {
    const visitor = new Visitor();
    const fields = await visitor.fields('/can-bo/dang-nhap');
    const tried: number[] = [];
    for (let count = 0; count < 6; count += 1) {
      const form = { ...fields, 'ten-dang-nhap': 'canbo.0099', 'mat-khau': 'sai' };
      tried.push((await visitor.send('/can-bo/dang-nhap', { form })).status);
    }
    expect(tried).toEqual([401, 401, 401, 401, 401, 429]);
  });
});

describe('pages without a sign-in', () => {
  it('shows the demo’s letters to this machine alone, by whichever way somebody comes', async () => {
    const [id = ''] = await test.backend.store.transaction().execute((change) =>
      queueLetters(
        change,
        [
          {
            letter: 'member.password',
            to: 'a@example.vn',
            name: 'A',
            username: 'a.1',
            password: 'bi-mat',
            expiresAt: '2099-01-01T00:00:00Z',
          },
        ],
        new Date(),
      ),
    );
    await test.backend.deliverMail();
    const visitor = new Visitor();
    expect((await visitor.send(`/hop-thu/${id}`)).body).toContain('bi-mat');
    for (const headers of [
      { 'x-forwarded-for': '10.0.0.9' },
      { forwarded: 'for=10.0.0.9' },
      { via: '1.1 proxy' },
    ] as Record<string, string>[]) {
      for (const path of ['/hop-thu', `/hop-thu/${id}`])
        expect((await visitor.send(path, { headers })).status).toBe(404);
    }
    expect((await visitor.send('/hop-thu/khong-co')).status).toBe(404);
    // A name of somebody else's that leads to this machine (DNS rebinding).
    expect(await statusUnderName('evil.example', `/hop-thu/${id}`)).toBe(404);
    expect(await statusUnderName('localhost', `/hop-thu/${id}`)).toBe(200);
  });

  it('answers a link with headers that tell its secret to nobody', async () => {
    const { status, headers } = await new Visitor().send(`/lien-ket/${'B'.repeat(43)}`);
    expect(status).toBe(404);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-robots-tag')).toContain('noindex');
    expect(JSON.stringify(test.log)).not.toContain('BBBBBB');
  });
});

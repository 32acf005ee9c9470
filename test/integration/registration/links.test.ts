import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Core, SigningJob } from '#shared/contract/ipc.ts';
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import { sealPin } from '#shared/pin/seal.ts';
import { untilEnded } from '#test/support/budget-unit.ts';
import { atServer, declare, openDesk, save, schoolOf, type Desk } from './desk.ts';
import { certificateOf, confirmAs, equip, linkTo, memberOf, trustIn, type Tokens } from './signing-unit.ts';

const content = schoolOf();
const [ktv, ktt, ctk] = (['KTV', 'KTT', 'CTK'] as const).map((role) => memberOf(content, role)) as [
  ReturnType<typeof memberOf>,
  ReturnType<typeof memberOf>,
  ReturnType<typeof memberOf>,
];
const before = process.env['SOFTHSM2_CONF'];

let desk: Desk;
let tokens: Tokens;
/** Everybody of this unit works at this one. */
let core: Core;
let declared: RegistrationView;
const secrets = new Set<string>();

const link = async (address: string) => {
  const text = await linkTo(desk, address);
  secrets.add(new URL(text).searchParams.get('secret') ?? '');
  return text;
};
const open = async (address: string) => {
  const { id } = await core.call('links.open', { text: await link(address) });
  return core.call('registrations.get', { id });
};
const shown = ({ documents }: RegistrationView) =>
  Object.fromEntries(documents.map(({ id, sha256 }) => [id, sha256]));

beforeAll(async () => {
  desk = await openDesk();
  tokens = await equip(desk, content);
  await trustIn(join(desk.folder, 'office'), desk.backend);
  core = await desk.start('office', { modules: [tokens.module] });
  declared = await save(core, await declare(core, content));
});
beforeEach(() => desk.line.behave());
afterAll(async () => {
  await desk.close();
  if (before === undefined) delete process.env['SOFTHSM2_CONF'];
  else process.env['SOFTHSM2_CONF'] = before;
});

/** Each test goes on where the one before ended. */
describe('a letter’s link', () => {
  it('goes to no other server than this program’s', async () => {
    let asked = 0;
    desk.line.behave(() => {
      asked += 1;
      return undefined;
    });
    const elsewhere = (await link(ktv.email)).replace(/server=[^&]+/, 'server=https%3A%2F%2Fdvc.example.vn');
    await expect(core.call('links.open', { text: elsewhere })).rejects.toMatchObject({
      code: 'LINK_WRONG_SERVER',
      details: { server: 'https://dvc.example.vn', ours: new URL(desk.line.url).origin },
    });
    await expect(core.call('links.open', { text: 'không có gì' })).rejects.toThrow('LINK_UNKNOWN');
    expect(asked).toBe(0);
    const made = (await link(ktv.email)).replace(/secret=.*/, `secret=${'A1'.padEnd(43, 'b')}`);
    await expect(core.call('links.open', { text: made })).rejects.toThrow('LINK_UNKNOWN');
  });

  it('opens the dossier as the member’s, beside what the same machine has declared', async () => {
    const web = `Bấm vào ${desk.line.url}/lien-ket/${new URL(await link(ktt.email)).searchParams.get('secret') ?? ''}.`;
    const { id } = await core.call('links.open', { text: web });
    expect(id).not.toBe(declared.id);
    const seen = await core.call('registrations.get', { id });
    expect(seen).toMatchObject({ code: declared.code, access: 'member', memberId: ktt.id });
    expect(seen.actions).toEqual(['delete', 'print', 'confirm', 'decline']);
    expect((await core.call('links.open', { text: web })).id).toBe(id);
    const mine = await core.call('registrations.get', { id: declared.id });
    expect(mine).toMatchObject({ access: 'author', saved: { state: 'sent' } });
    expect(mine.actions).toContain('edit');
    expect(JSON.stringify([seen, mine])).not.toContain([...secrets].at(-1));
  });

  it('lets nobody confirm with another person’s certificate, or none', async () => {
    const { id } = await open(ktt.email);
    const certificateId = await certificateOf(core, tokens.serials.CTK);
    let posted = 0;
    desk.line.behave(({ method }) => {
      if (method === 'POST') posted += 1;
      return undefined;
    });
    await expect(core.call('registrations.confirm', { id, certificateId })).rejects.toThrow(
      'CERT_OF_ANOTHER',
    );
    await expect(core.call('registrations.confirm', { id })).rejects.toThrow('CERT_NOT_FOUND');
    expect(posted).toBe(0);
    const fetched = await core.call('registrations.certificate', { certificateId });
    expect(fetched).toMatchObject({ serial: tokens.serials.CTK, thumbprint: certificateId.slice(-64) });
  });

  it('lets a member say what is wrong, and confirm once it is mended', async () => {
    const { id } = await open(ktt.email);
    const declined = await core.call('registrations.decline', { id, note: 'Sai ngày cấp căn cước' });
    expect(declined.confirmations.find(({ memberId }) => memberId === ktt.id)).toMatchObject({
      state: 'declined',
      note: 'Sai ngày cấp căn cước',
    });
    const seen = await core.call('registrations.get', { id: declared.id });
    const members = seen.content.members.map((member) =>
      member.id === ktt.id ? { ...member, issuedOn: '2021-08-16' } : member,
    );
    const kept = await core.call('registrations.keep', {
      id: declared.id,
      baseRevision: seen.revision,
      content: { ...seen.content, members },
    });
    expect((await save(core, kept)).version).toBe(2);
  });

  it('confirms once when the answer is lost, and completes the dossier with the last one', async () => {
    let posts = 0;
    desk.line.behave(({ method }) => {
      if (method !== 'POST') return undefined;
      posts += 1;
      return posts === 1 ? { kind: 'lost-answer' } : undefined;
    });
    const { id } = await open(ktt.email);
    const certificateId = await certificateOf(core, tokens.serials.KTT);
    await expect(core.call('registrations.confirm', { id, certificateId })).rejects.toThrow(
      'BACKEND_UNREACHABLE',
    );
    const confirmed = await core.call('registrations.confirm', { id, certificateId });
    expect(confirmed.confirmations.find(({ memberId }) => memberId === ktt.id)).toMatchObject({
      state: 'confirmed',
      certificate: { serial: tokens.serials.KTT },
    });
    await expect(core.call('registrations.confirm', { id, certificateId })).rejects.toThrow(
      'REGISTRATION_STATE',
    );
    await confirmAs(core, desk, { member: ktv });
    const last = await confirmAs(core, desk, { member: ctk, serial: tokens.serials.CTK });
    expect(last.status).toBe('CHO_PHE_DUYET');
    expect(last.log.filter(({ by }) => by === ktt.name)).toHaveLength(2);
    expect(last.log.filter(({ status }) => status === 'CHO_PHE_DUYET')).toHaveLength(1);
  });
});

describe('the account holder', () => {
  let dossier: RegistrationView;

  async function start(certificateId: string, expected = shown(dossier)): Promise<SigningJob> {
    return core.call('registrations.sign', { id: dossier.id, certificateId, expected });
  }

  it('is led by another letter to the signature, which nobody else gives', async () => {
    const member = await core
      .call('links.open', { text: await link(ktt.email) })
      .catch((cause: unknown) => cause);
    expect(member).toMatchObject({ code: 'LINK_USED' });
    dossier = await open(ctk.email);
    expect(dossier).toMatchObject({ access: 'signer', memberId: ctk.id, status: 'CHO_PHE_DUYET' });
    expect(dossier.actions).toContain('sign');
    await expect(start(await certificateOf(core, tokens.serials.KTT))).rejects.toMatchObject({
      code: 'CERT_OF_ANOTHER',
      details: { registeredFor: `${ktt.name} (Kế toán trưởng)` },
    });
    const certificateId = await certificateOf(core, tokens.serials.CTK);
    const asAuthor = { id: declared.id, certificateId, expected: shown(dossier) };
    await expect(core.call('registrations.sign', asAuthor)).rejects.toThrow('ROLE_FORBIDDEN');
  });

  it('signs nothing that was not shown', async () => {
    const certificateId = await certificateOf(core, tokens.serials.CTK);
    const job = await start(certificateId, { ...shown(dossier), tokhai: '0'.repeat(64) });
    expect(job).toMatchObject({
      phase: 'failed',
      failure: { code: 'DOCUMENT_CHANGED', details: { name: 'tokhaidangkysudungdvc.pdf' } },
    });
    const one = await start(certificateId, { hoso: shown(dossier)['hoso'] ?? '' });
    expect(one.failure?.code).toBe('DOCUMENT_CHANGED');
  });

  it('signs all with one PIN and sends once, though the first answer is lost', async () => {
    let posts = 0;
    desk.line.behave(({ method }) => {
      if (method !== 'POST') return undefined;
      posts += 1;
      return posts === 1 ? { kind: 'lost-answer' } : undefined;
    });
    const job = await start(await certificateOf(core, tokens.serials.CTK));
    expect(job).toMatchObject({ phase: 'awaiting-pin', total: 3, code: dossier.code });
    const asked = await core.call('pin.describe', { jobId: job.jobId });
    expect(asked).toMatchObject({
      purpose: 'sign',
      dossierCode: dossier.code,
      documentCount: 3,
      total: '',
      certificateSerial: tokens.serials.CTK,
    });
    const bytes = new TextEncoder().encode(tokens.pin);
    await core.call('pin.submit', {
      jobId: job.jobId,
      sealed: await sealPin(asked.prompt, bytes),
      // Nobody is signed in of whom it could be remembered.
      remember: true,
    });
    const ended = await untilEnded(core, job.jobId);
    expect(ended.failure).toBeUndefined();
    expect(ended.results.map(({ documentId, indication }) => [documentId, indication])).toEqual([
      ['hoso', 'valid'],
      ['tokhai', 'valid'],
      ['tokhaididong', 'valid'],
    ]);
    expect(posts).toBe(2);
    expect((await core.call('signing.remembered', {})).logins).toEqual([]);
    const sent = await core.call('registrations.get', { id: dossier.id });
    expect(sent).toMatchObject({ status: 'CHO_KBNN', actions: ['delete', 'print'] });
    expect(sent.log.filter(({ status }) => status === 'CHO_KBNN')).toHaveLength(1);
    expect(await atServer(desk, dossier.code)).toMatchObject([{ status: 'CHO_KBNN', version: 2 }]);
    expect((await core.call('registrations.get', { id: declared.id })).status).toBe('CHO_KBNN');
    await expect(start(await certificateOf(core, tokens.serials.CTK))).rejects.toThrow('REGISTRATION_STATE');
  });

  it('has signed what other programs call signed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dvctt-judge-'));
    try {
      writeFileSync(join(folder, 'root.pem'), desk.backend.ca.rootPem);
      writeFileSync(join(folder, 'ca.pem'), desk.backend.ca.issuingPem);
      for (const documentId of ['hoso', 'tokhai', 'tokhaididong'] as const) {
        const file = await core.call('registrations.document', { id: dossier.id, documentId });
        const path = join(folder, 'signed');
        writeFileSync(path, Buffer.from(file.base64, 'base64'));
        if (documentId === 'hoso') {
          execFileSync('xmlsec1', [
            ...['--verify', '--enabled-key-data', 'x509', '--id-attr:Id', 'SignedProperties'],
            ...['--trusted-pem', join(folder, 'root.pem'), '--untrusted-pem', join(folder, 'ca.pem')],
            path,
          ]);
        } else {
          const words = execFileSync('pdfsig', ['-nocert', path], { encoding: 'utf8' });
          expect(words.match(/Signature Validation: Signature is Valid\./g)).toHaveLength(1);
        }
        expect(await core.call('registrations.verify', { id: dossier.id, documentId })).toMatchObject({
          indication: 'valid',
        });
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

it('leaves no secret of a link in the log, nor in the open on the disk', async () => {
  const own = new LogReader(join(desk.folder, 'office'));
  expect(secrets.size).toBeGreaterThan(3);
  await expect.poll(() => own.files()).not.toEqual([]);
  for (const secret of secrets) expect(own.holds(secret.slice(0, 20))).toEqual([]);
});

/** Every file of a data folder, as bytes. */
class LogReader {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  files(): readonly string[] {
    return readdirSync(this.#folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  }

  holds(text: string): readonly string[] {
    return this.files().filter((file) => readFileSync(file).includes(text));
  }
}

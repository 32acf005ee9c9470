import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTokenService } from '#main/tokens/create-token-service.ts';
import { installedModules } from '#native/catalogue/installed-modules.ts';
import { cardKey } from '#test/support/card-key.ts';
import { pkcs11Tool } from '#test/support/pkcs11-tool.ts';
import { startPcscd, type PcscDaemon } from '#test/support/pcscd.ts';
import { scratchCa } from '#test/support/scratch-ca.ts';
import { logIn } from '#test/support/sign-once.ts';
import { hashOf } from '#test/support/verify-signature.ts';
import { PivCard } from '#test/virtual-token/piv-card.ts';
import type { PivKey } from '#test/virtual-token/piv-key.ts';
import { VirtualReader } from '#test/virtual-token/virtual-reader.ts';

const pin = '654321';
const ca = scratchCa();
const reader = new VirtualReader();
const algorithm = { scheme: 'rsa-pkcs1', hash: 'SHA-256' } as const;

let pcscd: PcscDaemon;
let key: PivKey;
let opensc: string;
let service: ReturnType<typeof createTokenService>;

beforeAll(async () => {
  pcscd = await startPcscd();
  opensc = installedModules().find(({ vendor }) => vendor === 'OpenSC')!.path;
  key = await cardKey(ca, 'Nguyễn Văn Kế');
});
afterAll(async () => {
  await pcscd.stop();
  rmSync(ca.folder, { recursive: true });
});
beforeEach(() => {
  service = createTokenService({ modules: [opensc] });
});
afterEach(async () => {
  await service.close();
  await reader.eject();
});

/** Watches, and looks as soon as something is told, as the window does. */
function following() {
  let told: () => void = () => undefined;
  const end = service.watch(() => told());
  return {
    end,
    /** The list of certificates once the change by `act` was told. */
    async after(act: () => Promise<void>) {
      const change = new Promise<void>((resolve) => {
        told = resolve;
      });
      await act();
      await change;
      const { certificates } = await service.certificates({ patience: 60 });
      return { certificates };
    },
  };
}

describe('one who watches', () => {
  it('is told of a card’s insertion and of its removal, and finds its certificate at once', async () => {
    const watch = following();
    await service.list();
    for (let round = 0; round < 3; round += 1) {
      const inserted = await watch.after(() => reader.insert(new PivCard({ keys: [key], pin })));
      expect(inserted.certificates.map(({ view }) => view.owner)).toEqual(['Nguyễn Văn Kế']);
      expect((await service.list()).tokens[0]?.atr).toBe('3b8b800180f9a00000030800001000c8');
      const removed = await watch.after(() => reader.eject());
      expect(removed.certificates).toEqual([]);
      expect((await service.list()).readers.map(({ state }) => state)).toEqual(['empty', 'empty']);
    }
    watch.end();
  });

  it('leaves the card to other programs: they can log in to it while it is watched and listed', async () => {
    const watch = following();
    await service.list();
    await watch.after(() => reader.insert(new PivCard({ keys: [key], pin })));
    const objects = await pkcs11Tool(opensc, ['--login', '--pin', pin, '-O', '--type', 'privkey']);
    expect(objects).toContain('Private Key');
    watch.end();
  });

  it('with a login on a card that is pulled out is told at once that it is over, before anything is signed', async () => {
    const watch = following();
    await service.list();
    const card = new PivCard({ keys: [key], pin });
    const { certificates } = await watch.after(() => reader.insert(card));
    const session = await logIn(service, certificates[0]!.view.id, pin);
    const over = once(session.over, 'abort');
    await reader.eject();
    await over;
    expect(session.over.reason).toMatchObject({ code: 'TOKEN_REMOVED' });
    const digest = hashOf('SHA-256', Buffer.from('Ủy nhiệm chi'));
    await expect(session.sign({ algorithm, digest })).rejects.toMatchObject({ code: 'TOKEN_REMOVED' });
    await session.close();
    watch.end();
  });
});

describe('dvctt tokens --watch --json', () => {
  it('prints the list, then a line for each insertion and removal, and ends with 0 at Ctrl+C', async () => {
    const command = ['src-main/shells/cli/entry.ts', 'tokens', '--watch', '--json', '--module', opensc];
    const program = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'ignore'] });
    const ended = new Promise((resolve) => program.once('exit', resolve));
    const lines = createInterface(program.stdout)[Symbol.asyncIterator]();
    const next = async () => {
      const line = await lines.next();
      return JSON.parse(String(line.value)) as { event: string; token?: { label: string } };
    };
    /** On a busy machine the readers come after the list, and a card is called unread before it is read. */
    const nextOfToken = async () => {
      for (;;) {
        const told = await next();
        if (told.token !== undefined) return told;
      }
    };
    expect((await next()).event).toBe('list');
    await reader.insert(new PivCard({ keys: [key], pin }));
    expect(await nextOfToken()).toMatchObject({ event: 'inserted', token: { label: 'Nguyễn Văn Kế' } });
    await reader.eject();
    expect(await nextOfToken()).toMatchObject({ event: 'removed', token: { label: 'Nguyễn Văn Kế' } });
    program.kill('SIGINT');
    expect(await ended).toBe(0);
  });
});

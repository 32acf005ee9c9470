import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BackendClient } from '#main/backend-client/backend-client.ts';
import { mutationId } from '#main/backend-client/mutation-id.ts';
import { accountOf } from '#main/shells/cli/demo/people.ts';
import type { DossierView } from '#shared/contract/ipc.ts';
import type { Role } from '#shared/domain/people/roles.ts';
import { launchWindow, type OpenWindow, type WindowKind } from './launch-window.ts';
import { whyNoElectron } from './electron/runtime.ts';
import { openDossier, startSigning } from './pages/dossier-page.ts';
import { enterPin } from './pages/pin-page.ts';
import { signIn, signOut } from './pages/sign-in-page.ts';
import { startUnitWorld, type UnitWorld } from './unit-world.ts';

const reason = whyNoElectron();
if (reason !== undefined) process.stderr.write(`main job in Electron skipped: ${reason}\n`);

const shells: readonly { readonly kind: WindowKind; readonly skip: boolean }[] = [
  { kind: 'browser', skip: false },
  { kind: 'electron', skip: reason !== undefined },
];

describe.each(shells)('the main job in the window ($kind)', ({ kind, skip }) => {
  let world: UnitWorld;
  let open: OpenWindow;
  let code: DossierView['code'];

  beforeAll(async () => {
    if (skip) return;
    world = await startUnitWorld();
    code = (await world.forwardedDossier()).code;
    open = await launchWindow(kind, world.options);
  });
  afterAll(async () => {
    if (skip) return;
    await open.close();
    await world.close();
  });

  const signInAs = (role: Role) => signIn(open.page, accountOf(world.backend, role));

  it.skipIf(skip)('a wrong PIN spends one try, empties the field and lets the person try again', async () => {
    await signInAs('KTT');
    await openDossier(open.page, code);
    await startSigning(open.page);
    const pin = await open.pinPage();
    await pin.locator('[data-pin-state=ok]').waitFor();
    await enterPin(pin, '00000000');
    await pin.getByText('Mã PIN không đúng').waitFor();
    await pin.locator('[data-pin-state=low]').waitFor();
    expect(await pin.getByLabel('Mã PIN', { exact: true }).inputValue()).toBe('');
  });

  it.skipIf(skip)('the chief accountant signs every document with one PIN', async () => {
    await enterPin(await open.pinPage(), world.signers.KTT.pin);
    await open.page.getByText('Đã ký xong').waitFor();
    expect(await open.page.getByText('Hợp lệ', { exact: true }).count()).toBeGreaterThanOrEqual(3);
    await open.page.getByRole('button', { name: 'Xong' }).click();
    await signOut(open.page);
  });

  it.skipIf(skip)('the account holder signs and sends the dossier to the Treasury', async () => {
    await signInAs('CTK');
    await openDossier(open.page, code);
    await startSigning(open.page);
    await enterPin(await open.pinPage(), world.signers.CTK.pin);
    await open.page.getByText('Đã ký xong').waitFor();
    await open.page.getByRole('button', { name: 'Gửi KBNN' }).last().click();
    await open.page.getByText('Chờ cán bộ KBNN tiếp nhận hồ sơ').first().waitFor();
  });

  it.skipIf(skip)('the officer finds six valid signatures and accepts', async () => {
    const officer = new BackendClient(world.backend.url);
    const { username, password } = accountOf(world.backend, 'KBNN');
    await officer.signIn(username, password);
    const { documents } = await officer.report(code);
    expect(documents.map(({ report }) => [report.indication, report.signatures.length])).toEqual([
      ['valid', 2],
      ['valid', 2],
      ['valid', 2],
    ]);
    const { version } = await officer.dossier(code);
    const accepted = await officer.accept(code, mutationId('accept', code, version), version);
    expect(accepted.status).toBe('DA_TIEP_NHAN');
  });

  it.skipIf(skip)('nothing was refused by the content policy and nothing failed unseen', () => {
    expect(open.complaints).toEqual([]);
  });
});

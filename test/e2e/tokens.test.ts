import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountOf } from '#main/shells/cli/demo/people.ts';
import type { DossierView } from '#shared/contract/ipc.ts';
import { faultyModule, type FaultyModule } from '#test/support/faulty-module.ts';
import { scratchCa } from '#test/support/scratch-ca.ts';
import { addSoftToken, softPin, softTokenHome } from '#test/support/soft-token.ts';
import { launchWindow, type OpenWindow } from './launch-window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { openDossier, startSigning } from './pages/dossier-page.ts';
import { shootOnce } from './pages/pictures.ts';
import { enterPin, rememberLogin, replacePin } from './pages/pin-page.ts';
import { signIn } from './pages/sign-in-page.ts';
import { dialog, openTokenChip, openTokens, tokenCard } from './pages/tokens-page.ts';
import { startUnitWorld, type UnitWorld } from './unit-world.ts';

/** CKF_USER_PIN_LOCKED, as a token shows it whose tries are used up. */
const locked = '40000';
const stranger = 'Token của Bình';
/** Chosen by `addSoftToken`: the security officer's PIN, which the person knows as PUK. */
const puk = '97531864';

let world: UnitWorld;
let open: OpenWindow;
let dossiers: readonly DossierView[];
/** The unit's tokens, through a driver that can make them look pulled. */
let unitModule: FaultyModule;
/** A stranger's token, through a driver that nobody has named yet. */
let strangerModule: FaultyModule;
const label = () => `KTT ${world.backend.demo?.unitCode ?? ''}`;
const newPin = '52738194';

beforeAll(async () => {
  world = await startUnitWorld();
  dossiers = [await world.forwardedDossier(), await world.forwardedDossier(), await world.forwardedDossier()];
  const home = softTokenHome();
  await addSoftToken(home, scratchCa(), { label: stranger, keyType: 'rsa-2048', owner: 'Nguyễn Văn Bình' });
  strangerModule = faultyModule(home);
  const { module, conf } = world.signers.KTT.token;
  unitModule = faultyModule({ module, folder: conf.replace(/\/[^/]*$/, ''), env: {} });
  open = await launchWindow('browser', { ...world.options, modules: [unitModule.path] });
});
afterAll(async () => {
  await open.close();
  await world.close();
  unitModule.remove();
  strangerModule.remove();
});

const shoot = async (name: string) => {
  await shootOnce(open.page, name);
};

describe('tokens in the window', () => {
  it('are shown to one who has no account, with what they are and whose certificates they hold', async () => {
    const { page } = open;
    await page.getByRole('link', { name: 'Không cần đăng nhập: xem token và chứng thư số' }).click();
    const card = tokenCard(page, label());
    await card.locator('[data-pin-state=ok]').waitFor();
    await card.getByText(world.signers.KTT.token.serial).waitFor();
    await page
      .getByRole('article', { name: world.signers.KTT.account.name })
      .getByText(world.signers.KTT.certificateSerial)
      .waitFor();
    await shoot('guest');
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.getByRole('link', { name: 'Hồ sơ', exact: true }).count()).toBe(0);
  });

  it('keep their PIN after a wrong old one, which costs one try and is said so', async () => {
    const { page } = open;
    await page.getByRole('link', { name: 'Đăng nhập' }).click();
    await signIn(page, accountOf(world.backend, 'KTT'));
    await openTokens(page);
    await tokenCard(page, label()).getByRole('button', { name: 'Đổi mã PIN' }).click();
    await dialog(page).getByRole('button', { name: 'Tiếp tục' }).click();
    const pin = await open.pinPage();
    await replacePin(pin, ['Mã PIN hiện tại', '00000000'], newPin);
    await pin.getByText('Mã PIN không đúng').waitFor();
    await pin.locator('[data-pin-state=low]').waitFor();
    const typed = (name: string) => pin.getByLabel(name, { exact: true }).inputValue();
    expect(await typed('Mã PIN hiện tại')).toBe('');
    // Only the old one was wrong: nobody types the new one twice more for that.
    expect([await typed('Mã PIN mới'), await typed('Nhập lại mã PIN mới')]).toEqual([newPin, newPin]);
    await shoot('change-wrong');
  });

  it('spend no try on a new PIN that is the old one or that was typed two ways', async () => {
    const pin = await open.pinPage();
    const press = pin.getByRole('button', { name: 'Đổi mã PIN', exact: true });
    const old = pin.getByLabel('Mã PIN hiện tại', { exact: true });
    const next = pin.getByLabel('Mã PIN mới', { exact: true });
    const repeat = pin.getByLabel('Nhập lại mã PIN mới', { exact: true });
    const logins = () => unitModule.calls().filter((call) => /C_Login|C_SetPIN/.test(call)).length;
    const before = logins();
    for (const field of [next, repeat]) await field.fill('');
    await old.pressSequentially(world.signers.KTT.pin);
    await next.pressSequentially(world.signers.KTT.pin);
    await pin.getByText('Mã PIN mới phải khác mã PIN hiện tại.').waitFor();
    await repeat.pressSequentially(world.signers.KTT.pin);
    expect(await press.isDisabled()).toBe(true);
    await next.fill('');
    await next.pressSequentially('123456');
    await pin.getByText('dãy liền nhau').waitFor();
    await pin.getByText('Hai lần nhập mã PIN mới chưa giống nhau.').waitFor();
    await repeat.press('Enter');
    expect(await press.isDisabled()).toBe(true);
    await shoot('change-warnings');
    expect(logins()).toBe(before);
    for (const field of [old, next, repeat]) await field.fill('');
  });

  it('change their PIN when the old one is right', async () => {
    const { page } = open;
    await replacePin(await open.pinPage(), ['Mã PIN hiện tại', world.signers.KTT.pin], newPin);
    await dialog(page).getByText('Đã đổi mã PIN.').waitFor();
    await shoot('changed');
    await dialog(page).getByRole('button', { name: 'Đóng' }).last().click();
    await tokenCard(page, label()).locator('[data-pin-state=ok]').waitFor();
  });

  const sign = async (index: number, beforeSigned: () => Promise<void>) => {
    const { page } = open;
    await page.getByRole('link', { name: 'Hồ sơ', exact: true }).click();
    await openDossier(page, dossiers[index]?.code ?? '');
    await startSigning(page);
    await beforeSigned();
    try {
      await page.getByText('Đã ký xong').waitFor();
    } catch (cause) {
      // What stands there instead names the cause, which a time limit does not.
      const shown = await Promise.all(page.frames().map((frame) => frame.locator('body').innerText()));
      throw new Error(`not signed: ${shown.join('\n--- frame ---\n')}`, { cause });
    }
    await page.getByRole('button', { name: 'Xong' }).click();
  };
  const enterAndRemember = async () => {
    const pin = await open.pinPage();
    await rememberLogin(pin);
    await shoot('sign');
    await enterPin(pin, newPin);
  };

  it('sign with the new PIN, and the next dossier without any while the login is remembered', async () => {
    const { page } = open;
    await sign(0, enterAndRemember);
    await openTokenChip(page).waitFor();
    await sign(1, () => Promise.resolve());
    await openTokenChip(page).waitFor();
    await shoot('chip');
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('ask for the PIN again once they were locked by the press in the masthead', async () => {
    const { page } = open;
    await openTokenChip(page).click();
    await openTokenChip(page).waitFor({ state: 'detached' });
    await sign(2, enterAndRemember);
    await openTokenChip(page).waitFor();
  });

  it('take another driver into use only after it has answered, and show its token', async () => {
    const { page } = open;
    await openTokens(page);
    await page.getByRole('button', { name: 'Thêm trình điều khiển…' }).click();
    const path = dialog(page).getByLabel('Đường dẫn đầy đủ của tệp');
    await path.fill('/etc/hostname');
    await dialog(page).getByRole('button', { name: 'Thử và thêm' }).click();
    await dialog(page).getByText('Chưa thêm được').waitFor();
    await shoot('add-refused');
    strangerModule.order(`token set-flags ${locked}`);
    await path.fill(`"${strangerModule.path}"`);
    await dialog(page).getByRole('button', { name: 'Thử và thêm' }).click();
    await dialog(page).getByText('Đã thêm.').waitFor();
    await shoot('added');
    await dialog(page).getByRole('button', { name: 'Đóng' }).last().click();
    await tokenCard(page, stranger).waitFor();
  });

  it('are unblocked with the PUK after a warning, and a wrong PUK is said to cost a try', async () => {
    const { page } = open;
    const card = tokenCard(page, stranger);
    await card.locator('[data-pin-state=locked]').waitFor();
    expect(await card.getByRole('button', { name: 'Đổi mã PIN' }).count()).toBe(0);
    await card.getByRole('button', { name: 'Mở khóa bằng PUK' }).click();
    await shoot('unblock-dialog');
    const next = dialog(page).getByRole('button', { name: 'Tiếp tục' });
    expect(await next.isDisabled()).toBe(true);
    await dialog(page).getByRole('checkbox').check();
    await next.click();
    const pin = await open.pinPage();
    await replacePin(pin, ['Mã PUK', '11223344'], newPin);
    await pin.getByText('Mã PUK không đúng').waitFor();
    await shoot('unblock-wrong');
    strangerModule.order();
    await replacePin(pin, ['Mã PUK', puk], newPin);
    await dialog(page).getByText('Đã mở khóa và đặt mã PIN mới.').waitFor();
    await dialog(page).getByRole('button', { name: 'Đóng' }).last().click();
    await card.locator('[data-pin-state=ok]').waitFor();
  });

  it('prove a private key with one signature, after consent and with the new PIN alone', async () => {
    const { page } = open;
    await page.getByRole('button', { name: /^Kiểm tra khóa của Nguyễn Văn Bình/ }).click();
    await dialog(page).getByRole('checkbox').check();
    await dialog(page).getByRole('button', { name: 'Ký thử' }).click();
    const pin = await open.pinPage();
    await enterPin(pin, softPin, 'Ký thử');
    await pin.getByText('Mã PIN không đúng').waitFor();
    await enterPin(pin, newPin, 'Ký thử');
    await dialog(page).getByText('Khóa bí mật hoạt động').waitFor();
    await shoot('challenge');
    await dialog(page).getByRole('button', { name: 'Đóng' }).last().click();
  });

  it('are tested step by step without any PIN', async () => {
    const { page } = open;
    await tokenCard(page, stranger).getByRole('button', { name: 'Tự kiểm tra' }).click();
    await dialog(page).getByRole('button', { name: 'Bắt đầu' }).click();
    await dialog(page).getByText('Mọi bước đều đạt.').waitFor();
    expect(await dialog(page).locator('[data-outcome=passed]').count()).toBeGreaterThan(3);
    await shoot('self-test');
    expect(await seriousFindings(page)).toEqual([]);
    await dialog(page).getByRole('button', { name: 'Đóng' }).last().click();
  });

  it('leave the screen by themselves when they are pulled, and take the remembered login with them', async () => {
    const { page } = open;
    expect(await openTokenChip(page).count()).toBe(1);
    await tokenCard(page, label()).getByRole('button', { name: 'Đổi mã PIN' }).focus();
    unitModule.order('token pulled');
    await tokenCard(page, label()).waitFor({ state: 'detached' });
    await tokenCard(page, stranger).waitFor();
    await openTokenChip(page).waitFor({ state: 'detached' });
    // The focus stays on the screen instead of falling to nowhere.
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Token & chứng thư số');
    await shoot('pulled');
  });

  it('caused nothing that the content policy refused and nothing that failed unseen', () => {
    expect(open.complaints).toEqual([]);
  });
});

import { join, resolve } from 'node:path';
import { mkdir } from 'node:fs/promises';
import { roleNames } from '#shared/domain/people/roles.ts';
import { phoneLines } from '../demo/phones.ts';
import { Narrator, StepFailed } from '../demo/narrator.ts';
import { demoSteps, runDemo, type DemoWorld } from '../demo/run.ts';
import type { Printer } from '../printer.ts';
import { openWindow } from '../window/open-window.ts';

/** `dvctt demo`: the main job end to end, then the window on its data. Exit 1 names the failed step. */
export async function demoCommand(
  options: { readonly headless?: boolean; readonly data?: string },
  printer: Printer,
): Promise<number> {
  const folder = resolve(options.data ?? join('demo-data', stamp(new Date())));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const narrator = new Narrator(demoSteps, (line) => printer.say(line));
  let world: DemoWorld;
  try {
    world = await runDemo(folder, narrator);
  } catch (cause) {
    if (cause instanceof StepFailed) return 1;
    throw cause;
  }
  try {
    tellResult(world, printer);
    tellTokens(world, printer);
    if (options.headless === true) return 0;
    tellHowToTry(world, printer);
    await openWindow({ ...world.options }, { shell: 'auto', printer });
    return 0;
  } finally {
    await world.backend.close();
  }
}

function tellResult(world: DemoWorld, printer: Printer): void {
  printer.say(`\nTệp đã ký: ${join(world.folder, 'da-ky')}`);
  printer.say('Kiểm tra bằng công cụ của người khác:');
  for (const command of world.commands) printer.say(`  ${command}`);
  printer.say(
    '  (pdfsig nói “Certificate issuer isn’t Trusted” vì CA thử nghiệm không nằm trong kho của NSS; chữ ký vẫn “Valid”.)',
  );
}

function tellHowToTry(world: DemoWorld, printer: Printer): void {
  printer.say(
    '\nMột hồ sơ thứ hai đang chờ Kế toán trưởng ký, một hồ sơ thứ ba đang chờ Chủ tài khoản hoặc người được ủy quyền: đăng nhập để thử “Ký số”.',
  );
  printer.say('Tài khoản để đăng nhập trong cửa sổ:');
  for (const { username, password, role, name } of world.options.demoAccounts ?? []) {
    const pin = world.signers.find(({ account }) => account.username === username)?.pin;
    printer.say(
      `  ${roleNames[role]} — ${name}: ${username} / ${password}${pin === undefined ? '' : `, mã PIN token ${pin}`}`,
    );
  }
  const { url, demo } = world.backend;
  printer.say('');
  for (const line of phoneLines(url, demo?.phones ?? [])) printer.say(line);
}

/** The demo's tokens are seen by the other commands only where they are told of them. */
function tellTokens(world: DemoWorld, printer: Printer): void {
  const [signer] = world.signers;
  if (signer === undefined) return;
  printer.say('\nDùng token của demo với các lệnh khác (dvctt tokens, certs, sign…):');
  printer.say(
    `  export SOFTHSM2_CONF=${signer.token.conf} DVCTT_PKCS11_MODULES=${signer.token.module} DVCTT_DATA=${world.options.dataFolder}`,
  );
  for (const { account, token, pin } of world.signers) {
    printer.say(`  token ${token.serial} — ${account.name}, mã PIN ${pin}`);
  }
}

/** `2026-11-22_06-12-30`, local time: each run has a folder of its own and overwrites nothing. */
function stamp(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const date = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-');
  return `${date}_${[now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join('-')}`;
}

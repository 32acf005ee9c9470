import { resolve } from 'node:path';
import type { ModuleTrial } from '#shared/contract/token-jobs.ts';
import type { ModuleView } from '#shared/contract/tokens.ts';
import { describeFailure, type Printer } from '../printer.ts';
import { withTokens, type ModuleOptions } from '../tokens-from.ts';
import { shown } from '../visible.ts';

const origins: Readonly<Record<NonNullable<ModuleView['origin']>, string>> = {
  named: 'chỉ định bằng --module hoặc DVCTT_PKCS11_MODULES',
  added: 'do người dùng thêm',
  catalogue: 'có trong danh mục trình điều khiển',
};

/** `dvctt modules`: the PKCS#11 modules in use, and where each comes from. Exit code 0. */
export async function listModulesCommand(options: ModuleOptions, printer: Printer): Promise<number> {
  const { modules } = await withTokens(options, (tokens) => tokens.list());
  printer.data({ modules });
  for (const module of modules) printer.say(describeModule(shown(module)));
  if (modules.length === 0) printer.say('Không có trình điều khiển token (PKCS#11) nào trên máy này.');
  return 0;
}

/** `dvctt modules add`: tries a module in a process of its own and remembers it. Exit code 1 when it is refused. */
export async function addModuleCommand(
  path: string,
  options: ModuleOptions,
  printer: Printer,
): Promise<number> {
  // A shell's relative path is made whole here; the window gives whole ones.
  const trial = await withTokens(options, (tokens) => tokens.addModule(resolve(path)));
  printer.data(trial);
  printer.say(describeTrial(shown(trial)));
  return trial.accepted ? 0 : 1;
}

/** `dvctt modules remove`: of a module that was added. */
export async function removeModuleCommand(
  path: string,
  options: ModuleOptions,
  printer: Printer,
): Promise<number> {
  const removed = resolve(path);
  await withTokens(options, (tokens) => tokens.removeModule(removed));
  printer.data({ removed });
  printer.say(`Đã bỏ trình điều khiển ${shown(removed)}`);
  return 0;
}

function describeModule(module: ModuleView): string {
  const { path, vendor, origin, description, version, failure, milliseconds } = module;
  const known = [vendor, origin === undefined ? undefined : origins[origin]].filter(
    (part) => part !== undefined,
  );
  const answer = milliseconds === undefined ? '' : ` (trả lời sau ${milliseconds} ms)`;
  return [
    path,
    ...(known.length === 0 ? [] : [`  ${known.join(' — ')}`]),
    failure === undefined ? `  ✓ ${description} ${version}${answer}` : describeFailure(failure),
  ].join('\n');
}

function describeTrial(trial: ModuleTrial): string {
  if (trial.failure !== undefined) return describeFailure(trial.failure);
  return `✓ Đã thử và thêm ${trial.path}: ${trial.description} ${trial.version} (${trial.manufacturer}), ${trial.tokens} token, ${trial.milliseconds} ms`;
}

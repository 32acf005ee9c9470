import type { ModuleView } from '#shared/contract/tokens.ts';

/** The file without its folders, as vendors and support name it. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** What people know a driver by: its vendor or what it says of itself, and its file. */
export function moduleName(path: string, modules: readonly ModuleView[]): string {
  const module = modules.find((one) => one.path === path);
  const said = module?.vendor ?? module?.description ?? '';
  return said === '' ? fileName(path) : `${said} (${fileName(path)})`;
}

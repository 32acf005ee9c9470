import { realpathSync } from 'node:fs';
import type { InstalledModule } from '#native/catalogue/installed-modules.ts';
import { vendorOfFile } from '#native/catalogue/vendor-of-file.ts';
import type { AddedModules } from './added-modules.ts';
import type { ModuleOrigin, WatchedModule } from './watched-module.ts';

export interface ModuleSetOptions {
  readonly named: readonly string[];
  readonly added: AddedModules;
  /** Looks which modules of the catalogue are on this machine now. */
  readonly installed: () => readonly InstalledModule[];
  readonly make: (path: string, origin: ModuleOrigin, vendor: string | undefined) => WatchedModule;
}

/** The modules in use, each file once: named ones, those that a person has added, those of the catalogue. */
export class ModuleSet {
  readonly #options: ModuleSetOptions;
  #modules: readonly WatchedModule[] = [];

  constructor(options: ModuleSetOptions) {
    this.#options = options;
    this.refresh();
  }

  get all(): readonly WatchedModule[] {
    return this.#modules;
  }

  find(path: string): WatchedModule | undefined {
    const file = realPath(path);
    return this.#modules.find((module) => module.path === path || realPath(module.path) === file);
  }

  /** Takes in what was installed or added since, and lets go of what is no longer wanted. */
  refresh(): void {
    const { named, added, installed, make } = this.#options;
    const wanted = new Map<string, { path: string; origin: ModuleOrigin; vendor: string | undefined }>();
    const want = (path: string, origin: ModuleOrigin, vendor: string | undefined) => {
      const file = realPath(path);
      if (!wanted.has(file)) wanted.set(file, { path, origin, vendor });
    };
    for (const path of named) want(path, 'named', vendorOfFile(path));
    for (const path of added.list()) want(path, 'added', vendorOfFile(path));
    for (const { path, vendor } of installed()) want(path, 'catalogue', vendor);
    const before = this.#modules;
    this.#modules = [...wanted.values()].map(
      ({ path, origin, vendor }) =>
        before.find((module) => module.path === path && module.origin === origin) ??
        make(path, origin, vendor),
    );
    for (const module of before) if (!this.#modules.includes(module)) module.client.retire();
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

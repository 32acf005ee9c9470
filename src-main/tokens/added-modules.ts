/** Where the modules that a person has added are remembered. */
export interface AddedModules {
  /** Absolute paths, oldest first. */
  list(): readonly string[];
  add(path: string): Promise<void>;
  remove(path: string): Promise<void>;
}

/** Remembers them no longer than the program runs. */
export function forgetfulModules(): AddedModules {
  let paths: readonly string[] = [];
  return {
    list: () => paths,
    add: (path) => {
      paths = [...paths.filter((other) => other !== path), path];
      return Promise.resolve();
    },
    remove: (path) => {
      paths = paths.filter((other) => other !== path);
      return Promise.resolve();
    },
  };
}

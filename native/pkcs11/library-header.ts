/** What the head of a library says of itself. */
export interface LibraryHeader {
  readonly kind: 'elf' | 'pe' | 'mach-o';
  /** One entry for each architecture that is in the file: several in a fat Mach-O. */
  readonly builds: readonly LibraryBuild[];
  /** Names of the libraries that it needs to be loaded, in the file's order. */
  readonly needed: readonly string[];
  /** Folders that the library itself names to look in; `$ORIGIN` and `@loader_path` are its own. */
  readonly searchPaths: readonly string[];
  /** It names more than any honest library: made to keep somebody busy. What is named is left out then. */
  readonly unreasonable: boolean;
}

export interface LibraryBuild {
  readonly bits: 32 | 64;
  /** Name of the machine as Node names it (`process.arch`), or the number in the header when it is another. */
  readonly machine: string;
}

/** More libraries than anything needs; a table that goes on is cut off here. */
export const mostNeeded = 200;
/** The same of the folders to look in, and all their letters. */
export const mostSearchPaths = { folders: 32, letters: 4_096 } as const;

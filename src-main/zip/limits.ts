/** What an archive may be before anything of it is unpacked. */
export interface ZipLimits {
  /** Files in it. */
  readonly entries: number;
  /** Unpacked bytes of one file, and of all together. */
  readonly entryBytes: number;
  readonly totalBytes: number;
  /** Unpacked to packed bytes, of files over `ratioFrom` bytes. */
  readonly ratio: number;
  readonly ratioFrom: number;
}

/** Ten thousand alike lines pack to about a hundredth; deflate itself ends at 1032. */
export const softwareZipLimits: ZipLimits = {
  entries: 2_000,
  entryBytes: 32 * 1024 * 1024,
  totalBytes: 200 * 1024 * 1024,
  ratio: 250,
  ratioFrom: 1024 * 1024,
};

/** A million empty rows are 60 MB of XML, and pack well. */
export const workbookLimits: ZipLimits = {
  entries: 2_000,
  entryBytes: 160 * 1024 * 1024,
  totalBytes: 256 * 1024 * 1024,
  ratio: 400,
  ratioFrom: 4 * 1024 * 1024,
};

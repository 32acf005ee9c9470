/** What a document of Java's XMLDecoder says, as plain values: nothing in it is ever called, loaded or made. */

export interface BeanValue {
  /** `time`: milliseconds since 1970. `number`: a decimal text. */
  readonly kind: 'text' | 'number' | 'time';
  readonly text: string;
}

export interface Bean {
  readonly properties: ReadonlyMap<string, BeanValue>;
  readonly lines: readonly ReadonlyMap<string, BeanValue>[];
}

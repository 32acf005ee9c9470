/** A letter in words, before it is laid out as text and as HTML. Values in it are plain text, never markup. */
export interface LetterText {
  readonly subject: string;
  /** Name after “Kính gửi”. */
  readonly name: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  /** What happened, as label and value. */
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [label: string, value: string])[] }
  | { readonly kind: 'link'; readonly label: string; readonly href: string }
  /** Somebody else's words, marked as such. */
  | { readonly kind: 'quote'; readonly text: string };

export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
export const facts = (...rows: readonly (readonly [string, string])[]): Block => ({
  kind: 'facts',
  facts: rows,
});
export const link = (label: string, href: string): Block => ({ kind: 'link', label, href });
export const quote = (text: string): Block => ({ kind: 'quote', text });

/** What a template knows beside the letter. */
export interface LetterPlace {
  /** Address of this server as people outside reach it, without a slash at the end. */
  readonly publicUrl: string;
}

/** A letter ready to be handed to a mail server or written down. */
export interface Message {
  readonly id: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly date: Date;
}

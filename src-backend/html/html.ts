/** HTML that is safe to send: only the `markup` tag makes it, and everything put into the tag is escaped. */
export class Html {
  readonly #markup: string;

  private constructor(markup: string) {
    this.#markup = markup;
  }

  /** For the tag below; a template's own text is trusted, being part of the program. */
  static join(parts: readonly string[], children: readonly Child[]): Html {
    return new Html(parts.map((part, index) => part + markupOf(children[index])).join(''));
  }

  toString(): string {
    return this.#markup;
  }
}

/** What may stand in a template: text and numbers are escaped, lists are joined, nothing is left out. */
export type Child = string | number | Html | undefined | readonly Child[];

/**
 * Template tag. A value may stand as text between tags or inside a quoted attribute, nowhere else: not in a script, a
 * style, a tag's name or an unquoted attribute. (Not called `html`: prettier would move spaces inside.) For `href` and `src` of a value that others chose use `webAddress`.
 */
export function markup(parts: TemplateStringsArray, ...children: readonly Child[]): Html {
  return Html.join(parts, children);
}

/** The address when it leads to a web page, else `#`: a `javascript:` address would run. */
export function webAddress(address: string): string {
  return /^https?:\/\/[^\s]+$/i.test(address) || /^\/(?![/\\])[^\s\\]*$/.test(address) ? address : '#';
}

function markupOf(child: Child): string {
  if (child === undefined) return '';
  if (typeof child === 'string') return escaped(child);
  if (typeof child === 'number') return escaped(String(child));
  if (child instanceof Html) return child.toString();
  return child.map(markupOf).join('');
}

function escaped(text: string): string {
  return (
    text
      // A browser drops or replaces these in its own way; they are shown as one visible mark instead.
      // eslint-disable-next-line no-control-regex -- control characters are what is looked for
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ud800-\udfff]/gu, '\ufffd')
      .replace(/[&<>"'`=]/g, (character) => `&#${character.codePointAt(0) ?? 0};`)
  );
}

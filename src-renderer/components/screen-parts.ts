/** The screen of tokens as messages call it, in quotes; a test holds this against the screen's own title. */
const named = /(“(?:Token & chứng thư số|Tokens & certificates)”)/;

export interface ScreenPart {
  readonly text: string;
  /** It names the screen of tokens. */
  readonly named: boolean;
}

/** Takes a sentence apart at the names of the screen; put together again, the parts are the sentence. */
export function screenParts(sentence: string): readonly ScreenPart[] {
  // A group in the pattern keeps what it found among the parts: every second one.
  return sentence
    .split(named)
    .map((text, index) => ({ text, named: index % 2 === 1 }))
    .filter(({ text }) => text !== '');
}

/** The window's title: what is on the screen, and before it how many dossiers wait for this person. */
let text: string | undefined;
let waiting = 0;

function write(): void {
  // Until a screen has said otherwise, the page's own title stands.
  text ??= document.title.replace(/^\(\d+\) /, '');
  document.title = waiting > 0 ? `(${waiting}) ${text}` : text;
}

/** Shows this title; the function that is returned goes back to the one before. */
export function showTitle(next: string): () => void {
  write();
  const before = text;
  text = next;
  write();
  return () => {
    if (text === next) text = before;
    write();
  };
}

export function showWaiting(count: number): void {
  waiting = count;
  write();
}

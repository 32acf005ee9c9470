/** Unfolds what is folded while a page is printed: paper cannot be clicked. Returns the function that stops it. */
export function unfoldForPrint(): () => void {
  let unfolded: HTMLDetailsElement[] = [];
  const before = () => {
    unfolded = [...document.querySelectorAll<HTMLDetailsElement>('main details:not([open])')];
    for (const details of unfolded) details.open = true;
  };
  const after = () => {
    for (const details of unfolded) details.open = false;
    unfolded = [];
  };
  addEventListener('beforeprint', before);
  addEventListener('afterprint', after);
  return () => {
    removeEventListener('beforeprint', before);
    removeEventListener('afterprint', after);
  };
}

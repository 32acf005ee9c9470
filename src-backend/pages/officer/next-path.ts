const console = '/can-bo';
const doors = [`${console}/dang-nhap`, `${console}/dang-xuat`];

/**
 * A page of the console to go on to after the sign-in, or undefined for anything else: the address is what a browser
 * sent, and must lead nowhere but here. A notice of what was done is not shown again.
 */
export function nextPath(given: string): string | undefined {
  const here = 'http://here.invalid';
  if (given.length > 500 || !URL.canParse(given, here)) return undefined;
  const { origin, pathname, searchParams } = new URL(given, here);
  if (origin !== here || !`${pathname}/`.startsWith(`${console}/`) || doors.includes(pathname))
    return undefined;
  searchParams.delete('xong');
  const query = searchParams.toString();
  return query === '' ? pathname : `${pathname}?${query}`;
}

/** The two origins of the Electron shell: two sites, so that the PIN page never shares a process with the window. */
export const scheme = 'app';
export const windowOrigin = `${scheme}://window`;
export const pinOrigin = `${scheme}://pin`;

/** Origin of an address in our own scheme or any other; empty for what is no address. `URL.origin` is opaque here. */
export function originOf(address: string): string {
  const url = URL.parse(address);
  return url === null ? '' : `${url.protocol}//${url.host}`;
}

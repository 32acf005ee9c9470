/** A stored letter (JSON) without the secret of its link and without its password: once it has left, nobody needs them here. */
export function withoutSecrets(letter: string): string {
  return JSON.stringify(JSON.parse(letter), (key, value: unknown) =>
    key === 'secret' || key === 'password' ? '' : value,
  );
}

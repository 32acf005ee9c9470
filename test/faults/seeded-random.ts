/** Numbers from 0 up to 1, the same for the same seed (xorshift32): a failure is replayed by its seed. */
export function seededRandom(seed: number): () => number {
  // Zero would stay zero for ever.
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  // Neighbouring seeds begin alike; after a few steps they do not.
  for (let step = 0; step < 8; step += 1) next();
  return next;
}

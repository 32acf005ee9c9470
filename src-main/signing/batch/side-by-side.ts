/** Does work on every item, at most `most` at a time; the answers stand in the order of the items. */
export async function sideBySide<T, R>(
  items: readonly T[],
  most: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const answers: R[] = [];
  let next = 0;
  const one = async () => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      // The index is below the length; only holes, which no caller makes, are passed over.
      if (item !== undefined) answers[index] = await work(item, index);
    }
  };
  const workers = Array.from({ length: Math.min(most, items.length) }, one);
  try {
    await Promise.all(workers);
  } finally {
    // After a failure nobody begins another item.
    next = items.length;
  }
  return answers;
}

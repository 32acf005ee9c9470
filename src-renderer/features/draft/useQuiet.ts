import { useEffect, useState } from 'react';

/** Whether a value has stayed the same for `ms`. */
export function useQuiet(value: unknown, ms: number): boolean {
  const [settled, setSettled] = useState<{ readonly value: unknown }>();
  useEffect(() => {
    const timer = setTimeout(() => setSettled({ value }), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled !== undefined && settled.value === value;
}

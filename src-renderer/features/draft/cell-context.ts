/** Set around the fields of a grid row: labels stand in the heading of the column, complaints below the row. */
import { createContext } from 'react';

export interface Cell {
  /** Where the row says what is wrong with its cells; null until the row is drawn. */
  readonly notes: HTMLElement | null;
}

export const CellContext = createContext<Cell | undefined>(undefined);

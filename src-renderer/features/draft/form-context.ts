/** What holds for every field of a form at once. */
import { createContext } from 'react';

export interface FormManner {
  /** The form is shown, not filled in. */
  readonly readOnly: boolean;
  /** Form path → what stands now, where the form asks for something else; said below the field. */
  readonly standing: ReadonlyMap<string, string>;
}

export const FormContext = createContext<FormManner>({ readOnly: false, standing: new Map() });

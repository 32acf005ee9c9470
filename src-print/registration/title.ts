import { page, type Ink, type Sheet } from '../sheet.ts';

/** A line that names what follows it. */
export interface Title {
  readonly text: string;
  readonly ink: Ink;
}

export const sectionTitle = (text: string): Title => ({ text, ink: { face: 'bold', size: 11.5 } });
export const subtitle = (text: string): Title => ({ text, ink: { face: 'italic', size: 11 } });

/** Draws the title on the page on which the next `following` points still fit: never as the last thing on one. */
export function drawTitle(sheet: Sheet, { text, ink }: Title, following = 40): void {
  const above = 6;
  const height = sheet.lineHeight(ink) + 3;
  if (sheet.fits(above + height + following)) sheet.y += above;
  else sheet.newPage();
  sheet.text(text, page.left, sheet.y, ink);
  sheet.y += height;
}

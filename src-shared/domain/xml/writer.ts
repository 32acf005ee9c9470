/** Lines of canonical XML: two spaces a level, one element a line, text escaped. */
import { escapeText } from './characters.ts';

/** An element around lines of its own level. */
export function element(name: string, children: readonly string[], indent: string): string[] {
  return [`${indent}<${name}>`, ...children, `${indent}</${name}>`];
}

/** One element for each property, in the order of the properties. */
export function leaves(values: Readonly<Record<string, string>>, indent: string): string[] {
  return Object.entries(values).map(([name, value]) => leaf(name, value, indent));
}

export function leaf(name: string, value: string, indent: string): string {
  return `${indent}<${name}>${escapeText(value, name)}</${name}>`;
}

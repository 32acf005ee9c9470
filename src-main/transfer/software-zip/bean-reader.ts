/**
 * Reads the one shape of document that accounting software writes, as inert XML. Java would run it: every element of the
 * XMLDecoder language is a call. Here the whitelist is a grammar, and whatever is not in it ends the reading:
 *
 *   java(class=XMLDecoder) → object(TemplateChungTu) → void(property)* → value | object(ArrayList)
 *   object(ArrayList) → void(method=add)* → object(TemplateChungTuGt) → void(property)* → value
 *   value → string | int | long | short | byte | double | float | boolean | null | object(Timestamp) | object(BigDecimal)
 */
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { DvcttError } from '#shared/contract/errors.ts';
import { mostLines } from '#shared/domain/vouchers/voucher.ts';
import type { Bean, BeanValue } from './bean.ts';
import {
  documentClass,
  lineClass,
  linesProperty,
  listClass,
  numberClasses,
  timeClasses,
  voucherClass,
} from './names.ts';

/** Characters of one value, and properties of one object. */
const longestValue = 4_000;
const mostProperties = 300;

const numbers = ['int', 'long', 'short', 'byte', 'double', 'float'];

type Place =
  | 'document'
  | 'java'
  | 'voucher'
  | 'voucher-property'
  | 'list'
  | 'add'
  | 'line'
  | 'line-property'
  | 'time'
  | 'number'
  | 'leaf';

interface Frame {
  readonly place: Place;
  /** Of a property. */
  readonly name?: string;
  /** Something stands in it already: a property has one value, an `add` one object. */
  filled: boolean;
}

/**
 * @throws DvcttError XML_DTD_FORBIDDEN, XML_BROKEN, SOFTWARE_XML_CLASS, SOFTWARE_XML_CALL, SOFTWARE_XML_PROPERTY,
 * SOFTWARE_XML_VALUE, IMPORT_TOO_MUCH
 */
export function readBean(xml: string): Bean {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw new DvcttError('XML_DTD_FORBIDDEN');
  const reader = new BeanReader();
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('doctype', () => {
    throw new DvcttError('XML_DTD_FORBIDDEN');
  });
  parser.on('processinginstruction', () => {
    throw new DvcttError('XML_BROKEN', { where: 'processing instruction' });
  });
  parser.on('error', (error) => {
    throw new DvcttError('XML_BROKEN', { message: error.message.slice(0, 200) });
  });
  parser.on('opentag', (tag) => reader.open(tag));
  parser.on('text', (text) => reader.text(text));
  parser.on('cdata', (text) => reader.text(text));
  parser.on('closetag', () => reader.close());
  parser.write(xml).close();
  return reader.bean();
}

class BeanReader {
  readonly #stack: Frame[] = [{ place: 'document', filled: false }];
  readonly #properties = new Map<string, BeanValue>();
  readonly #lines: Map<string, BeanValue>[] = [];
  #hasList = false;
  #leaf: { readonly kind: BeanValue['kind']; text: string } | undefined;

  bean(): Bean {
    return { properties: this.#properties, lines: this.#lines };
  }

  open({ name, attributes }: SaxesTagPlain): void {
    const inside = this.#top();
    const frame = this.#frame(inside, name, attributes);
    if (inside.filled) throw call(name);
    inside.filled = !['voucher', 'line', 'list'].includes(inside.place);
    this.#stack.push(frame);
  }

  text(text: string): void {
    if (this.#leaf === undefined) {
      if (text.trim() !== '') throw call(`text “${text.trim().slice(0, 40)}”`);
      return;
    }
    this.#leaf.text += text;
    if (this.#leaf.text.length > longestValue) throw value(this.#property(), 'length');
  }

  close(): void {
    const frame = this.#stack.pop();
    if (frame?.place !== 'leaf') return;
    const leaf = this.#leaf;
    this.#leaf = undefined;
    if (leaf !== undefined) this.#put(leaf);
  }

  #frame(inside: Frame, element: string, attributes: Readonly<Record<string, string>>): Frame {
    switch (inside.place) {
      case 'document':
        if (element !== 'java') throw call(element);
        requireAttributes(element, attributes, ['class'], ['version']);
        requireClass(attributes['class'], [documentClass]);
        return empty('java');
      case 'java':
        return this.#object(element, attributes, [voucherClass], 'voucher');
      case 'voucher':
        return this.#propertyFrame(element, attributes, 'voucher-property', this.#properties);
      case 'voucher-property':
        return linesProperty.test(inside.name ?? '')
          ? this.#list(element, attributes)
          : this.#value(element, attributes);
      case 'list':
        requireAttributes(element, attributes, ['method'], []);
        if (element !== 'void' || attributes['method'] !== 'add') throw call(attributes['method'] ?? element);
        return empty('add');
      case 'add': {
        const frame = this.#object(element, attributes, [lineClass], 'line');
        if (this.#lines.length === mostLines) throw new DvcttError('IMPORT_TOO_MUCH', { lines: mostLines });
        this.#lines.push(new Map());
        return frame;
      }
      case 'line':
        return this.#propertyFrame(element, attributes, 'line-property', this.#line());
      case 'line-property':
        return this.#value(element, attributes);
      case 'time':
        return this.#leafFrame(element, attributes, ['long'], 'time');
      case 'number':
        return this.#leafFrame(element, attributes, ['string', ...numbers], 'number');
      case 'leaf':
        throw call(element);
    }
  }

  #list(element: string, attributes: Readonly<Record<string, string>>): Frame {
    const frame = this.#object(element, attributes, [listClass], 'list');
    if (this.#hasList) throw new DvcttError('SOFTWARE_XML_PROPERTY', { property: this.#property() });
    this.#hasList = true;
    return frame;
  }

  #propertyFrame(
    element: string,
    attributes: Readonly<Record<string, string>>,
    place: 'voucher-property' | 'line-property',
    holder: Map<string, BeanValue>,
  ): Frame {
    requireAttributes(element, attributes, ['property'], []);
    const name = attributes['property'] ?? '';
    if (element !== 'void' || !/^[A-Za-z][A-Za-z0-9]{0,60}$/.test(name)) throw call(element);
    if (holder.has(name) || holder.size === mostProperties) {
      throw new DvcttError('SOFTWARE_XML_PROPERTY', { property: name, reason: 'repeated' });
    }
    // One without a value is a getter that Java would call: its name is judged like any other.
    holder.set(name, { kind: 'text', text: '' });
    return { place, name, filled: false };
  }

  #value(element: string, attributes: Readonly<Record<string, string>>): Frame {
    if (element !== 'object') {
      return this.#leafFrame(
        element,
        attributes,
        ['string', 'boolean', 'null', ...numbers],
        numbers.includes(element) ? 'number' : 'text',
      );
    }
    const place = timeClasses.includes(attributes['class'] ?? '') ? 'time' : 'number';
    return this.#object(element, attributes, [...timeClasses, ...numberClasses], place);
  }

  #object(
    element: string,
    attributes: Readonly<Record<string, string>>,
    classes: readonly string[],
    place: Place,
  ): Frame {
    if (element !== 'object') {
      // The class that an attack would begin with is the better thing to name.
      requireClass(attributes['class'] ?? classes[0], classes);
      throw call(element);
    }
    requireClass(attributes['class'], classes);
    // Java's own writer names objects by an id; only a reference to one would do anything.
    requireAttributes(element, attributes, ['class'], ['id']);
    return empty(place);
  }

  #leafFrame(
    element: string,
    attributes: Readonly<Record<string, string>>,
    elements: readonly string[],
    kind: BeanValue['kind'],
  ): Frame {
    if (!elements.includes(element)) {
      requireClass(attributes['class'] ?? voucherClass, [voucherClass]);
      throw call(element);
    }
    requireAttributes(element, attributes, [], []);
    this.#leaf = { kind, text: '' };
    return empty('leaf');
  }

  #put(given: BeanValue): void {
    const property = this.#stack.findLast(({ name }) => name !== undefined);
    const holder = property?.place === 'line-property' ? this.#line() : this.#properties;
    holder.set(property?.name ?? '', { kind: given.kind, text: given.text });
  }

  #top(): Frame {
    const top = this.#stack.at(-1);
    // The parser ends at the root's end; nothing is opened after it.
    if (top === undefined) throw call('second root');
    return top;
  }

  #line(): Map<string, BeanValue> {
    const line = this.#lines.at(-1);
    if (line === undefined) throw call('line');
    return line;
  }

  #property(): string {
    return this.#stack.findLast(({ name }) => name !== undefined)?.name ?? '';
  }
}

function empty(place: Place): Frame {
  return { place, filled: false };
}

function requireClass(given: string | undefined, allowed: readonly string[]): void {
  if (given !== undefined && allowed.includes(given)) return;
  throw new DvcttError('SOFTWARE_XML_CLASS', { class: (given ?? '').slice(0, 100) });
}

function requireAttributes(
  element: string,
  attributes: Readonly<Record<string, string>>,
  needed: readonly string[],
  allowed: readonly string[],
): void {
  if (attributes['class'] !== undefined && ![...needed, ...allowed].includes('class')) {
    throw new DvcttError('SOFTWARE_XML_CLASS', { class: attributes['class'].slice(0, 100) });
  }
  const foreign = Object.keys(attributes).find((name) => ![...needed, ...allowed].includes(name));
  if (foreign !== undefined) throw call(`${element} ${foreign}=${attributes[foreign] ?? ''}`);
  if (needed.some((name) => attributes[name] === undefined)) throw call(element);
}

function call(what: string): DvcttError {
  return new DvcttError('SOFTWARE_XML_CALL', { found: what.slice(0, 100) });
}

function value(property: string, reason: string): DvcttError {
  return new DvcttError('SOFTWARE_XML_VALUE', { property, reason });
}

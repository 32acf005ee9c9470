/** Reads a registration's XML, signed or not, as hostile input. */
import type { Element } from '@xmldom/xmldom';
import { z } from 'zod';
import { sha256Schema } from '../dossiers/dossier.ts';
import {
  broken,
  elementsOf,
  guarded,
  leafOf,
  leavesOf,
  membersOf,
  named,
  partsOf,
} from '../xml/strict-reader.ts';
import { accountNumbers } from './account-numbers.ts';
import {
  registrationCodeSchema,
  registrationContentSchema,
  type RegistrationContent,
} from './registration.ts';
import type { RegistrationRecord } from './xml.ts';
import {
  accountLeaves,
  accountsList,
  beforeElement,
  certificateElement,
  certificateLeaves,
  codeElement,
  contentElement,
  declarationsList,
  fileNames,
  formElement,
  formNames,
  headNames,
  kindNames,
  leftOutList,
  memberLeaves,
  membersList,
  permittedList,
  projectLeaves,
  projectsList,
  registrationRoot,
  servicesList,
  unitElement,
  unitLeaves,
  usedList,
  usernameElement,
  type Leaves,
} from './xml-elements.ts';

const wholeNumber = z
  .string()
  .regex(/^(0|[1-9]\d{0,14})$/)
  .transform(Number);
const fileSchema = z
  .object({ tenTep: z.string().min(1).max(200), sha256: sha256Schema, kichThuoc: wholeNumber })
  .transform(({ tenTep, sha256, kichThuoc }) => ({ name: tenTep, sha256, size: kichThuoc }));

/**
 * What a registration's XML says. XML signatures directly under the root are passed over and not judged: verify them
 * first.
 * @throws DvcttError XML_DTD_FORBIDDEN, XML_TOO_COMPLEX, XML_BROKEN (any other element, attribute, comment or order, or
 * account numbers that do not follow from the accounts and projects)
 */
export function readRegistrationXml(text: string): RegistrationRecord {
  const parts = new Parts(partsOf(text, registrationRoot));
  const code = guarded(() => registrationCodeSchema.parse(leafOf(parts.next(codeElement), codeElement)));
  const content = contentOf(parts.next(contentElement));
  const before = parts.optional(beforeElement);
  const declarations = membersOf(parts.next(declarationsList[0]), ...declarationsList).map((file) =>
    guarded(() => fileSchema.parse(leavesOf(elementsOf(file), fileNames))),
  );
  parts.end();
  return {
    code,
    content,
    ...(before === undefined ? {} : { before: contentOf(before) }),
    declarations,
  };
}

function contentOf(holder: Element): RegistrationContent {
  const parts = new Parts(elementsOf(holder));
  const head = leavesOf(
    headNames.map((name) => parts.next(name)),
    headNames,
  );
  const unit = fieldsOf(elementsOf(parts.next(unitElement)), unitLeaves);
  const services = textsOf(parts.next(servicesList[0]), servicesList);
  const accounts = rowsOf(parts.next(accountsList[0]), accountsList, accountLeaves);
  const projects = rowsOf(parts.next(projectsList[0]), projectsList, projectLeaves);
  const used = textsOf(parts.next(usedList[0]), usedList);
  const leftOut = textsOf(parts.next(leftOutList[0]), leftOutList);
  const members = membersOf(parts.next(membersList[0]), ...membersList).map(memberOf);
  parts.end();
  const content = guarded(() =>
    registrationContentSchema.parse({
      kind: keyOf(kindNames, head.loaiDangKy),
      unit,
      services,
      accounts,
      projects,
      leftOut,
      members,
      reason: head.lyDoThayDoi,
      standingVersion: wholeNumber.parse(head.phienBanDangKy),
    }),
  );
  const follow = accountNumbers(content).flatMap((account) => (account.used ? [account.number] : []));
  if (follow.join() !== used.join()) throw broken(usedList[0]);
  return content;
}

function memberOf(holder: Element): Record<string, unknown> {
  const parts = new Parts(elementsOf(holder));
  const texts = fieldsOf(
    Object.keys(memberLeaves).map((name) => parts.next(name)),
    memberLeaves,
  );
  const form = leafOf(parts.next(formElement), formElement);
  const username = parts.optional(usernameElement);
  const accounts = textsOf(parts.next(permittedList[0]), permittedList);
  const certificate = parts.optional(certificateElement);
  parts.end();
  return {
    ...texts,
    signatureForm: keyOf(formNames, form),
    username: username === undefined ? null : leafOf(username, usernameElement),
    accounts,
    certificate: certificate === undefined ? null : fieldsOf(elementsOf(certificate), certificateLeaves),
  };
}

/** The children of an element, taken in order. */
class Parts {
  readonly #elements: Element[];

  constructor(elements: readonly Element[]) {
    this.#elements = [...elements];
  }

  next(name: string): Element {
    const element = this.#elements.shift();
    if (element === undefined) throw broken(name);
    return named(element, name);
  }

  optional(name: string): Element | undefined {
    return this.#elements[0]?.nodeName === name ? this.next(name) : undefined;
  }

  end(): void {
    if (this.#elements.length > 0) throw broken(this.#elements[0]?.nodeName ?? '');
  }
}

function fieldsOf<Holder>(elements: readonly Element[], names: Leaves<Holder>): Record<string, string> {
  const values = leavesOf(elements, Object.keys(names));
  return Object.fromEntries(Object.entries(names).map(([name, property]) => [property, values[name] ?? '']));
}

function rowsOf<Holder>(
  list: Element,
  [listName, memberName]: readonly [string, string],
  names: Leaves<Holder>,
): readonly Record<string, string>[] {
  return membersOf(list, listName, memberName).map((row) => fieldsOf(elementsOf(row), names));
}

function textsOf(list: Element, [listName, memberName]: readonly [string, string]): readonly string[] {
  return membersOf(list, listName, memberName).map((text) => leafOf(text, memberName));
}

function keyOf(names: Readonly<Record<string, string>>, name: string): string {
  const found = Object.entries(names).find(([, value]) => value === name);
  if (found === undefined) throw broken(name.slice(0, 40));
  return found[0];
}

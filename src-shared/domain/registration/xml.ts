/**
 * The data of record of a registration: one XML that is signed (XAdES) and that names the declarations by their
 * digests. The writer is deterministic, so that server and signer's desktop rebuild the bytes and compare.
 */
import { element, leaf, leaves } from '../xml/writer.ts';
import { accountNumbers } from './account-numbers.ts';
import type { RegistrationCode, RegistrationContent, RegistrationMember } from './registration.ts';
import {
  accountLeaves,
  accountsList,
  beforeElement,
  certificateElement,
  certificateLeaves,
  codeElement,
  contentElement,
  declarationsList,
  formElement,
  formNames,
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

export { readRegistrationXml } from './xml-reader.ts';

/** A declaration: SHA-256 of its frozen bytes in lower-case hex, size in bytes. */
export interface NamedDeclaration {
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
}

/** Everything that a registration's XML says. */
export interface RegistrationRecord {
  readonly code: RegistrationCode;
  readonly content: RegistrationContent;
  /** What stood before, in a change dossier. */
  readonly before?: RegistrationContent | undefined;
  readonly declarations: readonly NamedDeclaration[];
}

/**
 * UTF-8 text with XML declaration, `\n` line ends and one trailing newline; the same record gives the same bytes.
 * @throws DvcttError DOSSIER_INCOMPLETE when a text holds a character that XML cannot carry
 */
export function writeRegistrationXml({ code, content, before, declarations }: RegistrationRecord): string {
  const { name, namespace, id } = registrationRoot;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<${name} xmlns="${namespace}" Id="${id}">`,
    leaf(codeElement, code, '  '),
    ...element(contentElement, contentLines(content), '  '),
    ...(before === undefined ? [] : element(beforeElement, contentLines(before), '  ')),
    ...list(declarationsList, declarations, '  ', ({ name: tenTep, sha256, size }, indent) =>
      leaves({ tenTep, sha256, kichThuoc: size.toString() }, indent),
    ),
    `</${name}>`,
    '',
  ].join('\n');
}

function contentLines(content: RegistrationContent): string[] {
  const indent = '    ';
  const { kind, standingVersion, reason, unit } = content;
  const used = accountNumbers(content).flatMap((account) => (account.used ? [account.number] : []));
  return [
    ...leaves(
      { loaiDangKy: kindNames[kind], phienBanDangKy: standingVersion.toString(), lyDoThayDoi: reason },
      indent,
    ),
    ...element(unitElement, fields(unitLeaves, unit, `${indent}  `), indent),
    ...texts(servicesList, content.services, indent),
    ...list(accountsList, content.accounts, indent, (account, at) => fields(accountLeaves, account, at)),
    ...list(projectsList, content.projects, indent, (project, at) => fields(projectLeaves, project, at)),
    ...texts(usedList, used, indent),
    ...texts(leftOutList, content.leftOut, indent),
    ...list(membersList, content.members, indent, memberLines),
  ];
}

function memberLines(member: RegistrationMember, indent: string): string[] {
  const { username, certificate } = member;
  return [
    ...fields(memberLeaves, member, indent),
    leaf(formElement, formNames[member.signatureForm], indent),
    ...(username === null ? [] : [leaf(usernameElement, username, indent)]),
    ...texts(permittedList, member.accounts, indent),
    ...(certificate === null
      ? []
      : element(certificateElement, fields(certificateLeaves, certificate, `${indent}  `), indent)),
  ];
}

function fields<Holder>(names: Leaves<Holder>, holder: Holder, indent: string): string[] {
  return Object.entries(names).map(([name, property]) => leaf(name, String(holder[property]), indent));
}

function texts(
  [listName, memberName]: readonly [string, string],
  values: readonly string[],
  indent: string,
): string[] {
  return element(
    listName,
    values.map((value) => leaf(memberName, value, `${indent}  `)),
    indent,
  );
}

function list<Member>(
  [listName, memberName]: readonly [string, string],
  members: readonly Member[],
  indent: string,
  lines: (member: Member, indent: string) => string[],
): string[] {
  const inner = `${indent}  `;
  return element(
    listName,
    members.flatMap((member) => element(memberName, lines(member, `${inner}  `), inner)),
    indent,
  );
}

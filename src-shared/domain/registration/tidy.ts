import type { RegistrationContent } from './registration.ts';

/**
 * The content with every text that people type or paste as it is kept: letters composed (a PDF gives `ễ` taken apart),
 * no space around it and one between words; a reason keeps its lines. Ids, certificates and choices stay as they are. The
 * machine that saves and the server apply it both, so that both hold the same.
 */
export function tidyRegistration(content: RegistrationContent): RegistrationContent {
  return {
    ...content,
    unit: tidied(content.unit),
    accounts: content.accounts.map((account) => ({ ...tidied(account), id: account.id })),
    projects: content.projects.map((project) => ({ ...tidied(project), id: project.id })),
    members: content.members.map((member) => ({
      ...member,
      name: oneLine(member.name),
      identityNumber: oneLine(member.identityNumber),
      issuedOn: oneLine(member.issuedOn),
      issuedAt: oneLine(member.issuedAt),
      email: oneLine(member.email),
      phone: oneLine(member.phone),
      title: oneLine(member.title),
    })),
    reason: content.reason
      .split(/\r\n|[\r\n]/)
      .map(oneLine)
      .join('\n')
      .trim(),
  };
}

function tidied<Texts extends Readonly<Record<keyof Texts, string>>>(texts: Texts): Texts {
  return Object.fromEntries(
    Object.entries<string>(texts).map(([name, text]) => [name, oneLine(text)]),
  ) as Texts;
}

const oneLine = (text: string) => text.normalize('NFC').replace(/\s+/gu, ' ').trim();

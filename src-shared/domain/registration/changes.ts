/** What a change dossier changes: the old value beside the new one, and who has to confirm it. */
import { formatDate, vietnamDay } from '../calendar/vietnam-date.ts';
import { roleNames } from '../people/roles.ts';
import { accountNumbers } from './account-numbers.ts';
import { accountFields, memberFields, projectFields, unitFields, type RegistrationField } from './fields.ts';
import type {
  MemberCertificate,
  RegistrationContent,
  RegistrationMember,
  SignatureForm,
} from './registration.ts';
import { serviceName } from './service-name.ts';
import { allServices } from './services.ts';

export interface RegistrationChange {
  /**
   * Of the new content: `unit.phone`, `services`, `leftOut`, `accounts.1.account`, `members.0.certificate`; a row that
   * is new is one change with the row's path, `members.2`; a row that is gone has `removed.members.<id>`.
   */
  readonly path: string;
  readonly label: { readonly vi: string; readonly en: string };
  /** As people read it, in Vietnamese; empty where there was nothing. */
  readonly before: string;
  readonly after: string;
  /** Whose data it is, for members. */
  readonly memberId?: string;
}

type Label = RegistrationChange['label'];
type Part<Holder> = Pick<RegistrationField<Holder>, 'name' | 'label'> & {
  readonly show: (holder: Holder) => string;
  /** What tells one value from another, where that is not what is shown. */
  readonly key?: (holder: Holder) => string;
};

export const signatureFormNames: Readonly<Record<SignatureForm, string>> = {
  none: 'Không ký số',
  token: 'Chứng thư số token',
  remote: 'Chứng thư số remote CA',
};

/** Empty exactly when nothing that is registered differs; the reason is no change. */
export function registrationChanges(
  before: RegistrationContent,
  content: RegistrationContent,
): readonly RegistrationChange[] {
  return [
    ...fieldChanges(shown(unitFields), before.unit, content.unit, 'unit', (label) => label),
    ...listed('services', { vi: 'Loại dịch vụ', en: 'Services' }, servicesOf(before), servicesOf(content)),
    ...rowChanges('accounts', rows.accounts, before.accounts, content.accounts),
    ...rowChanges('projects', rows.projects, before.projects, content.projects),
    ...listed(
      'leftOut',
      { vi: 'Số tài khoản không sử dụng', en: 'Account numbers that are not used' },
      leftOutOf(before),
      leftOutOf(content),
    ),
    ...rowChanges('members', rows.members, before.members, content.members).map((change) => {
      const id = memberOf(change.path, content);
      return id === undefined ? change : { ...change, memberId: id };
    }),
  ];
}

/** Who is asked to confirm: all of a first registration; in a change, the new members and those in whom something changes. */
export function membersToConfirm(
  content: RegistrationContent,
  before?: RegistrationContent,
): readonly RegistrationMember[] {
  if (before === undefined) return content.members;
  const standing = new Map(before.members.map((member) => [member.id, member]));
  return content.members.filter((member) => {
    const old = standing.get(member.id);
    return (
      old === undefined ||
      JSON.stringify(askedSha(old)) !== JSON.stringify(askedSha(member)) ||
      old.certificate?.thumbprint !== member.certificate?.thumbprint
    );
  });
}

/**
 * What a member is asked to confirm, without the certificate: a plain object whose keys always stand in this order, so
 * that the hash of its JSON says whether the member has been asked about just this.
 */
export function askedSha(member: RegistrationMember): object {
  return {
    id: member.id,
    username: member.username,
    name: member.name,
    identityNumber: member.identityNumber,
    issuedOn: member.issuedOn,
    issuedAt: member.issuedAt,
    email: member.email,
    phone: member.phone,
    title: member.title,
    role: member.role,
    accounts: [...member.accounts].sort(),
    signatureForm: member.signatureForm,
  };
}

/** Serial and period, as the printed forms and the screens say them; empty without a certificate. */
export function certificateText(certificate: MemberCertificate | null): string {
  if (certificate === null) return '';
  const { serial, notBefore, notAfter } = certificate;
  return `Serial ${serial}, hiệu lực ${vietnamDay(new Date(notBefore))} – ${vietnamDay(new Date(notAfter))}`;
}

interface Row<Holder> {
  readonly kind: Label;
  /** Names the row in labels and stands for it when it is new or gone. */
  readonly title: (holder: Holder) => string;
  readonly parts: readonly Part<Holder>[];
}

const rows: {
  readonly accounts: Row<RegistrationContent['accounts'][number]>;
  readonly projects: Row<RegistrationContent['projects'][number]>;
  readonly members: Row<RegistrationMember>;
} = {
  accounts: {
    kind: { vi: 'Tài khoản', en: 'Account' },
    title: ({ account, budgetLevel, name }) => `${account}.${budgetLevel} ${name}`.trim(),
    parts: shown(accountFields),
  },
  projects: {
    kind: { vi: 'ĐVQHNS/Dự án', en: 'Unit or project' },
    title: ({ code, name }) => `${code} ${name}`.trim(),
    parts: shown(projectFields),
  },
  members: {
    kind: { vi: 'Thành viên', en: 'Member' },
    title: ({ name, role }) => `${name} (${roleNames[role]})`,
    parts: [
      ...shown(memberFields),
      {
        name: 'role',
        label: { vi: 'Quyền sử dụng', en: 'Role' },
        show: ({ role }) => roleNames[role],
      },
      {
        name: 'accounts',
        label: { vi: 'Số tài khoản được sử dụng', en: 'Permitted accounts' },
        show: ({ accounts }) => [...accounts].sort().join(', '),
      },
      {
        name: 'signatureForm',
        label: { vi: 'Hình thức đăng ký chữ ký số', en: 'Form of signature' },
        show: ({ signatureForm }) => signatureFormNames[signatureForm],
      },
      {
        name: 'certificate',
        label: { vi: 'Chứng thư số', en: 'Certificate' },
        show: ({ certificate }) => certificateText(certificate),
        key: ({ certificate }) => certificate?.thumbprint ?? '',
      },
    ],
  },
};

function shown<Holder>(fields: readonly RegistrationField<Holder>[]): readonly Part<Holder>[] {
  return fields.map(({ name, label, read, kind }) => ({
    name,
    label,
    show: (holder) => (kind === 'date' ? formatDate(read(holder)) : read(holder)),
  }));
}

function rowChanges<Holder extends { readonly id: string }>(
  list: string,
  { kind, title, parts }: Row<Holder>,
  before: readonly Holder[],
  after: readonly Holder[],
): readonly RegistrationChange[] {
  const old = new Map(before.map((row) => [row.id, row]));
  const kept = new Set(after.map(({ id }) => id));
  return [
    ...after.flatMap((row, at): readonly RegistrationChange[] => {
      const was = old.get(row.id);
      const path = `${list}.${at}`;
      if (was === undefined) return [{ path, label: kind, before: '', after: title(row) }];
      const label = (part: Label) => ({
        vi: `${kind.vi} ${title(was)}: ${part.vi}`,
        en: `${kind.en} ${title(was)}: ${part.en}`,
      });
      return fieldChanges(parts, was, row, path, label);
    }),
    ...before
      .filter(({ id }) => !kept.has(id))
      .map((row) => ({ path: `removed.${list}.${row.id}`, label: kind, before: title(row), after: '' })),
  ];
}

function fieldChanges<Holder>(
  parts: readonly Part<Holder>[],
  before: Holder,
  after: Holder,
  path: string,
  labelOf: (label: Label) => Label,
): readonly RegistrationChange[] {
  return parts.flatMap(({ name, label, show, key = show }) =>
    key(before) === key(after)
      ? []
      : [{ path: `${path}.${name}`, label: labelOf(label), before: show(before), after: show(after) }],
  );
}

function listed(
  path: string,
  label: Label,
  before: readonly string[],
  after: readonly string[],
): readonly RegistrationChange[] {
  const [old, now] = [before.join('; '), after.join('; ')];
  return old === now ? [] : [{ path, label, before: old, after: now }];
}

/** In the order of the form, whatever the order of ticking. */
function servicesOf({ services }: RegistrationContent): readonly string[] {
  return allServices
    .filter((service) => services.includes(service))
    .map((service) => serviceName(service).vi);
}

function leftOutOf(content: RegistrationContent): readonly string[] {
  return accountNumbers(content)
    .filter(({ used }) => !used)
    .map(({ number }) => number);
}

function memberOf(path: string, { members }: RegistrationContent): string | undefined {
  const [first, second, third] = path.split('.');
  return first === 'removed' ? third : members[Number(second)]?.id;
}

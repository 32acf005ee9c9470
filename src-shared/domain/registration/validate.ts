/** The rules of a registration or change dossier: client and server judge it by the same ones. */
import type { ValidationIssue } from '../../contract/issue.ts';
import { repeats } from '../vouchers/ids.ts';
import { blocks } from '../vouchers/issues.ts';
import { accountFields, projectFields, unitFields } from './fields.ts';
import { judgeFields } from './judge-fields.ts';
import { judgeAccounts, judgeProjects } from './validate-accounts.ts';
import { judgeKind } from './validate-change.ts';
import { judgeMembers } from './validate-members.ts';
import type { RegistrationContent } from './registration.ts';

export interface RegistrationContext {
  /** `yyyy-MM-dd` in Vietnam. */
  readonly today: string;
  /** What stands at the Treasury, for a change dossier. */
  readonly before?: RegistrationContent | undefined;
  /** Most people who may give the first signature, by the account file: CTK and 3 authorised unless told. */
  readonly firstSigners?: number | undefined;
  /** Most people who may give the second signature: KTT and 2 authorised unless told. */
  readonly secondSigners?: number | undefined;
}

/**
 * Everything that is wrong with a registration, in the order of the form; it may be saved (Lưu) when no issue is
 * blocking. Paths are those of the content: `unit.phone`, `accounts.1.account`, `members.0.email`; what concerns a whole
 * list has the list's path.
 */
export function validateRegistration(
  content: RegistrationContent,
  context: RegistrationContext,
): readonly ValidationIssue[] {
  return [
    ...judgeFields(unitFields, content.unit, 'unit', context.today),
    ...judgeServices(content),
    ...judgeIds(content),
    ...content.accounts.flatMap((account, at) =>
      judgeFields(accountFields, account, `accounts.${at}`, context.today),
    ),
    ...judgeAccounts(content, context.today),
    ...content.projects.flatMap((project, at) =>
      judgeFields(projectFields, project, `projects.${at}`, context.today),
    ),
    ...judgeProjects(content),
    ...judgeMembers(content, context),
    ...judgeKind(content, context.before),
  ];
}

function judgeServices({ services }: RegistrationContent): readonly ValidationIssue[] {
  if (services.length === 0) {
    return [
      blocks(
        'services',
        'NO_SERVICES',
        'Chưa chọn loại dịch vụ nào. Tích ít nhất một dịch vụ.',
        'No service is ticked. Tick at least one.',
      ),
    ];
  }
  if (repeats(services).size === 0) return [];
  return [
    blocks(
      'services',
      'SERVICE_REPEATED',
      'Một dịch vụ được chọn hai lần. Bỏ tích rồi tích lại dịch vụ đó.',
      'A service is listed twice. Untick it and tick it again.',
    ),
  ];
}

function judgeIds(content: RegistrationContent): readonly ValidationIssue[] {
  return (['accounts', 'projects', 'members'] as const).flatMap((list) =>
    [...repeats(content[list].map(({ id }) => id))].map((at) =>
      blocks(
        `${list}.${at}.id`,
        'ID_REPEATED',
        'Dữ liệu bị lặp mã nội bộ. Xóa dòng này và thêm lại.',
        'An internal id is repeated. Delete this row and add it again.',
      ),
    ),
  );
}

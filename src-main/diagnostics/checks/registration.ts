import { roleNames } from '#shared/domain/people/roles.ts';
import { normaliseSerial } from '#shared/validation/certificate.ts';
import type { Checker } from '../check.ts';
import { driversLate } from '../late.ts';
import { failedWith, ok, skipped, type Outcome } from '../outcome.ts';
import { both } from '../words.ts';
import { nameOf, ownCertificates } from './own-certificates.ts';

/** Whether the certificate plugged in is the one that the Treasury knows for the person signed in. */
export const registrationCheck: Checker = {
  id: 'registration',
  title: both('Đăng ký chứng thư số với KBNN', 'Registration with KBNN'),
  looked: () =>
    both(
      'Số serial trên token so với chứng thư số đã đăng ký của đơn vị',
      'The serials on the tokens against those registered for the unit',
    ),
  deadlineMs: 15_000,
  late: driversLate,
  run: async (sight) => {
    const workspace = sight.session?.workspace;
    if (workspace === undefined) {
      return skipped(
        both('chưa đăng nhập', 'not signed in'),
        both(
          'Đăng nhập rồi chạy lại để so chứng thư số với đăng ký tại KBNN.',
          'Sign in and run again to compare the certificates with the registration.',
        ),
      );
    }
    const own = await ownCertificates(sight);
    if (own.length === 0)
      return skipped(both('chưa có chứng thư số trên token', 'no certificate on a token'));
    const { user, unit } = workspace;
    const mine = user.certificateSerial === undefined ? undefined : normaliseSerial(user.certificateSerial);
    const members = unit.members.flatMap(({ certificateSerial, ...member }) =>
      certificateSerial === undefined ? [] : [{ ...member, serial: normaliseSerial(certificateSerial) }],
    );
    const facts = own.map((certificate) => {
      const member = members.find(({ serial }) => serial === certificate.view.serial);
      if (certificate.view.serial === mine)
        return both(`${nameOf(certificate)}: của bạn`, `${nameOf(certificate)}: yours`);
      if (member === undefined)
        return both(`${nameOf(certificate)}: chưa đăng ký`, `${nameOf(certificate)}: not registered`);
      return both(
        `${nameOf(certificate)}: của ${member.name} (${roleNames[member.role]})`,
        `${nameOf(certificate)}: of ${member.name} (${roleNames[member.role]})`,
      );
    });
    const found = both(facts.map(({ vi }) => vi).join('; '), facts.map(({ en }) => en).join('; '));
    if (own.some(({ view }) => view.serial === mine)) return ok(found);
    if (mine === undefined) return unknownPerson(found);
    const others = own.some(({ view }) => members.some(({ serial }) => serial === view.serial));
    const registered = both(
      `${found.vi}; đã đăng ký cho bạn: ${mine}`,
      `${found.en}; registered for you: ${mine}`,
    );
    return others ? anotherPersons(registered) : failedWith({ code: 'CERT_NOT_REGISTERED' }, registered);
  },
};

function unknownPerson(found: Outcome['found']): Outcome {
  return {
    state: 'warning',
    found,
    meaning: both(
      'KBNN chưa có chứng thư số nào của bạn nên bạn chưa ký được hồ sơ.',
      'The Treasury knows no certificate of yours, so you cannot sign dossiers yet.',
    ),
    remedy: both(
      'Làm hồ sơ đăng ký thay đổi: thêm chứng thư số cho thành viên này.',
      'Send a change dossier that adds the certificate for this member.',
    ),
    help: 'CERT_NOT_REGISTERED',
  };
}

function anotherPersons(found: Outcome['found']): Outcome {
  return {
    state: 'warning',
    found,
    meaning: both(
      'Token đang cắm là của thành viên khác trong đơn vị; bạn không ký được bằng token đó.',
      'The token plugged in belongs to another member of the unit; you cannot sign with it.',
    ),
    remedy: both(
      'Cắm token của bạn, hoặc để người đó đăng nhập và ký.',
      'Plug in your own token, or let that member sign in and sign.',
    ),
    action: 'look-again',
    help: 'CERT_OF_ANOTHER',
  };
}

import { describe, expect, it } from 'vitest';
import { newAccount, newMember, newRegistration } from '#shared/domain/registration/new.ts';
import { allServices, serviceTree } from '#shared/domain/registration/services.ts';
import { commonNameOf } from './common-name.ts';
import { accountForm } from './form-fields.ts';
import { firstOpenStep, inFormOrder } from './form-order.ts';
import { withoutGoneAccounts } from './gone-accounts.ts';
import { pasteRows } from './grid-rows.ts';
import { inRole, listedMembers, titles } from './people.ts';
import { renewedMembers } from './renewal.ts';
import { stepOf, stepStates, type Step } from './steps.ts';
import { pressed, tickOf } from './ticked-services.ts';
import { unreadFields, withUnread } from './unread-fields.ts';

const issue = (path: string, blocking = true) => ({
  path,
  code: 'X',
  message: { vi: path, en: path },
  blocking,
});

describe('steps', () => {
  it('know which of them a path is filled in on', () => {
    expect(['unit.phone', 'services', 'reason'].map(stepOf)).toEqual(['unit', 'unit', 'unit']);
    expect(['accounts.1.account', 'projects', 'leftOut'].map(stepOf)).toEqual([
      'project',
      'project',
      'project',
    ]);
    expect(['members', 'members.0.email', 'standingVersion'].map(stepOf)).toEqual([
      'members',
      'members',
      'finish',
    ]);
  });

  it('call what is missing a mistake only where the person has been', () => {
    const issues = [issue('unit.phone'), issue('members'), issue('members.0.accounts', false)];
    const states = stepStates(issues, new Set<Step>(['unit', 'project']));
    expect(states.unit).toEqual({ kind: 'wrong', count: 1 });
    expect(states.project).toEqual({ kind: 'done' });
    expect(states.members).toEqual({ kind: 'todo', count: 1 });
  });
});

describe('what is wrong', () => {
  it('is met in the order of the form, and the first of it is where a dossier is gone on with', () => {
    const paths = [
      'members.0.accounts',
      'members.1.name',
      'members.0.issuedOn',
      'members.0.name',
      'accounts',
    ];
    const ordered = inFormOrder([...paths, 'unit.phone', 'unit.unitCode'].map((path) => issue(path)));
    expect(ordered.map(({ path }) => path)).toEqual([
      'unit.unitCode',
      'unit.phone',
      'accounts',
      'members.0.name',
      'members.0.issuedOn',
      'members.0.accounts',
      'members.1.name',
    ]);
    expect(firstOpenStep([issue('unit.fax', false), issue('members.0.name'), issue('accounts')])).toBe(
      'project',
    );
    expect(firstOpenStep([])).toBe('finish');
  });
});

describe('account numbers that the unit has given up', () => {
  it('are taken out of every member at once, and no other', () => {
    const account = { ...newAccount('a'), account: '3511', budgetLevel: '0' };
    const project = { id: 'p', code: '9091378', name: 'X' };
    const members = [
      { ...newMember('1'), accounts: ['3511.0.9091378', '3511.0.1001163'] },
      { ...newMember('2'), accounts: ['3511.0.1001163'] },
    ];
    const content = { ...newRegistration('first'), accounts: [account], projects: [project], members };
    expect(withoutGoneAccounts(content).members.map(({ accounts }) => accounts)).toEqual([
      ['3511.0.9091378'],
      [],
    ]);
  });
});

describe('the tree of services', () => {
  const [online] = serviceTree;
  it('half ticks a parent, and ticks all of its children at the next press', () => {
    if (online === undefined) throw new Error('no services');
    const some = allServices.filter((service) => service !== 'OPEN_ACCOUNT');
    expect([tickOf(online, allServices), tickOf(online, some), tickOf(online, [])]).toEqual([
      'all',
      'some',
      'none',
    ]);
    expect(pressed(online, some)).toEqual(allServices);
    expect(pressed(online, allServices)).toEqual([
      'CASH_WITHDRAWAL',
      'BALANCE',
      'MOBILE_BALANCE',
      'MOBILE_LOOKUP',
    ]);
  });
});

describe('cells of Excel', () => {
  it('fill the row at hand and new rows below; what cannot be read waits as text, what is too much is counted', () => {
    let made = 0;
    const pasted = pasteRows(
      [newAccount('a'), newAccount('b')],
      { index: 0, start: 'account' },
      [
        ['3511', 'Phí - lệ phí', '0', '', '1/1/2026', '31/12/2026'],
        ['35x1', 'y'.repeat(250), '1', '', '31/02/2026', '', 'thừa'],
      ],
      accountForm,
      () => newAccount(`new${(made += 1)}`),
    );
    expect(pasted?.rows.map(({ id }) => id)).toEqual(['a', 'new1', 'b']);
    expect(pasted?.rows[0]).toMatchObject({ account: '3511', from: '2026-01-01', to: '2026-12-31' });
    expect(pasted?.rows[1]).toMatchObject({ account: '', name: 'y'.repeat(200), from: '' });
    expect(pasted?.unread).toEqual([
      ['new1.account', '35x1'],
      ['new1.from', '31/02/2026'],
    ]);
    expect(pasted?.cut).toBe(2);
    expect(pasted?.replaced).toEqual(newAccount('a'));
  });
});

describe('texts that are no date or code', () => {
  it('stand in the way, instead of the core’s word about an empty field, until the field has a value', () => {
    const content = { ...newRegistration('first'), members: [newMember('m')] };
    const texts = new Map([['m.issuedOn', '31/02/2020']]);
    const unread = unreadFields(content, texts);
    expect(unread).toMatchObject([{ path: 'members.0.issuedOn', blocking: true }]);
    expect(unread[0]?.message.vi).toContain('31/02/2020');
    const all = withUnread([issue('members.0.issuedOn'), issue('members.0.name')], unread);
    expect(all.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'members.0.name X',
      'members.0.issuedOn UNREADABLE',
    ]);
    const mended = { ...content, members: [{ ...newMember('m'), issuedOn: '2020-02-28' }] };
    expect(unreadFields(mended, texts)).toEqual([]);
  });
});

describe('the list of members', () => {
  const member = (id: string, name: string) => ({ ...newMember(id), name });
  it('is in the order of Vietnamese, the nameless last, with what is left of each', () => {
    const members = [
      member('1', ''),
      member('2', 'Đỗ Quốc Ẩn'),
      member('3', 'Dương Văn Bé'),
      member('4', 'Ấu'),
    ];
    const listed = listedMembers(members, undefined, [issue('members.1.email'), issue('members.10.email')]);
    expect(listed.map(({ member: { name } }) => name)).toEqual(['Ấu', 'Dương Văn Bé', 'Đỗ Quốc Ẩn', '']);
    expect(listed.map(({ place, left }) => [place, left])).toEqual([
      [3, 0],
      [2, 0],
      [1, 1],
      [0, 0],
    ]);
  });

  it('marks who is new and who is changed in a change', () => {
    const standing = [member('1', 'Ánh'), member('2', 'Bình')];
    const now = [member('1', 'Ánh'), { ...member('2', 'Bình'), phone: '0912345678' }, member('3', 'Chi')];
    expect(listedMembers(now, standing, []).map(({ mark }) => mark)).toEqual([undefined, 'changed', 'added']);
  });

  it('lets a title follow the role, but not the unit’s own words', () => {
    const chief = inRole(newMember('1'), 'KTT', titles);
    expect(chief).toMatchObject({ title: 'Kế toán trưởng', signatureForm: 'token' });
    expect(inRole(chief, 'KTV', titles)).toMatchObject({ title: 'Kế toán viên', signatureForm: 'none' });
    expect(inRole({ ...chief, title: 'Phụ trách kế toán' }, 'UQ_KTT', titles).title).toBe(
      'Phụ trách kế toán',
    );
  });
});

describe('the short path', () => {
  const certificate = (serial: string) => ({
    serial,
    thumbprint: serial.toLowerCase().repeat(32),
    subject: '',
    issuer: '',
    notBefore: '2026-01-01T00:00:00.000Z',
    notAfter: '2028-01-01T00:00:00.000Z',
    der: '',
  });
  const holder = { ...inRole(newMember('1'), 'CTK', titles), certificate: certificate('A1') };
  const before = { ...newRegistration('change'), members: [holder] };
  const renewed = { ...before, reason: 'Gia hạn', members: [{ ...holder, certificate: certificate('B2') }] };
  it('is for another certificate and nothing else', () => {
    expect(renewedMembers(renewed, before).map(({ id }) => id)).toEqual(['1']);
    expect(renewedMembers({ ...renewed, unit: { ...renewed.unit, phone: '1' } }, before)).toEqual([]);
    expect(renewedMembers(before, before)).toEqual([]);
    expect(renewedMembers(renewed, undefined)).toEqual([]);
  });
});

describe('names in certificates', () => {
  it('are read out of distinguished names', () => {
    expect(commonNameOf('CN=Đỗ Quốc Ẩn, O=Ban Quản lý, C=VN')).toBe('Đỗ Quốc Ẩn');
    expect(commonNameOf('C=VN,O=X,CN=Công ty A\\, B')).toBe('Công ty A, B');
    expect(commonNameOf('O=no name')).toBe('O=no name');
  });
});

import { describe, expect, it } from 'vitest';
import { serverRegistrationSchema } from '#shared/contract/registration/http.ts';
import type { RegistrationContent } from '#shared/domain/registration/registration.ts';
import { sampleRegistration } from '#test/integration/backend/support/sample-registration.ts';
import { changedContent, declaredContent } from './registration-content.ts';

const unitCode = '3003001';
const before: RegistrationContent = { ...sampleRegistration(unitCode), kind: 'change', standingVersion: 1 };
const withUsername = before.members.map((member, index) =>
  index === 0 ? { ...member, username: 'ai.do' } : member,
);
const hostile = `"><script>alert(1)</script>`;

function shown(content: RegistrationContent, old?: RegistrationContent): string {
  const dossier = serverRegistrationSchema.parse({
    code: `${unitCode}261122100000`,
    kind: content.kind,
    unitCode,
    version: 1,
    status: 'CHO_KBNN',
    content,
    ...(old === undefined ? {} : { before: old }),
    confirmations: content.members.map(({ id, name, role }, index) => ({
      memberId: id,
      name,
      role,
      state: index === 0 ? 'declined' : 'not-needed',
      note: hostile,
    })),
    documents: [],
    log: [],
    note: '',
    createdBy: '',
    createdAt: '2026-11-22T03:00:00.000Z',
    updatedAt: '2026-11-22T03:00:00.000Z',
  });
  return `${changedContent(dossier)?.toString() ?? ''}${declaredContent(dossier).toString()}`;
}

describe('what a unit declares, as the officer sees it', () => {
  it('has the old value beside the new one, and what is new or gone, in a change', () => {
    const [first, ...others] = before.members;
    const page = shown(
      {
        ...before,
        reason: 'Đổi số điện thoại',
        unit: { ...before.unit, phone: '02253000000' },
        members: others,
        projects: [...before.projects, { id: 'p2', code: '3003002', name: 'Dự án mới' }],
      },
      { ...before, members: withUsername },
    );
    expect(page).toMatch(/Mất quyền truy cập khi phê duyệt.*ai\.do\)<\/li>/);
    expect(page).toContain('<blockquote>Đổi số điện thoại</blockquote>');
    expect(page).toMatch(
      /<del class="long">02253835217<\/del><\/td><td [^>]*><ins class="long">02253000000<\/ins>/,
    );
    expect(page).toMatch(
      /<del class="long">Chưa có<\/del><\/td><td [^>]*><ins class="long">3003002 Dự án mới<\/ins>/,
    );
    expect(page).toMatch(
      new RegExp(`<del class="long">${first?.name ?? ''} .*?</del></td><td [^>]*><ins class="long">Bỏ</ins>`),
    );
  });

  it('has no table of changes in a first registration', () => {
    expect(shown({ ...before, kind: 'first' })).not.toContain('Nội dung thay đổi');
  });

  it('is text, whatever anybody typed into any field', () => {
    const inEveryText = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(inEveryText);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [
          key,
          ['name', 'title', 'issuedAt', 'address', 'reason'].includes(key) ? hostile : inEveryText(inner),
        ]),
      );
    };
    const content = inEveryText(before) as RegistrationContent;
    const page = shown(content, before);
    expect(page).not.toContain('<script');
    expect(page.split('&#60;script&#62;').length).toBeGreaterThan(10);
  });
});

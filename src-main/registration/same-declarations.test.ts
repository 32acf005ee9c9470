import { createHash } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import type { ServerRegistration } from '#shared/contract/registration/http.ts';
import {
  registrationFileNames,
  type RegistrationDocument,
} from '#shared/domain/registration/registration.ts';
import { writeRegistrationXml } from '#shared/domain/registration/xml.ts';
import { printDeclaration } from '#print/registration/declaration.ts';
import { sampleRegistration, sampleRegistrationCode } from '#test/support/sample-registration.ts';
import { requireSameAsShown, requireSameDeclarations } from './same-declarations.ts';

const code = sampleRegistrationCode;
const madeAt = '2026-11-22T02:30:00.000Z';
let frozen: ServerRegistration;

async function document(id: 'tokhai' | 'tokhaididong', content = sampleRegistration) {
  return frozenAs(id, await printDeclaration(id, { code, content, madeAt: new Date(madeAt) }));
}

function frozenAs(id: RegistrationDocument['id'], bytes: Uint8Array): RegistrationDocument {
  const digest = createHash('sha256').update(bytes).digest('hex');
  return {
    id,
    name: registrationFileNames[id],
    mediaType: id === 'hoso' ? 'application/xml' : 'application/pdf',
    originalSha256: digest,
    originalSize: bytes.length,
    sha256: digest,
    size: bytes.length,
    signed: false,
  };
}

beforeAll(async () => {
  const declarations = [await document('tokhai'), await document('tokhaididong')];
  const cited = declarations.map(({ name, sha256, size }) => ({ name, sha256, size }));
  const xml = writeRegistrationXml({ code, content: sampleRegistration, declarations: cited });
  frozen = {
    code,
    kind: 'first',
    unitCode: '1001163',
    version: 1,
    status: 'CHO_PHE_DUYET',
    content: sampleRegistration,
    confirmations: [],
    documents: [frozenAs('hoso', new TextEncoder().encode(xml)), ...declarations],
    log: [{ status: 'CHO_PHE_DUYET', note: '', at: madeAt, by: '' }],
    note: '',
    createdBy: '',
    createdAt: madeAt,
    updatedAt: madeAt,
  };
});

it('accepts the documents that the content makes', async () => {
  await requireSameDeclarations(frozen);
});

const school = sampleRegistration.unit;
const changed: readonly [
  string,
  (given: ServerRegistration) => Promise<ServerRegistration> | ServerRegistration,
][] = [
  [
    'a declaration that shows another phone than the data',
    async (given) => {
      const content = { ...given.content, unit: { ...school, phone: '0912345678' } };
      return { ...given, documents: given.documents.with(1, await document('tokhai', content)) };
    },
  ],
  [
    'data that name another account holder than the papers',
    (given) => ({
      ...given,
      content: { ...given.content, members: given.content.members.map((one) => ({ ...one, name: 'Ai Đó' })) },
    }),
  ],
  ['a paper too few', (given) => ({ ...given, documents: given.documents.slice(0, 2) })],
  ['the papers in another order', (given) => ({ ...given, documents: given.documents.toReversed() })],
  [
    'a paper that calls itself another',
    (given) => ({
      ...given,
      documents: given.documents.map((one) => ({ ...one, name: 'giay-vay-tien.pdf' })),
    }),
  ],
  [
    'one that somebody has signed or changed since',
    (given) => ({ ...given, documents: given.documents.map((one) => ({ ...one, sha256: '0'.repeat(64) })) }),
  ],
  [
    'a confirmed certificate that the papers do not register',
    (given) => {
      const der = { der: 'AA==', subject: 'CN=Ai Đó', issuer: 'CN=CA' };
      const certificate = {
        ...der,
        serial: '0A',
        thumbprint: 'b'.repeat(64),
        notBefore: madeAt,
        notAfter: madeAt,
      };
      const [{ id: memberId, name, role } = { id: '', name: '', role: '' }] = given.content.members;
      return {
        ...given,
        confirmations: [{ memberId, name, role, state: 'confirmed', note: '', certificate }],
      };
    },
  ],
  [
    'another day',
    (given) => ({ ...given, log: given.log.map((row) => ({ ...row, at: '2026-11-20T02:30:00.000Z' })) }),
  ],
];

it.each(changed)('refuses %s', async (_what, change) => {
  await expect(requireSameDeclarations(await change(frozen))).rejects.toThrow('DOCUMENT_CHANGED');
});

it('refuses papers that were shown beside other data than the server has now', () => {
  const shown = { ...frozen, content: { ...frozen.content, unit: { ...school, phone: '0912345678' } } };
  expect(() => requireSameAsShown(shown, frozen)).toThrow('DOCUMENT_CHANGED');
  expect(() => requireSameAsShown({ ...frozen, before: frozen.content }, frozen)).toThrow('DOCUMENT_CHANGED');
  requireSameAsShown(frozen, frozen);
  // Before the papers were made it could not be what was signed.
  requireSameAsShown({ ...shown, documents: [] }, frozen);
  requireSameAsShown(undefined, frozen);
});

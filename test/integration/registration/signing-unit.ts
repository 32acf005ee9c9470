/** A unit that registers, at one machine with the tokens of both signers plugged in, and the letters that it gets. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { provisionSoftToken, type SoftToken } from '#native/provisioning/softhsm.ts';
import type { Backend } from '#backend/server.ts';
import type { Core } from '#shared/contract/ipc.ts';
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import type { RegistrationContent, RegistrationMember } from '#shared/domain/registration/registration.ts';
import { LetterBox } from '../backend/support/letter-box.ts';
import type { Desk } from './desk.ts';

export interface Tokens {
  readonly module: string;
  readonly pin: string;
  /** By title: the serial of the certificate. */
  readonly serials: Readonly<Record<'KTT' | 'CTK', string>>;
}

const pin = '57291846';

/** A token for each signer of `schoolOf`, certified by the backend's own authority. Sets SOFTHSM2_CONF. */
export async function equip({ folder, backend }: Desk, content: RegistrationContent): Promise<Tokens> {
  const serials = { KTT: '', CTK: '' };
  let token: SoftToken | undefined;
  for (const role of ['KTT', 'CTK'] as const) {
    const { name, identityNumber } = memberOf(content, role);
    token = await provisionSoftToken({
      folder: join(folder, 'softhsm'),
      label: role,
      soPin: '86420975',
      userPin: pin,
      keyType: 'rsa-2048',
      subject: [['CN', name]],
      issue: async (csr) => {
        const issued = await backend.ca.issueCertificate({
          csr,
          subject: { commonName: name, organisation: content.unit.name, identityNumber },
        });
        serials[role] = issued.serial;
        return issued;
      },
    });
  }
  if (token === undefined) throw new Error('no token was made');
  process.env['SOFTHSM2_CONF'] = token.conf;
  return { module: token.module, pin, serials };
}

/** The authority's certificates, where a desktop looks for them. */
export async function trustIn(folder: string, { ca }: Backend): Promise<void> {
  await mkdir(join(folder, 'trust'), { recursive: true });
  await writeFile(join(folder, 'trust', 'root.pem'), ca.rootPem);
  await writeFile(join(folder, 'trust', 'issuing.pem'), ca.issuingPem);
}

export function memberOf(content: RegistrationContent, role: RegistrationMember['role']): RegistrationMember {
  const found = content.members.find((member) => member.role === role);
  if (found === undefined) throw new Error(`nobody is ${role}`);
  return found;
}

/** The link of the newest letter to an address, as the page behind it gives it to a desktop with that line. */
export async function linkTo({ backend, folder, line }: Desk, address: string): Promise<string> {
  const secret = await new LetterBox(backend, join(folder, 'backend')).link(address);
  return `dvctt://lien-ket?server=${encodeURIComponent(line.url)}&secret=${secret}`;
}

export async function certificateOf(core: Core, serial: string): Promise<string> {
  for (;;) {
    const { certificates, pending } = await core.call('certificates.list', {});
    const found = certificates.find((certificate) => certificate.serial === serial);
    if (found !== undefined) return found.id;
    if (pending.length === 0) throw new Error(`no certificate ${serial}`);
  }
}

/** Opens the newest link of a member and confirms, with the token of a signer. */
export async function confirmAs(
  core: Core,
  desk: Desk,
  { member, serial }: { readonly member: RegistrationMember; readonly serial?: string | undefined },
): Promise<RegistrationView> {
  const { id } = await core.call('links.open', { text: await linkTo(desk, member.email) });
  return core.call('registrations.confirm', {
    id,
    ...(serial === undefined ? {} : { certificateId: await certificateOf(core, serial) }),
  });
}

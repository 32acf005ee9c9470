import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Core, DossierView } from '#shared/contract/ipc.ts';

/** Leaves the signed files in a folder with the roots to judge them by, and returns the commands of other tools. */
export async function exportSigned(
  core: Core,
  dossier: DossierView,
  folder: string,
  authorities: { readonly root: string; readonly issuing: string },
): Promise<{ readonly names: readonly string[]; readonly commands: readonly string[] }> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const root = join(folder, 'goc-tin-cay.pem');
  const issuing = join(folder, 'ca-cap-phat.pem');
  await writeFile(root, authorities.root);
  await writeFile(issuing, authorities.issuing);
  const names: string[] = [];
  const commands: string[] = [];
  for (const { id } of dossier.documents) {
    const { name, mediaType, base64 } = await core.call('documents.read', {
      code: dossier.code,
      documentId: id,
    });
    const path = join(folder, name);
    await writeFile(path, Buffer.from(base64, 'base64'));
    names.push(name);
    commands.push(...judges(path, mediaType, { root, issuing }));
  }
  const files = names.map((name) => quoted(join(folder, name))).join(' ');
  commands.push(`npx dvctt verify --trust ${quoted(folder)} ${files}`);
  return { names, commands };
}

/** One command for each signature of a voucher's XML, one for all signatures of a PDF. */
function judges(
  path: string,
  mediaType: string,
  trust: { root: string; issuing: string },
): readonly string[] {
  if (mediaType === 'application/pdf') return [`pdfsig ${quoted(path)}`];
  return [1, 2].map(
    (place) =>
      'xmlsec1 --verify --enabled-key-data x509' +
      ` --trusted-pem ${quoted(trust.root)} --untrusted-pem ${quoted(trust.issuing)}` +
      ` --id-attr:Id SignedProperties --node-xpath "(//*[local-name()='Signature'])[${place}]" ${quoted(path)}`,
  );
}

/** For a POSIX shell. */
function quoted(path: string): string {
  return /^[\w./:@%+-]+$/.test(path) ? path : `'${path.replace(/'/g, `'\\''`)}'`;
}

/** A backend in a process of its own (it has the machine's other core), with a unit's years of dossiers in it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { startBackend } from '#backend/server.ts';
import { contentTotal } from '#shared/domain/dossiers/total.ts';
import { manyDossiersDossier } from '#test/support/many-dossiers.ts';

const readySchema = z.object({
  url: z.string(),
  demo: z.object({
    accounts: z.array(z.object({ username: z.string(), password: z.string(), role: z.string() })),
  }),
});

export interface ServerOfDossiers {
  readonly url: string;
  readonly accountant: { readonly username: string; readonly password: string };
  close(): Promise<void>;
}

export async function serverOfDossiers(count: number): Promise<ServerOfDossiers> {
  const folder = mkdtempSync(join(tmpdir(), 'dvctt-bench-server-'));
  await fill(folder, count);
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, '../../../src-backend/main.ts'), '--data', folder, '--port', '0', '--demo'],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const ready = readySchema.parse(JSON.parse(await firstLine(child)));
  const accountant = ready.demo.accounts.find(({ role }) => role === 'KTV');
  if (accountant === undefined) throw new Error('the demo has no accountant');
  return {
    url: ready.url,
    accountant,
    close: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the backend was started without a pipe');
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error('the backend ended before it listened');
}

async function fill(folder: string, count: number): Promise<void> {
  const backend = await startBackend({ dataFolder: folder, port: 0, demo: true });
  try {
    await backend.store.transaction().execute(async (change) => {
      for (let index = 0; index < count; index += 1) {
        const dossier = manyDossiersDossier(index, 'ktv.songlo');
        await change
          .insertInto('dossiers')
          .values({
            code: dossier.code,
            unit_code: dossier.unitCode,
            treasury_code: '0064',
            version: dossier.version,
            status: dossier.status,
            content: JSON.stringify(dossier.content),
            title: dossier.content.title,
            voucher_count: dossier.content.vouchers.length,
            total: contentTotal(dossier.content),
            created_by: dossier.createdBy,
            forwarded_at: dossier.updatedAt,
            updated_at: dossier.updatedAt,
            note: '',
            sequence: index + 1,
          })
          .execute();
        for (const [position, document] of dossier.documents.entries()) {
          const key = { dossier_code: dossier.code, version: 1 };
          await change
            .insertInto('documents')
            .values({
              ...key,
              id: document.id,
              position,
              kind: document.kind,
              name: document.name,
              media_type: document.mediaType,
            })
            .execute();
          for (const [number, step] of ([null, 'KTT', 'CTK'] as const).entries()) {
            await change
              .insertInto('revisions')
              .values({
                ...key,
                document_id: document.id,
                number,
                sha256: document.sha256,
                size: document.size,
                step,
                username: dossier.createdBy,
                certificate_thumbprint: null,
                at: dossier.updatedAt,
              })
              .execute();
          }
        }
        const [row] = dossier.log;
        if (row !== undefined) {
          await change
            .insertInto('status_log')
            .values({ dossier_code: dossier.code, position: 1, ...row })
            .execute();
        }
      }
      await change.updateTable('sequences').set({ value: count }).where('name', '=', 'changes').execute();
    });
  } finally {
    await backend.close();
  }
}

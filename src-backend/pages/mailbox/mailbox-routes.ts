import type { FastifyPluginCallback, FastifyRequest } from 'fastify';
import { readFile } from 'node:fs/promises';
import { DvcttError } from '#shared/contract/errors.ts';
import type { Services } from '../../http/services.ts';
import { composeLetter } from '../../mail/compose.ts';
import { letterOf } from '../../mail/deliver.ts';
import { letterFile } from '../../mail/folder-transport.ts';
import { readOwnLetter } from '../../mail/read-own-letter.ts';
import { isLoopback } from '../../mail/settings.ts';
import type { MailRow } from '../../store/tables.ts';
import { sendPage } from '../page-reply.ts';
import { letterPage, mailboxPage, noMailboxPage } from './mailbox-page.ts';

const shown = 500;

/**
 * `/hop-thu`: the letters of a demo, for whoever sits at this machine. They hold passwords and links, so that nothing
 * is there with a mail server, without `--demo`, or for a caller from elsewhere.
 */
export const mailboxRoutes: FastifyPluginCallback<{ services: Services }> = (app, { services }, done) => {
  const options = { config: { allow: 'anyone' }, schema: { hide: true } } as const;
  const { store } = services.desk;
  app.get('/hop-thu', options, async (request, reply) => {
    if (services.mailbox === undefined || !isAtThisMachine(request))
      return sendPage(reply, noMailboxPage(), { status: 404 });
    const rows = await store
      .selectFrom('mails')
      .selectAll()
      .orderBy('position', 'desc')
      .limit(shown)
      .execute();
    return sendPage(reply, mailboxPage(rows.map((row) => ({ ...row, subject: subjectOf(services, row) }))));
  });
  app.get<{ Params: { id: string } }>('/hop-thu/:id', options, async (request, reply) => {
    const { mailbox: folder } = services;
    const row =
      folder === undefined || !isAtThisMachine(request)
        ? undefined
        : await store.selectFrom('mails').selectAll().where('id', '=', request.params.id).executeTakeFirst();
    if (folder === undefined || row === undefined) return sendPage(reply, noMailboxPage(), { status: 404 });
    const text = await textOf(folder, row.id);
    return sendPage(reply, letterPage({ ...row, subject: subjectOf(services, row) }, text));
  });
  done();
};

/** By the connection, the name that was called, and no proxy in between: a page elsewhere must not get at it by DNS. */
function isAtThisMachine(request: FastifyRequest): boolean {
  const forwarded = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'via'];
  return (
    isLoopback(request.socket.remoteAddress ?? '') &&
    isLoopback(request.hostname) &&
    forwarded.every((name) => request.headers[name] === undefined)
  );
}

function subjectOf(services: Services, row: MailRow): string {
  const place = { id: row.id, at: new Date(row.created_at), publicUrl: services.publicUrl() };
  return composeLetter(letterOf(row), place).subject;
}

async function textOf(folder: string, id: string): Promise<string | undefined> {
  try {
    const text = readOwnLetter(await readFile(letterFile(folder, id)));
    if (text === undefined) throw new DvcttError('STORE_FAILED', { what: 'letter' });
    return text;
  } catch (cause) {
    // Not yet written, or deleted by hand.
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw cause;
  }
}

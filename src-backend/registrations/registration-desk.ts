import { DvcttError } from '#shared/contract/errors.ts';
import type { Person } from '../accounts/person.ts';
import type { Sessions } from '../accounts/sessions.ts';
import { requireRegistration } from './access.ts';
import { CodeTurns } from './code-turns.ts';
import { confirmMember, declineMember } from './confirm.ts';
import { approveRegistration, rejectRegistration } from './decide.ts';
import { contentOf } from './content.ts';
import { readFrozen } from './documents.ts';
import { openLink } from './link.ts';
import { changePassword, reissuePassword } from './passwords.ts';
import type { Asker, Officer, RegistrationFilter, Registrations } from './registrations.ts';
import { resendLink } from './resend.ts';
import type { RegistrationRoom } from './room.ts';
import { saveRegistration } from './save.ts';
import { signRegistration } from './sign.ts';
import { reportOnRegistration } from './signed-documents.ts';
import { viewStanding } from './standing.ts';
import { listRegistrations, viewRegistration } from './view.ts';
import { plainLinkOf, viewFor } from './view-for.ts';

type Body<Step extends keyof Registrations> = Parameters<Registrations[Step]>[2];

/** Registration dossiers of this server; steps of one dossier take turns. */
export class RegistrationDesk implements Registrations {
  readonly #room: RegistrationRoom;
  readonly #sessions: Sessions;
  readonly #turns = new CodeTurns();

  constructor(room: RegistrationRoom, sessions: Sessions) {
    this.#room = room;
    this.#sessions = sessions;
  }

  list(person: Person, filter: RegistrationFilter) {
    return listRegistrations(this.#room.store, person, filter);
  }

  async open(asker: Asker, code: string) {
    await requireRegistration(this.#room, asker, code);
    return viewFor(this.#room, asker, await viewRegistration(this.#room.store, code));
  }

  link(secret: string, origin?: string) {
    return openLink(this.#room, secret, origin);
  }

  standing(person: Person) {
    return viewStanding(this.#room.store, person);
  }

  async document(asker: Asker, code: string, ...wanted: DocumentChoice) {
    const { row } = await requireRegistration(this.#room, asker, code);
    const plain = await plainLinkOf(this.#room, asker, { code, content: contentOf(row) });
    if (plain !== undefined) throw new DvcttError('REGISTRATION_NOT_FOUND', { code });
    return readFrozen(this.#room, row, ...wanted);
  }

  save(asker: Asker, code: string, body: Body<'save'>) {
    return this.#turns.take(code, () => saveRegistration(this.#room, asker, code, body));
  }

  async confirm(asker: Asker, code: string, body: Body<'confirm'>) {
    const answer = await this.#turns.take(code, () => confirmMember(this.#room, asker, code, body));
    return viewFor(this.#room, asker, answer, true);
  }

  async decline(asker: Asker, code: string, body: Body<'decline'>) {
    const answer = await this.#turns.take(code, () => declineMember(this.#room, asker, code, body));
    return viewFor(this.#room, asker, answer, true);
  }

  resend(asker: Asker, code: string, body: Body<'resend'>) {
    return this.#turns.take(code, () => resendLink(this.#room, asker, code, body));
  }

  sign(asker: Asker, code: string, body: Body<'sign'>) {
    return this.#turns.take(code, () => signRegistration(this.#room, asker, code, body));
  }

  async report({ person, origin }: Officer, code: string) {
    const { row } = await requireRegistration(this.#room, { kind: 'person', person, origin }, code);
    return reportOnRegistration(this.#room, row);
  }

  approve(officer: Officer, code: string, body: Body<'approve'>) {
    return this.#turns.take(code, () => approveRegistration(this.#room, officer, code, body));
  }

  reject(officer: Officer, code: string, body: Body<'reject'>) {
    return this.#turns.take(code, () => rejectRegistration(this.#room, officer, code, body));
  }

  reissuePassword(officer: Officer, username: string) {
    return reissuePassword(this.#room, officer, username);
  }

  changePassword(person: Person, session: string, body: Body<'changePassword'>, origin: string) {
    return changePassword(this.#room, this.#sessions, person, { ...body, session, origin });
  }
}

type DocumentChoice =
  Parameters<Registrations['document']> extends [unknown, unknown, ...infer Rest] ? Rest : never;

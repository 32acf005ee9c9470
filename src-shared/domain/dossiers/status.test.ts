import { describe, expect, it } from 'vitest';
import { DvcttError } from '../../contract/errors.ts';
import { roleSchema, type Role } from '../people/roles.ts';
import { dossierStatusSchema, type DossierStatus } from './dossier.ts';
import { act, actionsFor, dossierEvents, holderOf, transition, type DossierEvent } from './status.ts';

const allowed = new Map<string, DossierStatus>([
  ['DANG_SOAN forward', 'CHO_KTT_KY'],
  ['TRA_LAI forward', 'CHO_KTT_KY'],
  ['CHO_KTT_KY signKtt', 'CHO_CTK_KY'],
  ['CHO_KTT_KY return', 'TRA_LAI'],
  ['CHO_CTK_KY signCtk', 'CHO_GUI'],
  ['CHO_CTK_KY return', 'TRA_LAI'],
  ['CHO_GUI submit', 'CHO_KBNN'],
  ['CHO_GUI return', 'TRA_LAI'],
  ['CHO_KBNN accept', 'DA_TIEP_NHAN'],
  ['CHO_KBNN reject', 'KBNN_TU_CHOI'],
  ['CHO_KBNN supplement', 'YEU_CAU_BO_SUNG'],
  ['YEU_CAU_BO_SUNG forward', 'CHO_KTT_KY'],
]);

const pairs = dossierStatusSchema.options.flatMap((status) =>
  dossierEvents.map((event): [DossierStatus, DossierEvent] => [status, event]),
);

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (thrown) {
    return thrown instanceof DvcttError ? thrown.code : 'not a DvcttError';
  }
  return 'nothing thrown';
}

describe('the way of a payment dossier', () => {
  it.each(pairs)(
    'from %s, “%s” leads where the procedure says or is refused as the wrong step',
    (status, event) => {
      const next = allowed.get(`${status} ${event}`);
      if (next === undefined) expect(codeOf(() => transition(status, event))).toBe('DOSSIER_STATE');
      else expect(transition(status, event)).toBe(next);
    },
  );

  it('reaches acceptance in five events, and none of them can be left out', () => {
    const way: DossierEvent[] = ['forward', 'signKtt', 'signCtk', 'submit', 'accept'];
    expect(way.reduce<DossierStatus>(transition, 'DANG_SOAN')).toBe('DA_TIEP_NHAN');
    way.forEach((_, left) => {
      const shorter = way.filter((_event, at) => at !== left);
      expect(codeOf(() => shorter.reduce<DossierStatus>(transition, 'DANG_SOAN'))).toBe(
        left === way.length - 1 ? 'nothing thrown' : 'DOSSIER_STATE',
      );
    });
  });

  it('lets nobody take a step while the dossier is on another desk', () => {
    const desk: Record<DossierStatus, Role[]> = {
      DANG_SOAN: ['KTV'],
      TRA_LAI: ['KTV'],
      YEU_CAU_BO_SUNG: ['KTV'],
      CHO_KTT_KY: ['KTT', 'UQ_KTT'],
      CHO_CTK_KY: ['CTK', 'UQ_CTK'],
      CHO_GUI: ['CTK', 'UQ_CTK'],
      CHO_KBNN: ['KBNN'],
      DA_TIEP_NHAN: [],
      KBNN_TU_CHOI: [],
    };
    for (const role of roleSchema.options)
      for (const [status, event] of pairs) {
        const expected = !allowed.has(`${status} ${event}`)
          ? 'DOSSIER_STATE'
          : desk[status].includes(role)
            ? 'nothing thrown'
            : 'ROLE_FORBIDDEN';
        expect(
          codeOf(() => act(role, status, event)),
          `${role} ${status} ${event}`,
        ).toBe(expected);
      }
  });

  it('names nobody as the holder of a closed dossier, and one title otherwise', () => {
    const open = dossierStatusSchema.options.filter((status) => holderOf(status) !== undefined);
    expect(open).toEqual(
      dossierStatusSchema.options.filter((status) => !['DA_TIEP_NHAN', 'KBNN_TU_CHOI'].includes(status)),
    );
  });
});

describe('what a person is offered', () => {
  const offered: Record<DossierStatus, Partial<Record<Role, string>>> = {
    DANG_SOAN: { KTV: 'edit delete forward copy' },
    TRA_LAI: { KTV: 'edit forward copy' },
    YEU_CAU_BO_SUNG: { KTV: 'edit forward copy' },
    CHO_KTT_KY: { KTV: 'copy', KTT: 'sign return', UQ_KTT: 'sign return' },
    CHO_CTK_KY: { KTV: 'copy', CTK: 'sign return', UQ_CTK: 'sign return' },
    CHO_GUI: { KTV: 'copy', CTK: 'submit return', UQ_CTK: 'submit return' },
    CHO_KBNN: { KTV: 'copy' },
    DA_TIEP_NHAN: { KTV: 'copy' },
    KBNN_TU_CHOI: { KTV: 'copy' },
  };

  it.each(dossierStatusSchema.options)('at %s every title sees its own buttons and no other', (status) => {
    for (const role of roleSchema.options)
      expect(actionsFor(role, status, { isOwner: true }).join(' '), role).toBe(offered[status][role] ?? '');
  });

  it('lets an accountant edit what a colleague began, but neither delete nor send it', () => {
    for (const status of dossierStatusSchema.options)
      expect(actionsFor('KTV', status, { isOwner: false })).toEqual(
        ['DANG_SOAN', 'TRA_LAI', 'YEU_CAU_BO_SUNG'].includes(status) ? ['edit', 'copy'] : ['copy'],
      );
  });
});

import { describe, expect, it } from 'vitest';
import { dossierCodeSchema } from '#shared/domain/dossiers/dossier.ts';
import { parseRoute } from '../../app/route.ts';
import { parsePart, partHref } from './dossier-part.ts';

const code = dossierCodeSchema.parse('1001163220526154946');

describe('the address of a part of a dossier', () => {
  it('leads back to that part of that dossier', () => {
    for (const part of ['desk', 'conflict', 'history', 'kept'] as const) {
      expect(parsePart(partHref(code, part))).toBe(part);
      expect(parseRoute(partHref(code, part))).toEqual({ screen: 'dossier', code });
    }
  });

  it('is the dossier itself for anything that somebody made up', () => {
    for (const fragment of ['', '#/dossiers', `#/dossiers/${code}/<b>`, '#/settings/x/y'])
      expect(parsePart(fragment)).toBe('desk');
  });
});

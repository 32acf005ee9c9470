import { describe, expect, it } from 'vitest';
import { dossierCodeSchema } from '#shared/domain/dossiers/dossier.ts';
import { parseRoute } from '../../app/route.ts';
import { parsePart, parseSignedVersion, partHref, signedVersionHref } from './dossier-part.ts';

const code = dossierCodeSchema.parse('1001163220526154946');

describe('the address of a part of a dossier', () => {
  it('leads back to that part of that dossier', () => {
    for (const part of ['desk', 'conflict', 'history', 'kept', 'signed'] as const) {
      expect(parsePart(partHref(code, part))).toBe(part);
      expect(parseRoute(partHref(code, part))).toEqual({ screen: 'dossier', code });
    }
  });

  it('names the earlier version that is read', () => {
    const href = signedVersionHref(code, 12);
    expect(parsePart(href)).toBe('signed');
    expect(parseRoute(href)).toEqual({ screen: 'dossier', code });
    expect(parseSignedVersion(href)).toBe(12);
    for (const made of ['', '/0', '/-1', '/1e3', '/99999999'])
      expect(parseSignedVersion(`${partHref(code, 'signed')}${made}`)).toBeUndefined();
    expect(parseSignedVersion(`${partHref(code, 'history')}/3`)).toBeUndefined();
  });

  it('is the dossier itself for anything that somebody made up', () => {
    for (const fragment of ['', '#/dossiers', `#/dossiers/${code}/<b>`, '#/settings/x/y'])
      expect(parsePart(fragment)).toBe('desk');
  });
});

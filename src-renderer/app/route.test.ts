import { describe, expect, it } from 'vitest';
import { needsNobody, parseRoute, routeHref } from './route.ts';

describe('the window’s address', () => {
  it('leads back to where it came from', () => {
    for (const href of ['#/dossiers', '#/dossiers/1001163220526154946', '#/tokens', '#/doctor', '#/settings'])
      expect(routeHref(parseRoute(href))).toBe(href);
  });

  it('opens the list for an address that somebody made up', () => {
    for (const href of ['', '#', '#/dossiers/<script>', '#/dossiers/12', '#/officer', '#/doctor2'])
      expect(parseRoute(href)).toEqual({ screen: 'dossiers' });
  });

  it('shows nothing of anybody’s work to one who has not signed in', () => {
    const open = [
      '#/dossiers',
      '#/dossiers/1001163220526154946',
      '#/tokens',
      '#/doctor',
      '#/settings',
    ].filter((href) => needsNobody(parseRoute(href)));
    expect(open).toEqual(['#/tokens', '#/doctor']);
  });
});

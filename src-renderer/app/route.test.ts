import { describe, expect, it } from 'vitest';
import { needsNobody, parseRoute, routeHref } from './route.ts';

describe('the window’s address', () => {
  it('leads back to where it came from', () => {
    for (const href of [
      '#/dossiers',
      '#/dossiers/1001163220526154946',
      '#/tokens',
      '#/doctor',
      '#/support',
      '#/trace',
      '#/help',
      '#/help/PIN_INCORRECT',
      '#/help/token-not-seen',
      '#/settings',
    ])
      expect(routeHref(parseRoute(href))).toBe(href);
  });

  it('opens the list for an address that somebody made up', () => {
    for (const href of ['', '#', '#/dossiers/<script>', '#/dossiers/12', '#/officer', '#/doctor2'])
      expect(parseRoute(href)).toEqual({ screen: 'dossiers' });
  });

  it('opens the contents of help for a page whose name can be none', () => {
    for (const href of ['#/help/', '#/help/<img>', '#/help/..', `#/help/${'A'.repeat(61)}`])
      expect(parseRoute(href)).toEqual({ screen: 'help' });
  });

  it('shows nothing of anybody’s work to one who has not signed in', () => {
    const open = [
      '#/dossiers',
      '#/dossiers/1001163220526154946',
      '#/tokens',
      '#/doctor',
      '#/support',
      '#/trace',
      '#/help/PIN_LOCKED',
      '#/settings',
    ].filter((href) => needsNobody(parseRoute(href)));
    expect(open).toEqual(['#/tokens', '#/doctor', '#/support', '#/trace', '#/help/PIN_LOCKED']);
  });
});

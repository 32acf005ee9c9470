import { describe, expect, it } from 'vitest';
import { needsNobody, needsStore, parseRoute, routeHref } from './route.ts';

describe('the window’s address', () => {
  it('leads back to where it came from', () => {
    for (const href of [
      '#/dossiers',
      '#/dossiers/1001163220526154946',
      '#/registrations',
      '#/registrations/6f1c-A_2',
      '#/registrations/6f1c-A_2/confirm',
      '#/link',
      '#/password',
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
    for (const href of ['#/registrations/', '#/registrations/<img>', `#/registrations/${'a'.repeat(65)}`])
      expect(parseRoute(href)).toEqual({ screen: 'registrations' });
    expect(parseRoute('#/registrations/1/elsewhere')).toEqual({ screen: 'registration', id: '1' });
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
      '#/password',
    ].filter((href) => needsNobody(parseRoute(href)));
    expect(open).toEqual(['#/tokens', '#/doctor', '#/support', '#/trace', '#/help/PIN_LOCKED']);
  });

  it('opens registrations and links to who has no account, once the store is open', () => {
    for (const href of ['#/registrations', '#/registrations/1', '#/registrations/1/confirm', '#/link']) {
      expect(needsNobody(parseRoute(href)), href).toBe(true);
      expect(needsStore(parseRoute(href)), href).toBe(true);
    }
    for (const href of ['#/tokens', '#/doctor', '#/help']) expect(needsStore(parseRoute(href))).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { matchesShortcut } from './useShortcut.ts';

const press = (key: string, code: string, extra: object = {}) => ({
  key,
  code,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...extra,
});

describe('shortcuts', () => {
  it('work while Unikey or macOS turns the letter into another one', () => {
    expect(matchesShortcut(press('˜', 'KeyN', { altKey: true }), 'alt+n')).toBe(true);
  });

  it('do not fire on plain typing', () => {
    expect(matchesShortcut(press('n', 'KeyN'), 'alt+n')).toBe(false);
    expect(matchesShortcut(press('Enter', 'Enter'), 'ctrl+enter')).toBe(false);
    expect(matchesShortcut(press('n', 'KeyN', { altKey: true, shiftKey: true }), 'alt+n')).toBe(false);
  });

  it('accept Command for Control', () => {
    expect(matchesShortcut(press('Enter', 'Enter', { metaKey: true }), 'ctrl+enter')).toBe(true);
  });
});

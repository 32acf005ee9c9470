import { cleanNotifications, hideNotification, notificationsStore } from '@mantine/notifications';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { mostPassing, showPassing } from './passing-notices.ts';

const shown = () => notificationsStore.getState().notifications.map(({ message }) => message);

afterEach(() => cleanNotifications());

describe('notices that pass', () => {
  it('stand at once, and the oldest makes room', () => {
    const texts = Array.from({ length: mostPassing + 3 }, (_, at) => `Đã xóa dòng ${at + 1}`);
    for (const message of texts) showPassing({ message });
    expect(shown()).toEqual(texts.slice(-mostPassing));
    expect(notificationsStore.getState().queue).toEqual([]);
  });

  it('leave room when they are closed, and tell it', () => {
    const onClose = vi.fn();
    const first = showPassing({ message: 'một', onClose });
    hideNotification(first);
    expect(onClose).toHaveBeenCalledTimes(1);
    for (let at = 0; at < mostPassing; at += 1) showPassing({ message: `${at}` });
    expect(shown()).toEqual(['0', '1', '2', '3']);
  });
});

/**
 * Notices that go by themselves. The library lets five stand and makes a sixth wait for its turn; an “Undo” would then
 * be offered when it is too late. Here the newest always stands, and the oldest makes room.
 */
import { hideNotification, showNotification, type NotificationData } from '@mantine/notifications';

/** As many as are read at a glance. */
export const mostPassing = 4;

const standing: string[] = [];

/** Shows `notice` at once; returns its id. */
export function showPassing(notice: NotificationData): string {
  const id = crypto.randomUUID();
  standing.push(id);
  showNotification({
    ...notice,
    id,
    onClose: (closed) => {
      standing.splice(standing.indexOf(id), 1);
      notice.onClose?.(closed);
    },
  });
  const [oldest] = standing;
  if (oldest !== undefined && standing.length > mostPassing) hideNotification(oldest);
  return id;
}

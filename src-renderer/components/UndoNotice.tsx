import { Button } from '@mantine/core';
import { closeButton } from './notify.ts';
import { hideNotification, showNotification } from '@mantine/notifications';

/** “Deleted. Undo” in the corner for ten seconds. */
export function offerUndo(message: string, label: string, undo: () => void): void {
  const id = crypto.randomUUID();
  showNotification({
    id,
    autoClose: 10_000,
    closeButtonProps: closeButton(),
    message: (
      <span className="row">
        <span className="grow">{message}</span>
        <Button
          size="sm"
          variant="default"
          onClick={() => {
            hideNotification(id);
            undo();
          }}
        >
          {label}
        </Button>
      </span>
    ),
  });
}

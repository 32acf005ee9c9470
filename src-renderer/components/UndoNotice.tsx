import { Button } from '@mantine/core';
import { closeButton } from './notify.ts';
import { hideNotification } from '@mantine/notifications';
import { showPassing } from './passing-notices.ts';

const offered = new Set<string>();

/** Takes the offers away: who has gone on works elsewhere, and would not see what an undo does. */
export function withdrawUndo(): void {
  for (const id of offered) hideNotification(id);
}

/** “Deleted. Undo” in the corner for ten seconds. */
export function offerUndo(message: string, label: string, undo: () => void): void {
  const id: string = showPassing({
    autoClose: 10_000,
    onClose: () => offered.delete(id),
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
  offered.add(id);
}

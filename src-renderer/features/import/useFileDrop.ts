import { useEffect, useEffectEvent, useState } from 'react';

const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;

/** Files dropped anywhere on the window go to `onFiles`; tells whether some are held over it now. */
export function useFileDrop(onFiles: (files: readonly File[]) => void, enabled: boolean): boolean {
  const [over, setOver] = useState(false);
  const take = useEffectEvent((event: DragEvent) => {
    setOver(false);
    if (!hasFiles(event)) return;
    // Without this the window would leave for the file itself.
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    if (enabled && files.length > 0) onFiles(files);
  });
  const hold = useEffectEvent((event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    setOver(enabled);
  });
  useEffect(() => {
    const onOver = (event: DragEvent) => hold(event);
    const onDrop = (event: DragEvent) => take(event);
    // Between two elements of the page the pointer has not left the window.
    const onLeave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    addEventListener('dragover', onOver);
    addEventListener('drop', onDrop);
    addEventListener('dragleave', onLeave);
    return () => {
      removeEventListener('dragover', onOver);
      removeEventListener('drop', onDrop);
      removeEventListener('dragleave', onLeave);
    };
  }, []);
  return over;
}

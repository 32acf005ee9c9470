import { useEffect } from 'react';
import { go } from '../../app/route.ts';
import { call, subscribe } from '../../bridge/bridge.ts';
import { keepLink } from './pending-link.ts';

/** Fetches the link with which the system started or called this program, and shows the screen that opens it. */
export function useArrivedLinks(): void {
  useEffect(() => {
    const fetchLink = async () => {
      try {
        const { text } = await call('links.pending', {});
        if (text === null) return;
        keepLink(text);
        go({ screen: 'link' });
      } catch {
        // The core keeps it until it is asked again; whoever pressed the link may press it once more.
      }
    };
    void fetchLink();
    return subscribe((event) => {
      if (event.name === 'link.arrived' || event.name === 'core.restarted') void fetchLink();
    });
  }, []);
}

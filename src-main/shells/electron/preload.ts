/** Preload of the main window, sandboxed: a door to the core and nothing else. Everything is checked in the shell. */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import type { CoreEvent, WindowBridge } from '#shared/contract/ipc.ts';
import { channels } from './channels.ts';

const bridge = {
  call: (name, input) => ipcRenderer.invoke(channels.call, name, input),
  subscribe(listener) {
    // The event itself would hand the page Electron's own objects, so it stays on this side.
    const receive = (_event: IpcRendererEvent, event: CoreEvent) => listener(event);
    ipcRenderer.on(channels.event, receive);
    return () => void ipcRenderer.off(channels.event, receive);
  },
  async openPinPrompt(jobId) {
    const { lang, dataset } = document.documentElement;
    // The prompt is another page: it is told how this one looks.
    await ipcRenderer.invoke(channels.openPin, { jobId, lang, scheme: dataset['mantineColorScheme'] });
  },
} satisfies WindowBridge;

contextBridge.exposeInMainWorld('dvctt', bridge);

/** Preload of the PIN window, sandboxed: the PIN calls of its one job, and its own end. */
import { contextBridge, ipcRenderer } from 'electron';
import type { PinBridge } from '#shared/contract/ipc.ts';
import { channels } from './channels.ts';

const bridge = {
  call: (name, input) => ipcRenderer.invoke(channels.pinCall, name, input),
  async close() {
    await ipcRenderer.invoke(channels.pinClose);
  },
} satisfies PinBridge;

contextBridge.exposeInMainWorld('dvcttPin', bridge);

import { ok, type Checker } from '../check.ts';

/** Whether the DVCTT backend answers. */
export const backendCheck: Checker = {
  id: 'backend',
  title: { vi: 'Máy chủ DVCTT', en: 'DVCTT server' },
  run: async ({ backend }) => {
    const { version } = await backend.health();
    return ok(`${backend.url} · ${version}`);
  },
};

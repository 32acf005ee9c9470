import { sha256 } from '../blobs/blob-store.ts';
import { BundleDesk } from '../diagnostics/bundle/bundle-desk.ts';
import { gatherEvidence, type EvidenceServices } from '../diagnostics/bundle/evidence.ts';
import type { Log } from '../logging/log.ts';
import { chooseLevel } from '../settings/log-level.ts';
import type { SettingsFile } from '../settings/settings-file.ts';
import type { Handlers } from './handlers.ts';

/** Calls about what support is told: the bundle and the log. */
export function makeSupportHandlers(
  services: Omit<EvidenceServices, 'log' | 'logFolder'> & {
    readonly log: Log;
    readonly settings: SettingsFile;
  },
): Pick<Handlers, 'doctor.bundle' | 'doctor.bundleFile' | 'logs.level'> {
  const { log, settings } = services;
  const desk = new BundleDesk(() => gatherEvidence({ ...services, logFolder: log.folder }));
  return {
    'doctor.bundle': ({ summary }) => desk.preview(summary),
    'doctor.bundleFile': () => {
      const { name, bytes } = desk.file();
      return {
        name,
        mediaType: 'application/zip',
        sha256: sha256(bytes),
        base64: Buffer.from(bytes).toString('base64'),
      };
    },
    'logs.level': ({ level }) => {
      if (level !== undefined) chooseLevel(level, log, settings);
      return { level: log.level };
    },
  };
}

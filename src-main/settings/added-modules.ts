import type { AddedModules } from '../tokens/added-modules.ts';
import type { SettingsFile } from './settings-file.ts';

/** The modules that a person has added, remembered in the settings. */
export function addedModulesIn(settings: SettingsFile): AddedModules {
  const list = () => settings.read().addedModules ?? [];
  return {
    list,
    add: (path) => {
      settings.update(({ addedModules = [] }) => ({
        addedModules: [...addedModules.filter((other) => other !== path), path],
      }));
      return Promise.resolve();
    },
    remove: (path) => {
      settings.update(({ addedModules = [] }) => ({
        addedModules: addedModules.filter((other) => other !== path),
      }));
      return Promise.resolve();
    },
  };
}

/**
 * What Electron takes only before it is ready. `main.ts` does it first of all; it is also a program of its own
 * (out/electron/before-ready.cjs), because a runtime may load an ES module late and then needs it by `--require`.
 */
import { app, protocol } from 'electron';
import { scheme } from './addresses.ts';

if (!app.isReady()) {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
  // Root has no sandbox under Linux and must say so; enableSandbox would overrule that and nothing would start.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
}

/** Entry of the core process: started by a shell, told its options by the first message. */
import { createCore } from '../core.ts';
import { serveCore } from './serve.ts';
import { shellPort } from './shell-port.ts';

serveCore(shellPort(), createCore, (exitCode) => process.exit(exitCode));

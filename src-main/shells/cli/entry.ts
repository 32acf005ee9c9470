/** Entry of `dvctt`, on the pinned Node. */
import { endWithLauncher } from './end-with-launcher.ts';
import { runCli } from './main.ts';

endWithLauncher();
process.exitCode = await runCli(process.argv.slice(2));

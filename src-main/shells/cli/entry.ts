/** Entry of `dvctt`, on the pinned Node. */
import { runCli } from './main.ts';

process.exitCode = await runCli(process.argv.slice(2));

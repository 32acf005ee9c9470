/** PKCS#11 modules that misbehave, compiled for the test: what vendor drivers do in the field. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the module goes wrong: hangs or dies in C_Initialize, in C_GetSlotList, or while it is being loaded. */
export type Fault = 'hang-initialize' | 'hang-slots' | 'crash-slots' | 'exit-load' | 'error-initialize';

const bodies: Readonly<Record<Fault, Readonly<Record<string, string>>>> = {
  'hang-initialize': { initialize: 'for (;;) pause();' },
  'hang-slots': { slots: 'for (;;) pause();' },
  'crash-slots': { slots: 'abort();' },
  'exit-load': { load: '_exit(3);' },
  'error-initialize': { initialize: 'return 5;' },
};

/** Compiles one with gcc and returns its path. */
export function faultyModule(fault: Fault): string {
  const folder = mkdtempSync(join(tmpdir(), 'dvctt-fault-'));
  const body = (name: string) => bodies[fault][name] ?? '';
  // CK_FUNCTION_LIST (PKCS#11 v2.40 §3.6): a two-byte version, then 68 pointers in the standard's order.
  const source = `
    #include <stdlib.h>
    #include <string.h>
    #include <unistd.h>
    typedef unsigned long rv;
    static rv failed(void) { return 6; }
    static rv ok(void) { return 0; }
    static rv initialize(void *args) { (void)args; ${body('initialize')} return 0; }
    static rv info(unsigned char *out) { memset(out, 0, 2); memset(out + 2, ' ', 32); return 0; }
    static rv slots(unsigned char present, void *list, unsigned long *count) {
      (void)present; (void)list; ${body('slots')} *count = 0; return 0;
    }
    static struct { unsigned char version[2]; void *calls[68]; } table = { { 2, 40 }, { 0 } };
    __attribute__((visibility("default"))) rv C_GetFunctionList(void **list) {
      ${body('load')}
      for (int n = 0; n < 68; n++) table.calls[n] = (void *)failed;
      table.calls[0] = (void *)initialize;
      table.calls[1] = (void *)ok;
      table.calls[2] = (void *)info;
      table.calls[4] = (void *)slots;
      *list = &table;
      return 0;
    }
  `;
  const file = join(folder, `${fault}.c`);
  const module = join(folder, `${fault}.so`);
  writeFileSync(file, source);
  execFileSync('gcc', ['-shared', '-fPIC', '-O1', '-o', module, file], { stdio: 'pipe' });
  return module;
}

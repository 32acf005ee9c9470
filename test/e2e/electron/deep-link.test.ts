import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startElectronAgain, whyNoElectron } from './runtime.ts';
import { startTinyProgram, type TinyProgram } from './tiny-program.ts';

const secret = 'AbC-_'.padEnd(43, 'x9');
const link = (server: string) => `dvctt://lien-ket?server=${encodeURIComponent(server)}&secret=${secret}`;

const reason = whyNoElectron();
if (reason !== undefined) process.stderr.write(`Electron link tests skipped: ${reason}\n`);

const pending = ({ page }: TinyProgram) => page.evaluate(() => window.dvctt.call('links.pending', {}));
const arrival = ({ page }: TinyProgram) =>
  page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        window.dvctt.subscribe(({ name }) => {
          if (name === 'link.arrived') resolve(name);
        });
      }),
  );

describe.skipIf(reason !== undefined)('a link that the system hands to the Electron shell', () => {
  it('starts the program, and another one goes to the program that runs', async () => {
    const program = await startTinyProgram({ opened: link('https://one.example.vn') });
    try {
      await expect
        .poll(() => pending(program))
        .toEqual({ ok: true, output: { text: link('https://one.example.vn') } });

      const told = arrival(program);
      await startElectronAgain({
        out: join(program.folder, 'out'),
        optionsFile: join(program.folder, 'options.json'),
        opened: link('https://two.example.vn'),
      });
      expect(await told).toBe('link.arrived');
      expect(await pending(program)).toEqual({ ok: true, output: { text: link('https://two.example.vn') } });
      expect(program.app.windows()).toHaveLength(1);

      const third = arrival(program);
      // The page listens once it has answered this.
      await program.page.evaluate(() => document.title);
      await program.app.evaluate(
        ({ app }, urls) => {
          for (const url of urls) app.emit('open-url', { preventDefault: () => undefined }, url);
        },
        ['dvctt://xoa-het?x=1', `${link('https://evil.example')}&run=calc`, link('https://three.example.vn')],
      );
      expect(await third).toBe('link.arrived');
      expect(await pending(program)).toEqual({
        ok: true,
        output: { text: link('https://three.example.vn') },
      });
    } finally {
      await program.close();
    }
  });
});

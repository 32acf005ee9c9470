import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { LinkDoor, linkAmong, listenForLinks } from './deep-link.ts';

const secret = 'AbC-_'.padEnd(43, 'x9');
const link = `dvctt://lien-ket?server=https%3A%2F%2Fdvc.example.vn&secret=${secret}`;

function program(isPackaged = true) {
  const told: unknown[] = [];
  const schemes: string[] = [];
  const core = {
    call: (name: string, input: unknown) => {
      told.push([name, input]);
      return Promise.resolve({} as never);
    },
  };
  const state: { core?: typeof core; called: number } = { called: 0 };
  const app = Object.assign(new EventEmitter(), {
    isPackaged,
    setAsDefaultProtocolClient: (scheme: string) => schemes.push(scheme) > 0,
  });
  const door = new LinkDoor(() => state.core);
  listenForLinks(app, door, () => (state.called += 1));
  return { app, door, core, state, told, schemes };
}

it.each([
  ['no link', ['/opt/dvctt', '--no-sandbox', '/tmp/a.pdf']],
  ['the web address, which belongs to the browser', [`https://dvc.example.vn/lien-ket/${secret}`]],
  ['another thing to do', [link.replace('lien-ket', 'xoa-het')]],
  ['more fields', [`${link}&x=1`]],
  ['words behind it', [`${link} --inspect`]],
  ['words before it', [`--x=${link}`]],
  ['no secret', ['dvctt://lien-ket?server=https%3A%2F%2Fdvc.example.vn']],
  ['megabytes', [link.replace('dvc.example.vn', 'a'.repeat(5_000))]],
])('passes nothing on for %s', (_what, argv) => {
  expect(linkAmong(argv)).toBeUndefined();
});

it('hands the link of a second start to the core and calls the window', () => {
  const { app, core, state, told } = program();
  state.core = core;
  app.emit('second-instance', {}, ['/opt/dvctt', '--flag', link]);
  expect(told).toEqual([['shell.openLink', { text: link }]]);
  expect(state.called).toBe(1);
  app.emit('second-instance', {}, ['/opt/dvctt']);
  expect(told).toHaveLength(1);
  expect(state.called).toBe(2);
});

it('keeps a link that comes before the core, and tells it once', () => {
  const { app, door, core, state, told } = program();
  let prevented = 0;
  app.emit('open-url', { preventDefault: () => (prevented += 1) }, link);
  expect(prevented).toBe(1);
  state.core = core;
  door.coreReady();
  door.coreReady();
  expect(told).toEqual([['shell.openLink', { text: link }]]);
});

it('takes the scheme only where the program is installed', () => {
  expect(program(true).schemes).toEqual(['dvctt']);
  expect(program(false).schemes).toEqual([]);
});

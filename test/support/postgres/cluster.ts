import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const debianFolder = '/usr/lib/postgresql';
/** A server that a killed test run has left behind must not stay: this shell ends it when the run's pipe closes. */
const watched = `"$0" "$@" & server=$!; read -r _; kill -INT $server; wait $server; cd /; rm -rf "$FOLDER"`;

export interface Cluster {
  /** Of a database in which every store takes a schema of its own. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * A private PostgreSQL cluster in a temporary folder, on a unix socket alone, as an unprivileged user (the server
 * refuses root), without fsync; it ends with this process, however that ends. Debian's own cluster is left alone.
 */
export async function startCluster(): Promise<Cluster> {
  const bin = newestBin();
  const user = unprivileged();
  const folder = mkdtempSync(join(tmpdir(), 'dvctt-pg-'));
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o700);
  const data = join(folder, 'data');
  try {
    execFileSync(
      join(bin, 'initdb'),
      ['-D', data, '-U', 'dvctt', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'],
      { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] },
    );
    const server = launch(join(bin, 'postgres'), data, folder, user);
    const url = `postgres://dvctt@localhost/postgres?host=${encodeURIComponent(folder)}`;
    const stop = async () => {
      await end(server);
      rmSync(folder, { recursive: true, force: true });
    };
    await ready(bin, folder, server).catch(async (cause: unknown) => {
      await stop();
      throw cause;
    });
    return { url, stop };
  } catch (cause) {
    rmSync(folder, { recursive: true, force: true });
    throw cause;
  }
}

/** Whether PostgreSQL is on this machine. */
export function hasPostgres(): boolean {
  return existsSync(debianFolder) && readdirSync(debianFolder).length > 0;
}

function newestBin(): string {
  const versions = existsSync(debianFolder) ? readdirSync(debianFolder).map(Number) : [];
  if (versions.length === 0) throw new Error('PostgreSQL is not installed: apt-get install postgresql');
  return join(debianFolder, String(Math.max(...versions)), 'bin');
}

function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

function launch(
  program: string,
  data: string,
  folder: string,
  user: { uid: number; gid: number } | undefined,
): ChildProcess {
  const settings = [
    ['listen_addresses', ''],
    ['unix_socket_directories', folder],
    ['fsync', 'off'],
    ['synchronous_commit', 'off'],
    ['full_page_writes', 'off'],
    ['max_connections', '200'],
    ['shared_buffers', '64MB'],
    ['autovacuum', 'off'],
  ].flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return spawn('/bin/sh', ['-c', watched, program, '-D', data, ...settings], {
    ...user,
    cwd: folder,
    env: { ...process.env, FOLDER: folder },
    // The terminal's Ctrl+C is for the tests, which end the server when they are done.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
}

async function ready(bin: string, folder: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (server.exitCode !== null) throw new Error(`The PostgreSQL server ended with ${server.exitCode}.`);
    if (spawnSync(join(bin, 'pg_isready'), ['-h', folder, '-q'], { stdio: 'ignore' }).status === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The PostgreSQL server did not begin to answer within ten seconds.');
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.stdin?.end();
  await ended;
}

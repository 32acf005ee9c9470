import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { Socket } from 'node:net';
import { encodeFrame, FrameReader, type Frame } from './channel/frames.ts';
import { channelMark, channelPlaces } from './channel/places.ts';

/** How a child of this room is started. */
export interface HostProcessOptions {
  /** Program file, see `hostEntry`. */
  readonly entry: string;
  readonly args?: readonly string[];
  /** Laid over this process's environment. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Variables that would let the surroundings run code in a process that sees a PIN. */
const unwanted = [
  'NODE_OPTIONS',
  'NODE_DEBUG',
  'NODE_V8_COVERAGE',
  'NODE_CHANNEL_FD',
  'NODE_CHANNEL_SERIALIZATION_MODE',
];

/** Messages taken before this process turns to something else. */
const framesATurn = 32;

/** What a process said last is read for so long after its end, ms; a child of its own may keep the pipe open. */
const lastWords = 250;

interface HostProcessEvents {
  /** With its length in bytes. What it says is not to be trusted. */
  message: [message: unknown, size: number];
  /** It wrote what is no message, and was killed for it. `exit` follows. */
  unreadable: [];
  /** Once, after the last message. */
  exit: [code: number | null, signal: NodeJS.Signals | null];
  error: [error: Error];
}

/**
 * A child that runs native code, as the core has it. Native code can write anything into its end of the channel: nothing
 * of it ends this process, fills its memory, or holds it up.
 */
export class HostProcess extends EventEmitter<HostProcessEvents> {
  readonly #child: ChildProcess;
  readonly #reader = new FrameReader();
  readonly #toHost: Socket | undefined;
  readonly #toCore: Socket | undefined;
  /** Nothing more is read. */
  #deaf = false;
  #turn: NodeJS.Immediate | undefined;

  constructor(child: ChildProcess) {
    super();
    this.#child = child;
    this.#toHost = pipeOf(child, channelPlaces.toHost);
    this.#toCore = pipeOf(child, channelPlaces.toCore);
    // A pipe breaks when its process ends, which is told by `exit`.
    for (const pipe of [this.#toHost, this.#toCore]) pipe?.on('error', () => undefined);
    this.#toCore?.on('data', (piece: Buffer) => {
      if (this.#deaf) return;
      this.#reader.give(piece);
      if (this.#turn === undefined) this.#read();
    });
    // Nobody may be listening any more, and an error that nobody hears would end this process.
    child.on('error', (error) => {
      if (this.listenerCount('error') > 0) this.emit('error', error);
    });
    child.once('exit', (code, signal) => this.#afterLastWords(() => this.emit('exit', code, signal)));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  send(message: unknown): void {
    const frame = encodeFrame(message);
    if (this.#toHost?.writable === true) this.#toHost.write(frame);
  }

  /** At once; what it has said and was not read is lost. */
  kill(): void {
    this.#stopReading();
    this.#child.kill('SIGKILL');
  }

  /** Does not keep this process from ending. */
  unref(): void {
    this.#child.unref();
    this.#toHost?.unref();
    this.#toCore?.unref();
  }

  /** Keeps this process from ending while an answer is waited for. */
  ref(): void {
    this.#toCore?.ref();
  }

  #read(): void {
    this.#turn = undefined;
    for (let n = 0; n < framesATurn; n++) {
      const frame = this.#deaf ? undefined : this.#next();
      if (frame === undefined) {
        this.#toCore?.resume();
        return;
      }
      this.emit('message', frame.message, frame.size);
    }
    // Nothing more is taken from the pipe meanwhile, and a process that writes into a full one waits.
    this.#toCore?.pause();
    this.#turn = setImmediate(() => this.#read());
  }

  #next(): Frame | undefined {
    try {
      return this.#reader.next();
    } catch {
      this.kill();
      this.emit('unreadable');
      return undefined;
    }
  }

  #stopReading(): void {
    this.#deaf = true;
    clearImmediate(this.#turn);
    this.#turn = undefined;
    this.#toCore?.destroy();
    this.#toHost?.destroy();
  }

  #afterLastWords(tell: () => void): void {
    let timer: NodeJS.Timeout | undefined;
    const over = () => {
      if (timer === undefined) return;
      clearTimeout(timer);
      timer = undefined;
      this.#stopReading();
      tell();
    };
    timer = setTimeout(over, lastWords);
    if (this.#toCore === undefined || this.#toCore.closed || this.#toCore.readableEnded) over();
    else this.#toCore.once('end', over).once('close', over);
  }
}

function pipeOf(child: ChildProcess, place: number): Socket | undefined {
  // A process that could not be started at all has no pipes, whatever its type says.
  const pipes: unknown = Reflect.get(child, 'stdio');
  const pipe: unknown = Array.isArray(pipes) ? pipes[place] : undefined;
  return pipe instanceof Socket ? pipe : undefined;
}

/**
 * Starts a child that runs native code. It runs on this process's own executable: Node, or Electron told to be Node.
 * Its stdout and stderr lead nowhere, because vendor modules print what they like, PINs included.
 */
export function startHostProcess(options: HostProcessOptions): HostProcess {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    ...options.env,
    ELECTRON_RUN_AS_NODE: '1',
    [channelMark]: '1',
  };
  for (const name of unwanted) Reflect.deleteProperty(env, name);
  return new HostProcess(
    spawn(process.execPath, [options.entry, ...(options.args ?? [])], {
      env,
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      windowsHide: true,
    }),
  );
}

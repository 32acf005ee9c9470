import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { encodeFrame, FrameReader } from './frames.ts';
import { channelMark, channelPlaces } from './places.ts';

/** The channel to the core, as the process that runs native code has it. */
export interface HostSide {
  /** Hands a message to the system before it returns: the native call that follows may never come back. */
  tell(message: unknown): void;
}

/**
 * Takes up the channel that the core has laid. Each message goes to `hear`; when the core's end closes, this process
 * ends. Started by anybody else it ends at once.
 */
export function openHostSide(hear: (message: unknown) => void = () => undefined): HostSide {
  if (process.env[channelMark] === undefined) process.exit(64);
  Reflect.deleteProperty(process.env, channelMark);
  const reader = new FrameReader();
  const orders = new Socket({ fd: channelPlaces.toHost, readable: true, writable: false });
  const end = () => process.exit(0);
  orders.on('data', (piece: Buffer) => {
    reader.give(piece);
    for (let frame = reader.next(); frame !== undefined; frame = reader.next()) hear(frame.message);
  });
  orders.once('end', end).once('close', end).once('error', end);
  return { tell: (message) => writeWhole(encodeFrame(message)) };
}

function writeWhole(frame: Buffer): void {
  for (let written = 0; written < frame.length;) {
    try {
      written += writeSync(channelPlaces.toCore, frame, written);
    } catch (thrown) {
      // A module may have made the pipe one that does not wait.
      if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EAGAIN')) process.exit(0);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }
}

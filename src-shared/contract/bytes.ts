import { z } from 'zod';

/** Bytes in a message between processes that carries them as they are (structured clone). */
export const bytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'bytes expected');

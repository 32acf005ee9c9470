import { request as plainRequest } from 'node:http';
import { request as sealedRequest } from 'node:https';

/** How long a server may take to tell its time, ms. */
const patience = 4_000;

/**
 * The Date header (RFC 9110 §6.6.1) of whoever answers at an address, or undefined. Nothing but a HEAD without any
 * secret is sent and nothing but that header is used, so the certificate is not judged: with a wrong clock at this end
 * it would look invalid, and that is exactly what has to be found out.
 */
export function serverDate(url: string, signal: AbortSignal): Promise<Date | undefined> {
  const request = url.startsWith('https:') ? sealedRequest : plainRequest;
  return new Promise((resolve) => {
    const asked = request(
      url,
      {
        method: 'HEAD',
        signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
        rejectUnauthorized: false,
      },
      (answer) => {
        answer.resume();
        const time = new Date(answer.headers.date ?? '');
        resolve(Number.isNaN(time.getTime()) ? undefined : time);
      },
    );
    asked.once('error', () => resolve(undefined));
    asked.end();
  });
}

import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify';
import { DvcttError } from '#shared/contract/errors.ts';
import { failureOf, statusOf } from '../../http/problem.ts';
import { readForms } from '../../pages/officer/form.ts';
import { open, type SimulatorRoom } from '../provider-room.ts';
import type { Subscriber } from '../subscribers.ts';
import { phoneScript, phoneStyle } from './phone-assets.ts';
import {
  choosePage,
  failurePage,
  notFoundPage,
  phonePage,
  phoneScriptPath,
  phoneStylePath,
  qrPage,
} from './phone-page.ts';
import type { PhoneLanguage } from './phone-text.ts';
import { codeOfSaid, readSaid, type Said } from './said.ts';

/** As the other pages, and its own script, which asks its own server alone. */
const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
const cookies = {
  person: 'dvctt_dien_thoai',
  language: 'dvctt_dien_thoai_lang',
  /** What came of the form that was just sent; for the page that the browser is sent on to. */
  said: 'dvctt_dien_thoai_noi',
} as const;
/** Seconds that cookies last. */
const lasts = { choice: 31_536_000, said: 60 } as const;
/** Milliseconds between signs of life on a silent stream, which proxies would cut. */
const heartbeat = 20_000;

export interface PhoneOptions {
  readonly room: Pick<SimulatorRoom, 'subscribers' | 'requests' | 'now'>;
  /** Without a slash at the end; of the QR code. */
  readonly publicUrl: () => string;
}

/** `/dien-thoai`: the phone of a simulated provider's subscriber. Never in a server without simulators. */
export const phoneRoutes: FastifyPluginCallback<PhoneOptions> = (app, { room, publicUrl }, done) => {
  readForms(app);
  const streams = new Set<() => void>();
  // An open stream would hold the server's end up.
  app.addHook('preClose', (closed) => {
    for (const end of streams) end();
    closed();
  });
  const chosen = (request: FastifyRequest) => room.subscribers.byId(cookie(request, cookies.person) ?? '');
  /** After a form, so that going back or reloading sends nothing again. */
  const sendOn = (reply: FastifyReply, said: Said) => {
    setCookie(reply, cookies.said, codeOfSaid(said), lasts.said);
    return reply.redirect('/dien-thoai', 303);
  };

  app.setErrorHandler((thrown, request, reply) => {
    const failure = failureOf(thrown);
    const status = statusOf(failure.code);
    // What broke inside is logged and answered by whoever serves us.
    if (status >= 500) throw thrown;
    return send(reply, failurePage(languageOf(request), failure), status);
  });
  app.get('/dien-thoai/*', open, (request, reply) => send(reply, notFoundPage(languageOf(request)), 404));
  app.get(phoneStylePath, open, (_request, reply) =>
    reply.header('content-type', 'text/css; charset=utf-8').send(phoneStyle),
  );
  app.get(phoneScriptPath, open, (_request, reply) =>
    reply.header('content-type', 'text/javascript; charset=utf-8').send(phoneScript),
  );
  app.get<{ Querystring: { lang?: unknown; moi?: unknown } }>('/dien-thoai', open, (request, reply) => {
    const { lang, moi } = request.query;
    if (lang === 'vi' || lang === 'en') {
      setCookie(reply, cookies.language, lang, lasts.choice);
      return reply.redirect('/dien-thoai', 303);
    }
    const language = languageOf(request);
    const subscriber = chosen(request);
    if (subscriber === undefined) return send(reply, choosePage(language, room.subscribers.list()));
    // The page's own script asks too, in the background: what was said is for the person.
    const said = moi === undefined ? readSaid(cookie(request, cookies.said)) : undefined;
    if (said !== undefined) setCookie(reply, cookies.said, '', 0);
    const { id } = subscriber;
    const view = { subscriber, requests: room.requests.of(id), code: room.requests.codeOf(id), said };
    return send(reply, phonePage(language, view));
  });
  app.get('/dien-thoai/qr', open, (request, reply) =>
    send(reply, qrPage(languageOf(request), `${publicUrl()}/dien-thoai`)),
  );
  app.post('/dien-thoai/chon', open, (request, reply) => {
    const subscriber = room.subscribers.byId(ownField(request, publicUrl(), 'nguoi'));
    if (subscriber !== undefined) setCookie(reply, cookies.person, subscriber.id, lasts.choice);
    return reply.redirect('/dien-thoai', 303);
  });
  app.post('/dien-thoai/doi', open, (request, reply) => {
    ownField(request, publicUrl(), '');
    setCookie(reply, cookies.person, '', 0);
    return reply.redirect('/dien-thoai', 303);
  });
  app.post('/dien-thoai/ky', open, async (request, reply) => {
    const id = ownRequest(room, chosen(request), ownField(request, publicUrl(), 'id'));
    const pin = ownField(request, publicUrl(), 'pin');
    return sendOn(reply, id === undefined ? { kind: 'gone' } : await room.requests.confirm(id, pin));
  });
  app.post('/dien-thoai/tu-choi', open, (request, reply) => {
    const id = ownRequest(room, chosen(request), ownField(request, publicUrl(), 'id'));
    return sendOn(reply, { kind: id !== undefined && room.requests.reject(id) ? 'rejected' : 'gone' });
  });
  app.get('/dien-thoai/nghe', open, (request, reply) => {
    const subscriber = chosen(request);
    if (subscriber === undefined) return reply.code(204).send();
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    raw.write(`event: now\ndata: ${room.now().toISOString()}\n\n`);
    const stop = room.requests.listen((id) => {
      if (id === subscriber.id) raw.write('event: changed\ndata: 1\n\n');
    });
    const beat = setInterval(() => raw.write(':\n\n'), heartbeat);
    const end = () => {
      clearInterval(beat);
      stop();
      streams.delete(end);
      raw.end();
    };
    streams.add(end);
    request.raw.once('close', end);
    return reply;
  });
  done();
};

/** The id when the request is on this very phone. */
function ownRequest(room: PhoneOptions['room'], subscriber: Subscriber | undefined, id: string) {
  return subscriber !== undefined && room.requests.get(id)?.subscriberId === subscriber.id ? id : undefined;
}

/**
 * A field of a form that one of our own pages sent.
 * @throws DvcttError REQUEST_INVALID for one from elsewhere
 */
function ownField(request: FastifyRequest, publicUrl: string, name: string): string {
  const { origin } = request.headers;
  if (origin === undefined || ![publicUrl, `${request.protocol}://${request.host}`].includes(origin))
    throw new DvcttError('REQUEST_INVALID', { what: 'origin' });
  const value: unknown = request.body instanceof Map ? request.body.get(name) : undefined;
  return typeof value === 'string' ? value : '';
}

const languageOf = (request: FastifyRequest): PhoneLanguage =>
  cookie(request, cookies.language) === 'en' ? 'en' : 'vi';

function cookie(request: FastifyRequest, name: string): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key = '', value = ''] = pair.trim().split('=', 2);
    if (key === name) return value;
  }
  return undefined;
}

/** @param seconds that it lasts; 0 takes it away */
function setCookie(reply: FastifyReply, name: string, value: string, seconds: number): void {
  void reply.header(
    'set-cookie',
    `${name}=${value}; Path=/dien-thoai; HttpOnly; SameSite=Strict; Max-Age=${seconds}`,
  );
}

/** Forms need the origin, which `no-referrer` would turn into `null`. */
function send(reply: FastifyReply, body: string, status = 200): FastifyReply {
  return reply
    .code(status)
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'referrer-policy': 'same-origin',
      'x-robots-tag': 'noindex, nofollow, noarchive',
    })
    .send(body);
}

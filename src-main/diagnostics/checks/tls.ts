import { X509Certificate } from 'node:crypto';
import { isPrivateUrl } from '../../backend-client/backend-url.ts';
import type { Checker, Sight } from '../check.ts';
import { interceptorOf } from '../network/interceptors.ts';
import { proxyFor } from '../network/proxy-for.ts';
import { lookAtTls, type TlsLook } from '../network/tls-look.ts';
import { failedWith, ok, skipped, type Outcome } from '../outcome.ts';
import { both, fact, type Words } from '../words.ts';

/** Who closes the secured line to the server: the server itself, or something on the way that reads along. */
export const tlsCheck: Checker = {
  id: 'tls',
  title: both('Đường truyền bảo mật (TLS)', 'Secured line (TLS)'),
  looked: ({ backend }) =>
    both(`Phiên bản TLS và chứng thư của ${backend.url}`, `TLS version and certificate of ${backend.url}`),
  run: async (sight, signal) => {
    const { backend, machine } = sight;
    const url = new URL(backend.url);
    if (url.protocol !== 'https:') {
      return isPrivateUrl(backend.url)
        ? skipped(both('máy chủ nằm trên chính máy này', 'the server is on this very machine'))
        : failedWith({ code: 'BACKEND_INSECURE' }, backend.url);
    }
    try {
      return judge(await lookAtTls(url, proxyFor(backend.url, machine.env), signal), sight);
    } catch (cause) {
      return noLine(cause);
    }
  },
};

function noLine(cause: unknown): Outcome {
  const code =
    cause instanceof Error ? ('code' in cause ? String(cause.code) : cause.message) : String(cause);
  if (/SSL|TLS|EPROTO/.test(code)) {
    return {
      state: 'failed',
      found: fact(code),
      meaning: both(
        'Ở địa chỉ này không có TLS, hoặc tường lửa cắt đường truyền bảo mật.',
        'There is no TLS at this address, or a firewall cuts secured lines.',
      ),
      remedy: both(
        'Kiểm tra địa chỉ máy chủ; nhờ quản trị mạng cho phép địa chỉ đó.',
        'Check the server’s address; ask the network administrator to allow it.',
      ),
      help: 'BACKEND_UNREACHABLE',
    };
  }
  return skipped(
    both(`không kết nối được (${code})`, `no connection (${code})`),
    both('Phần máy chủ cho biết vì sao.', 'The part on the server says why.'),
  );
}

function judge(look: TlsLook, sight: Sight): Outcome {
  const { protocol, trusted, reason, chain } = look;
  const issuers = chain.map(({ issuer }) => issuer);
  const found = fact(
    `${protocol} · ${chain[0]?.subject ?? '?'} ← ${[...new Set(issuers)].join(' ← ')}${reason === undefined ? '' : ` · ${reason}`}`,
  );
  const maker = interceptorOf(issuers);
  if (!trusted) return untrusted(look, found, maker, sight);
  if (maker !== undefined) return { ...intercepted(found, maker), state: 'warning' };
  if (protocol === 'TLSv1.2' || protocol === 'TLSv1.3') return ok(found);
  return {
    state: 'failed',
    found,
    meaning: both(`${protocol} đã cũ và không còn an toàn.`, `${protocol} is old and not secure any more.`),
    remedy: both(
      'Máy chủ hoặc proxy trên đường phải dùng TLS 1.2 trở lên: báo quản trị mạng.',
      'The server, or a proxy on the way, must use TLS 1.2 or newer: tell the network administrator.',
    ),
  };
}

function untrusted(look: TlsLook, found: Words, maker: string | undefined, { machine }: Sight): Outcome {
  const { reason, chain } = look;
  if (reason === 'CERT_HAS_EXPIRED' || reason === 'CERT_NOT_YET_VALID') return outOfTime(found);
  if (reason === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return {
      state: 'failed',
      found,
      meaning: both(
        'Một máy khác trả lời ở địa chỉ này: tên trong chứng thư không phải tên máy chủ.',
        'Another machine answers at this address: its certificate bears another name.',
      ),
      remedy: both(
        'Kiểm tra địa chỉ máy chủ, DNS và trang đăng nhập Wi-Fi.',
        'Check the server’s address, DNS and the sign-in page of the Wi-Fi.',
      ),
      help: 'BACKEND_PROXY_PAGE',
    };
  }
  if (maker !== undefined) return intercepted(found, maker);
  // A root that only this machine's system knows was put there by a program or an administrator.
  const known = new Set(chain.map(({ fingerprint }) => fingerprint));
  const names = new Set(chain.map(({ issuer }) => issuer));
  const installed = machine.authorities().some((pem) => {
    const root = new X509Certificate(pem);
    return known.has(root.fingerprint256) || names.has(commonNameOf(root));
  });
  if (installed) return intercepted(found, undefined);
  return {
    state: 'failed',
    found,
    meaning: both(
      'Chứng thư của máy chủ không do tổ chức nào được tin cậy cấp: có thể phần mềm diệt virus, tường lửa hoặc kẻ xấu chen vào giữa. Chương trình không gửi gì qua đường này.',
      'The server’s certificate comes from no trusted authority: an antivirus, a firewall or an attacker may stand in between. The program sends nothing over this line.',
    ),
    remedy: both(
      'Hỏi quản trị mạng tổ chức nêu ở trên là ai. Nếu là của cơ quan, đặt NODE_EXTRA_CA_CERTS tới tệp chứng thư gốc đó; nếu không rõ, không đăng nhập trên mạng này.',
      'Ask the network administrator who the issuer above is. If it is your office’s own, set NODE_EXTRA_CA_CERTS to its root certificate; if in doubt, do not sign in on this network.',
    ),
    help: 'BACKEND_UNREACHABLE',
  };
}

function commonNameOf(root: X509Certificate): string {
  const part = (name: string) => new RegExp(`^${name}=(.+)$`, 'm').exec(root.subject)?.[1];
  return [part('CN'), part('O')].filter((text) => text !== undefined).join(', ');
}

function intercepted(found: Words, maker: string | undefined): Outcome {
  const who =
    maker === undefined
      ? both('Một phần mềm hoặc tường lửa', 'A program or firewall')
      : both(`Phần mềm ${maker}`, maker);
  return {
    state: 'failed',
    found,
    meaning: both(
      `${who.vi} mở đường truyền bảo mật ra đọc rồi đóng lại bằng chứng thư của nó, nên chương trình không nói chuyện thẳng với máy chủ.`,
      `${who.en} opens the secured line and closes it again with its own certificate, so the program does not talk to the server itself.`,
    ),
    remedy: both(
      'Trong phần mềm đó, tắt “quét HTTPS/SSL” cho địa chỉ máy chủ, hoặc nhờ quản trị mạng cho địa chỉ này đi thẳng.',
      'Turn off its “HTTPS/SSL scanning” for the server’s address, or ask the network administrator to let this address through.',
    ),
    help: 'BACKEND_UNREACHABLE',
  };
}

function outOfTime(found: Words): Outcome {
  return {
    state: 'failed',
    found,
    meaning: both(
      'Chứng thư của máy chủ hết hạn hoặc chưa có hiệu lực theo đồng hồ máy này.',
      'By this machine’s clock the server’s certificate has expired or is not yet valid.',
    ),
    remedy: both(
      'Kiểm tra ngày giờ của máy trước; nếu đúng, báo bộ phận hỗ trợ.',
      'Check the date and time of this machine first; if they are right, tell support.',
    ),
    help: 'SIGNING_TIME_WRONG',
  };
}

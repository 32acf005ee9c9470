/** Which providers the backend speaks to, with its secrets: a JSON file, `--remote-ca FILE` or DVCTT_REMOTE_CA. */
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import { remoteProviderSchema } from '#shared/domain/remote-ca/provider.ts';
import { isLoopback } from '../mail/settings.ts';

const shown = remoteProviderSchema.shape;
const secret = z.string().min(1).max(2000);

const common = {
  id: shown.id,
  name: shown.name,
  app: shown.app,
  environment: shown.environment,
  /** Base of the provider's interface: `https://gwsca.vnpt.vn/sca/sp769`. Plain http for this machine alone. */
  url: z
    .string()
    .max(500)
    .refine(
      isProviderUrl,
      'phải là địa chỉ https://…, không có tên đăng nhập, ? hay #; http:// chỉ cho chính máy này (giả lập)',
    )
    .transform(withSlash),
  usernameExample: shown.usernameExample.default(''),
  /** Printed form and data of fifty vouchers. */
  mostDocuments: shown.mostDocuments.max(1000).default(100),
  waitSeconds: shown.waitSeconds.max(3600).default(300),
};

const vnptSchema = z.strictObject({
  ...common,
  adapter: z.literal('vnpt'),
  spId: secret,
  spPassword: secret,
  asks: shown.asks.default('username-password'),
});
const viettelSchema = z.strictObject({
  ...common,
  adapter: z.literal('viettel'),
  clientId: secret,
  clientSecret: secret,
  profileId: secret,
});
const misaSchema = z.strictObject({
  ...common,
  adapter: z.literal('misa'),
  clientId: secret,
  clientKey: secret,
});
const cscSchema = z.strictObject({
  ...common,
  adapter: z.literal('csc'),
  clientId: secret,
  clientSecret: secret,
  schemes: shown.schemes.default(['rsa-pkcs1']),
});
export type VnptConfiguration = z.infer<typeof vnptSchema>;
export type ViettelConfiguration = z.infer<typeof viettelSchema>;
export type MisaConfiguration = z.infer<typeof misaSchema>;
export type CscConfiguration = z.infer<typeof cscSchema>;

const oneSchema = z.discriminatedUnion('adapter', [vnptSchema, viettelSchema, misaSchema, cscSchema]);
export type RemoteCaConfiguration = z.infer<typeof oneSchema>;
/** As it is written in the file: with what may be left out left out. */
export type RemoteCaEntry = z.input<typeof oneSchema>;

const listSchema = z
  .array(oneSchema)
  .max(50)
  .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, 'có mã (id) bị trùng');

const usage = (reason: string) => new DvcttError('USAGE', { reason });

/**
 * Reads the file.
 * @throws DvcttError USAGE saying what is wrong and where, never a value of the file: it holds secrets
 */
export function readRemoteCaFile(path: string): readonly RemoteCaConfiguration[] {
  const text = textOf(path);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw usage(`--remote-ca (DVCTT_REMOTE_CA): ${path} không phải là JSON`);
  }
  return remoteCaConfiguration(json);
}

/** @throws DvcttError USAGE as `readRemoteCaFile` */
export function remoteCaConfiguration(json: unknown): readonly RemoteCaConfiguration[] {
  const parsed = listSchema.safeParse(json, { reportInput: true });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') ?? '';
  const what = issue === undefined ? 'không đúng' : wrongWith(issue);
  throw usage(`--remote-ca (DVCTT_REMOTE_CA): ${where === '' ? 'danh sách' : `“${where}”`} ${what}`);
}

/** What to mend, in words; of the file only names of fields are told. */
function wrongWith(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `có trường không dùng: ${issue.keys.join(', ')}; xóa hoặc sửa tên`;
    case 'custom':
      return issue.message;
    case 'invalid_union':
      return `phải là một trong: ${oneSchema.options.map((one) => one.shape.adapter.value).join(', ')}`;
    case 'invalid_value':
      return `phải là một trong: ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return issue.origin === 'string' ? 'đang để trống' : `phải từ ${String(issue.minimum)} trở lên`;
    case 'too_big':
      return `vượt quá ${String(issue.maximum)}`;
    case 'invalid_type':
      return issue.input === undefined ? 'còn thiếu' : `không đúng kiểu, cần ${issue.expected}`;
    case 'invalid_format':
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_element':
      return 'không đúng dạng';
  }
}

function textOf(path: string): string {
  try {
    const { mode, size } = statSync(path);
    // Windows keeps its rights elsewhere.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      throw usage(
        `--remote-ca (DVCTT_REMOTE_CA): ${path} chứa bí mật mà người khác đọc được; chạy chmod 600 cho tệp này`,
      );
    if (size > 1024 * 1024) throw usage(`--remote-ca (DVCTT_REMOTE_CA): ${path} lớn hơn 1 MB`);
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (cause instanceof DvcttError) throw cause;
    throw usage(`--remote-ca (DVCTT_REMOTE_CA): không đọc được ${path}`);
  }
}

function isProviderUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

function withSlash(text: string): string {
  return text.endsWith('/') ? text : `${text}/`;
}

import { DvcttError } from '#shared/contract/errors.ts';

/** Where a store is: the address of a PostgreSQL database, or a file of SQLite's. */
export type StorePlace = string;

export function isDatabaseUrl(place: StorePlace): boolean {
  return /^postgres(ql)?:\/\//i.test(place);
}

/**
 * The address of `--database` or DVCTT_DATABASE_URL; undefined when none was given.
 * @throws DvcttError USAGE for anything else than postgres://, without repeating it: it may hold a password
 */
function readDatabaseUrl(text: string | undefined): string | undefined {
  const said = (text ?? '').trim();
  if (said === '') return undefined;
  if (!isDatabaseUrl(said) || !URL.canParse(said)) {
    throw new DvcttError('USAGE', {
      reason:
        'Địa chỉ cơ sở dữ liệu phải có dạng postgres://người-dùng:mật-khẩu@máy-chủ:5432/tên (--database hoặc DVCTT_DATABASE_URL).',
    });
  }
  return said;
}

/**
 * The address given on the command line or by DVCTT_DATABASE_URL, which is taken out of the environment: the
 * processes that judge strangers' documents must not inherit its password. @throws DvcttError USAGE
 */
export function takeDatabaseUrl(option: string | undefined): string | undefined {
  const fromEnvironment = process.env['DVCTT_DATABASE_URL'];
  delete process.env['DVCTT_DATABASE_URL'];
  return readDatabaseUrl(option ?? fromEnvironment);
}

/** A place as a person or a log may see it: of a database only server and name, never user, password or parameters. */
export function shownPlace(place: StorePlace): string {
  if (!isDatabaseUrl(place)) return place;
  const { host, pathname } = new URL(place);
  return `postgres://${host}${pathname}`;
}

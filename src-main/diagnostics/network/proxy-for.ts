type Env = Readonly<Record<string, string | undefined>>;

/** The proxy that this program uses for an address, by the variables that curl and others read as well; or undefined. */
export function proxyFor(url: string, env: Env): URL | undefined {
  const { protocol, hostname, port } = new URL(url);
  const names = protocol === 'https:' ? ['https_proxy', 'all_proxy'] : ['http_proxy', 'all_proxy'];
  if (isExempt(hostname, port === '' ? (protocol === 'https:' ? '443' : '80') : port, env)) return undefined;
  for (const name of names) {
    const value = read(env, name);
    if (value === '') continue;
    const text = value.includes('://') ? value : `http://${value}`;
    return URL.canParse(text) ? new URL(text) : undefined;
  }
  return undefined;
}

/** Where a proxy is, without the name and password that its address may carry. */
export function proxyPlace(proxy: URL): string {
  return `${proxy.protocol}//${proxy.host}`;
}

function isExempt(host: string, port: string, env: Env): boolean {
  return read(env, 'no_proxy')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((rule) => rule !== '')
    .some((rule) => {
      if (rule === '*') return true;
      const [, name = rule, only] = /^(.+):(\d+)$/.exec(rule) ?? [];
      if (only !== undefined && only !== port) return false;
      const suffix = name.replace(/^\*?\./, '');
      return host === suffix || host.endsWith(`.${suffix}`);
    });
}

function read(env: Env, name: string): string {
  return (env[name] ?? env[name.toUpperCase()] ?? '').trim();
}

import type { DoctorMachine } from '../machine.ts';

/** The proxy set in the system's own settings, in the system's words; undefined when none is, or none can be read. */
export async function systemProxy(machine: DoctorMachine, signal: AbortSignal): Promise<string | undefined> {
  const { platform } = machine;
  if (platform === 'win32') return onWindows(machine, signal);
  return platform === 'darwin' ? onMac(machine, signal) : onGnome(machine, signal);
}

async function onWindows(machine: DoctorMachine, signal: AbortSignal): Promise<string | undefined> {
  const key = String.raw`HKCU\Software\Microsoft\Windows\CurrentVersion\Internet Settings`;
  const { output } = await machine.ask('reg.exe', ['query', key], signal);
  const value = (name: string) =>
    new RegExp(String.raw`^\s*${name}\s+REG_\w+\s+(.+?)\s*$`, 'm').exec(output)?.[1];
  const script = value('AutoConfigURL');
  if (script !== undefined) return script;
  return value('ProxyEnable') === '0x1' ? value('ProxyServer') : undefined;
}

async function onMac(machine: DoctorMachine, signal: AbortSignal): Promise<string | undefined> {
  const { output } = await machine.ask('scutil', ['--proxy'], signal);
  const value = (name: string) => new RegExp(String.raw`^\s*${name} : (.+)$`, 'm').exec(output)?.[1];
  if (value('ProxyAutoConfigEnable') === '1') return value('ProxyAutoConfigURLString');
  if (value('HTTPSEnable') !== '1') return undefined;
  return [value('HTTPSProxy'), value('HTTPSPort')].filter((part) => part !== undefined).join(':');
}

async function onGnome(machine: DoctorMachine, signal: AbortSignal): Promise<string | undefined> {
  const read = async (schema: string, name: string) =>
    (await machine.ask('gsettings', ['get', schema, name], signal)).output.trim().replaceAll("'", '');
  const mode = await read('org.gnome.system.proxy', 'mode');
  if (mode === 'auto') return read('org.gnome.system.proxy', 'autoconfig-url');
  if (mode !== 'manual') return undefined;
  const host = await read('org.gnome.system.proxy.https', 'host');
  return host === '' ? undefined : `${host}:${await read('org.gnome.system.proxy.https', 'port')}`;
}

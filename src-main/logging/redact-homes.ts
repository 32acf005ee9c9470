const slash = '[\\\\/]{1,2}';
const ending = `"'<>|:;,()`;
/** Where a folder of persons begins: a drive, a share, a drive seen from Linux, or the root. */
const windowsUsers = `(?:\\b[a-z]:|(?<![:\\w\\\\/])[\\\\/]{2,4}[\\w.-]+(?:${slash}[\\w.$-]+){0,2}?|\\/mnt\\/[a-z])${slash}(?:users|home|documents and settings)`;
const unixUsers = '(?<![\\w~.])(?:\\/(?:var|export|srv|data|net|mnt))?\\/(?:home|Users|media)';
/** Folders of programs: what is in them is not a person's, and support needs it. */
const known = '(?:\\.[a-z][\\w-]*|appdata|library|lib|lib64|bin|node_modules|dvctt[\\w-]*)';

const tail = (separator: string) => {
  const part = `[^\\\\/${ending}\\s]+`;
  // Up to a folder of programs; a name of several words with a folder after it; its first word, and capitals behind it.
  return (
    `${separator}(?:[^${ending}]{1,200}?(?=${separator}${known}(?:[\\\\/]|$))` +
    `|${part}(?: ${part}){0,5}(?=[\\\\/])|${part}(?: \\p{Lu}${part}){0,5}(?: ${part}){0,3}$|${part}(?: \\p{Lu}[\\p{L}.]*){0,5})`
  );
};
const windowsHome = new RegExp(windowsUsers + tail(slash), 'giu');
const unixHome = new RegExp(unixUsers + tail('\\/'), 'gu');

/** A folder's name ends here. */
const afterFolder = `(?=[\\\\/\\s"':;,)<>|]|$)`;

/** The folder of the person on this machine, and of others on it, tells their name. */
export function withoutHomes(text: string, home: string): string {
  const line = home.length > 1 ? withoutFolder(text, home, '~') : text;
  return line.replace(windowsHome, '~').replace(unixHome, '~');
}

/** One folder by another name, also where its backslashes are doubled. */
export function withoutFolder(text: string, folder: string, instead: string): string {
  let line = text;
  for (const spelt of [folder.replaceAll('\\', '\\\\'), folder]) {
    const literal = spelt.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    line = line.replace(new RegExp(`(?<![\\w.~])${literal}${afterFolder}`, 'gu'), () => instead);
  }
  return line;
}

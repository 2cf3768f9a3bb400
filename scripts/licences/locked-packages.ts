/** An entry of package-lock.json, as far as licences go. */
interface LockEntry {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
}

/** A package that the lock file names. */
export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  /** As the package states it, an SPDX expression; undefined when it states none. */
  readonly licence: string | undefined;
  /** Whether it is for development only; everything else may reach an installation. */
  readonly isForDevelopment: boolean;
}

/**
 * Every package of a lock file, those for other platforms included, each version once, by name.
 *
 * @param text - the content of package-lock.json, version 3.
 */
export function lockedPackages(text: string): readonly LockedPackage[] {
  const { packages } = JSON.parse(text) as { packages: Readonly<Record<string, LockEntry>> };
  const found = new Map<string, LockedPackage>();
  for (const [path, { version = "", license, dev = false }] of Object.entries(packages)) {
    if (path === "") continue;
    const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    const key = `${name}@${version}`;
    // The same version may be there twice, once for each purpose: the stricter one counts.
    const isForDevelopment = dev && (found.get(key)?.isForDevelopment ?? true);
    found.set(key, { name, version, licence: license, isForDevelopment });
  }
  return [...found.values()].sort((a, b) => order(a.name, b.name) || order(a.version, b.version));
}

/** Not by locale: the same on every machine. */
function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** What makes dist out of the sources. The other development packages check, test and generate. */
const COMPILERS = ["typescript"];

/** Declarations of types are of no use to a program that runs, and the compiler strips types without reading them. */
const ONLY_TYPES = /^@types\//;

/** Where a package finds another one: beside its own dependencies first, then beside itself, then further out. */
function pathOf(name, dependent, packages) {
  for (
    let folder = dependent;
    ;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf("node_modules/") - 1))
  ) {
    const path = `${folder === "" ? "" : `${folder}/`}node_modules/${name}`;
    if (path in packages) return path;
    if (folder === "") return undefined;
  }
}

/** The paths of the named packages and of all that they depend on, those for other platforms included. */
function reachable(names, packages) {
  const found = new Set();
  const visit = (name, dependent) => {
    const path = pathOf(name, dependent, packages);
    // An optional package that the lock file leaves out, or one that was here before.
    if (path === undefined || found.has(path) || ONLY_TYPES.test(name)) return;
    found.add(path);
    const { dependencies, optionalDependencies } = packages[path];
    for (const each of Object.keys({ ...dependencies, ...optionalDependencies })) visit(each, path);
  };
  for (const name of names) visit(name, "");
  return found;
}

/**
 * The part of a manifest and of its lock file that a checkout needs to compile and run the program: what the program
 * depends on, less declarations of types, and the compiler. Versions, hashes and places in node_modules are those of the
 * whole lock file, so that the whole can be completed from it. npm takes the two as a project of their own.
 *
 * @param manifest - package.json
 * @param lock - package-lock.json
 */
export function packagesToRun(manifest, lock) {
  const wanted = Object.entries({
    ...manifest.dependencies,
    ...Object.fromEntries(COMPILERS.map((name) => [name, manifest.devDependencies[name]])),
  }).filter(([name]) => !ONLY_TYPES.test(name));
  const dependencies = Object.fromEntries(wanted);
  const paths = reachable(Object.keys(dependencies), lock.packages);
  // The compiler is no development package here, and what needs types must not miss them.
  const entry = ({ dependencies: needed = {}, ...rest }) => ({
    ...rest,
    dev: false,
    dependencies: Object.fromEntries(Object.entries(needed).filter(([name]) => !ONLY_TYPES.test(name))),
  });
  const kept = Object.entries(lock.packages).filter(([path]) => paths.has(path));
  return {
    manifest: { private: true, dependencies },
    lock: {
      lockfileVersion: lock.lockfileVersion,
      requires: true,
      packages: {
        "": { dependencies },
        ...Object.fromEntries(kept.map(([path, each]) => [path, entry(each)])),
      },
    },
  };
}

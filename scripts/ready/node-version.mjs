/** The oldest major version of Node that the project runs on; `engines` in package.json says the same. */
const OLDEST_MAJOR = 20;

/**
 * A sentence for whoever runs a Node that is too old, or undefined. npm itself only warns about `engines`, and what
 * follows such a warning is a syntax error in somebody else's package.
 */
export function nodeVersionProblem(version) {
  if (Number(version.split(".")[0]) >= OLDEST_MAJOR) return undefined;
  return (
    `tidaldb-exporter needs Node ${OLDEST_MAJOR} or newer, and this is Node ${version} (${process.execPath}).\n` +
    "Install a newer one, from https://nodejs.org or with your version manager, and run the same command again."
  );
}

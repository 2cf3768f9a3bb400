import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What this program is. */
export interface BuildInfo {
  /** The version in package.json. */
  readonly version: string;
  /** The git commit it was compiled from, "unknown" when it was not compiled in a checkout. */
  readonly revision: string;
  /** As Node spells it, with a leading v. */
  readonly nodeVersion: string;
}

/** @throws Error when package.json is missing beside the program: the installation is incomplete. */
export function readBuildInfo(): BuildInfo {
  const root = join(__dirname, "..", "..");
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  return { version, revision: readRevision(root), nodeVersion: process.version };
}

/** The build writes this file; without git there is none, and that is no fault. */
function readRevision(root: string): string {
  try {
    return readFileSync(join(root, "dist", "REVISION"), "utf8").trim();
  } catch {
    return "unknown";
  }
}

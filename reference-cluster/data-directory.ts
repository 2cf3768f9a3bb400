import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A directory of the cluster's own: what is removed at the end is only what was made here. */
export class DataDirectory {
  readonly path: string;

  /** @param parent where to make it, and to be made too if need be; the system's temporary directory if not given. */
  constructor(parent: string = tmpdir()) {
    mkdirSync(parent, { recursive: true });
    this.path = mkdtempSync(join(parent, "tidaldb-reference-cluster-"));
  }

  /** Removes the directory with everything in it; does nothing when it is gone. */
  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Simulated clusters make many small files. In memory, where the system offers that, they cost a tenth of the time. */
const PARENT = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

/** Directories for one test file; all of them are removed after each test. */
export function temporaryDirectories(): () => string {
  const made: string[] = [];
  afterEach(() => {
    for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
  });
  return () => {
    const path = mkdtempSync(join(PARENT, "reference-cluster-test-"));
    made.push(path);
    return path;
  };
}

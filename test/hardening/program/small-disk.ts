import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";

/** A disk of its own at a folder, so small that it is soon full: a tmpfs, which takes root. */
export class SmallDisk {
  readonly #folder: string;
  readonly #kib: number;

  private constructor(folder: string, kib: number) {
    this.#folder = folder;
    this.#kib = kib;
  }

  /** Returns why there is none where it cannot be mounted. */
  static mount(folder: string, kib: number): SmallDisk | string {
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", `size=${kib}k`, "tmpfs", folder], { stdio: "pipe" });
      return new SmallDisk(folder, kib);
    } catch (error) {
      return `a tmpfs cannot be mounted here, which takes root: ${String(error).replaceAll(/\s+/g, " ")}`;
    }
  }

  /** Writes to a file on it until there is no room for another byte. */
  async fill(path: string): Promise<void> {
    for (let bytes = this.#kib * 1024; bytes >= 1; bytes = Math.floor(bytes / 2)) {
      try {
        for (;;) await writeFile(path, Buffer.alloc(bytes), { flag: "a" });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
      }
    }
  }

  unmount(): void {
    execFileSync("umount", [this.#folder]);
  }
}

import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const LIBRARY_FOLDERS = ["/usr/lib", "/usr/lib64", "/usr/local/lib"];

/** The wall clock that a program sees, to be stepped from outside; its monotonic clock stays the machine's. */
export class FakedClock {
  readonly #path: string;
  /** What the program has to be started with. */
  readonly environment: Readonly<Record<string, string>>;

  /** @param library - as `fakedClockLibrary` found it. */
  constructor(library: string, folder: string) {
    this.#path = join(folder, "faked-time");
    this.step(0);
    this.environment = {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: this.#path,
      FAKETIME_NO_CACHE: "1",
      FAKETIME_DONT_FAKE_MONOTONIC: "1",
      FAKETIME_DONT_RESET: "1",
    };
  }

  /** Sets the wall clock that many seconds after the machine's. */
  step(seconds: number): void {
    writeFileSync(this.#path, `${seconds < 0 ? "" : "+"}${seconds}`);
  }
}

/** Where libfaketime is (Debian: libfaketime), undefined where it is not. */
export function fakedClockLibrary(): string | undefined {
  const folders = LIBRARY_FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) => [
    folder,
    ...readdirSync(folder).map((name) => join(folder, name)),
  ]);
  return folders
    .map((folder) => join(folder, "faketime", "libfaketimeMT.so.1"))
    .find((path) => existsSync(path));
}

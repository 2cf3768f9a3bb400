import fs from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { dirname } from "node:path";

/** Everything that a save asks of the system, in its order, and what it does when something failed. */
export const SAVE_STEPS = [
  "opening the folder",
  "opening the new file",
  "writing the new file",
  "flush of the new file",
  "closing the new file",
  "a second name for the old file",
  "rename",
  "the answer to the rename",
  "flush of the folder",
  "closing the folder",
  "putting back",
] as const;

export type SaveStep = (typeof SAVE_STEPS)[number];

/**
 * A disk that fails in chosen steps of saving one file, as calls of `node:fs/promises` see it. Spies of jest: `mend`, or
 * restoring all mocks, ends it.
 */
export class FailingDisk {
  readonly #path: string;
  readonly #spies: jest.SpyInstance[] = [];
  #failing: readonly SaveStep[] = [];

  /** @param path - the file, symbolic links followed. */
  constructor(path: string) {
    this.#path = path;
  }

  /** From now on these steps fail, each time. */
  fail(...steps: readonly SaveStep[]): void {
    this.mend();
    this.#failing = steps;
    this.#spyOnOpening();
    this.#spyOnNames();
  }

  mend(): void {
    for (const spy of this.#spies.splice(0)) spy.mockRestore();
  }

  #spyOnOpening(): void {
    const open = fs.open.bind(fs);
    const openSpy = jest.spyOn(fs, "open").mockImplementation(async (path, ...rest) => {
      const [what, isNew] = this.#what(String(path));
      if (what) this.#failIn(`opening ${what}`);
      const file = await open(path, ...rest);
      if (what) this.#spyOnHandle(file, what);
      if (isNew) this.#newFiles.add(file);
      return file;
    });
    const writeFile = fs.writeFile.bind(fs);
    const writeSpy = jest.spyOn(fs, "writeFile").mockImplementation(async (file, ...rest) => {
      if (this.#newFiles.has(file)) this.#failIn("writing the new file");
      await writeFile(file, ...rest);
    });
    this.#spies.push(openSpy, writeSpy);
  }

  readonly #newFiles = new Set<unknown>();

  #what(path: string): readonly [what: "the folder" | "the new file" | undefined, isNew: boolean] {
    if (path === dirname(this.#path)) return ["the folder", false];
    return path === `${this.#path}.saving` ? ["the new file", true] : [undefined, false];
  }

  #spyOnHandle(file: FileHandle, what: "the folder" | "the new file"): void {
    const [sync, close] = [file.sync.bind(file), file.close.bind(file)];
    file.sync = async () => {
      this.#failIn(`flush of ${what}`);
      await sync();
    };
    file.close = async () => {
      await close();
      this.#failIn(`closing ${what}`);
    };
  }

  #spyOnNames(): void {
    const [link, rename, rm] = [fs.link.bind(fs), fs.rename.bind(fs), fs.rm.bind(fs)];
    const linkSpy = jest.spyOn(fs, "link").mockImplementation(async (from, to) => {
      this.#failIn("a second name for the old file");
      await link(from, to);
    });
    const renameSpy = jest.spyOn(fs, "rename").mockImplementation(async (from, to) => {
      const isNew = from === `${this.#path}.saving`;
      this.#failIn(isNew ? "rename" : "putting back");
      await rename(from, to);
      if (isNew) this.#failIn("the answer to the rename");
    });
    const rmSpy = jest.spyOn(fs, "rm").mockImplementation(async (path, options) => {
      if (path === this.#path) this.#failIn("putting back");
      await rm(path, options);
    });
    this.#spies.push(linkSpy, renameSpy, rmSpy);
  }

  #failIn(step: SaveStep): void {
    if (!this.#failing.includes(step)) return;
    throw Object.assign(new Error(`EIO: i/o error, ${step}`), { code: "EIO" });
  }
}

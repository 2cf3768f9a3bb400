import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DataDirectory } from "../../data-directory";
import { temporaryDirectories } from "../support/temporary-directories";

const newDirectory = temporaryDirectories();

describe("the data directory", () => {
  test("is a new one in the given place, and only that one is removed", () => {
    const parent = join(newDirectory(), "made");
    const data = new DataDirectory(parent);
    writeFileSync(join(parent, "somebody else's"), "");
    writeFileSync(join(data.path, "own"), "");
    data.remove();
    data.remove();
    expect(existsSync(data.path)).toBe(false);
    expect(readdirSync(parent)).toEqual(["somebody else's"]);
  });
});

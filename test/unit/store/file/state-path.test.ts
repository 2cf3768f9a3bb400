import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolveStatePath } from "../../../../src/store/file/state-path";
import { StoreError } from "../../../../src/store/store-error";

let directory: string;

beforeEach(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), "state-path-")));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

test("a free name and a file mean themselves", async () => {
  const path = join(directory, "state.json");
  expect(await resolveStatePath(path)).toBe(path);
  writeFileSync(path, "{}");
  expect(await resolveStatePath(path)).toBe(path);
});

test("links to the file and to its directory are followed, so that one file has one lock", async () => {
  mkdirSync(join(directory, "volume"));
  const real = join(directory, "volume", "real.json");
  writeFileSync(real, "{}");
  symlinkSync(real, join(directory, "state.json"));
  symlinkSync(join(directory, "volume"), join(directory, "mount"));
  expect(await resolveStatePath(join(directory, "state.json"))).toBe(real);
  expect(await resolveStatePath(join(directory, "mount", "real.json"))).toBe(real);
  expect(await resolveStatePath(join(directory, "mount", "new.json"))).toBe(
    join(directory, "volume", "new.json"),
  );
});

test("neither a missing directory nor the missing end of a link passes for a fresh start", async () => {
  symlinkSync(join(directory, "unmounted", "state.json"), join(directory, "state.json"));
  for (const path of [join(directory, "state.json"), join(directory, "unmounted", "state.json")]) {
    const refusal = resolveStatePath(path);
    await expect(refusal).rejects.toThrow(StoreError);
    await expect(refusal).rejects.toThrow(`cannot use the state file ${path}: ENOENT`);
    await expect(refusal).rejects.toThrow("create its directory (or mount the volume that has it)");
  }
});

test("a directory, a device and a path below a file are refused", async () => {
  writeFileSync(join(directory, "file"), "");
  await expect(resolveStatePath(directory)).rejects.toThrow("expected a regular file");
  await expect(resolveStatePath("/dev/null")).rejects.toThrow("expected a regular file");
  await expect(resolveStatePath(join(directory, "file", "state.json"))).rejects.toThrow("ENOTDIR");
});

import { readFile } from "node:fs/promises";
import { explainSystemError, systemErrorCode } from "../../../../src/store/file/system-error";

test("an error of the system is told in its own words, with the next step", async () => {
  const error: unknown = await readFile("/nonexistent/state.json").catch((caught: unknown) => caught);
  expect(systemErrorCode(error)).toBe("ENOENT");
  expect(explainSystemError(error)).toMatch(
    /^ENOENT: no such file or directory, open '\/nonexistent\/state\.json'; create its directory/,
  );
});

test("an error that nothing is known about is told in its own words alone", () => {
  expect(explainSystemError(Object.assign(new Error("ESOMETHING: odd"), { code: "ESOMETHING" }))).toBe(
    "ESOMETHING: odd",
  );
  expect(explainSystemError(new Error("odd"))).toBe("odd");
});

test("only the first line is told: the loader of native code lists every place that it looked in", () => {
  const error = Object.assign(new Error("Cannot find addon\nCandidates:\n- a\n- b"), {
    code: "ADDON_NOT_FOUND",
  });
  expect(explainSystemError(error)).toMatch(/^Cannot find addon; file locks need Linux with glibc/);
});

test("what is no error, or carries no symbolic code, has none", () => {
  expect(systemErrorCode("ENOENT")).toBeUndefined();
  expect(systemErrorCode(Object.assign(new Error("odd"), { code: 2 }))).toBeUndefined();
});

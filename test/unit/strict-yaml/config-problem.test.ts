import { formatProblems } from "../../../src/strict-yaml/config-problem";

test("a problem is one line with file, line, column, path and message", () => {
  const problem = {
    file: "config.yml",
    path: "health.offline_after",
    line: 12,
    column: 5,
    message: 'expected a duration such as 30s, got "thirty"',
  };
  expect(formatProblems([problem])).toBe(
    'config.yml:12:5: health.offline_after: expected a duration such as 30s, got "thirty"\n',
  );
});

test("a problem of the file as a whole has neither a place nor a path", () => {
  const problem = {
    file: "config.yml",
    path: "",
    line: 0,
    column: 0,
    message: "cannot be read: no such file",
  };
  expect(formatProblems([problem])).toBe("config.yml: cannot be read: no such file\n");
});

test("no problems are no text", () => {
  expect(formatProblems([])).toBe("");
});

import { columnsOf, cutTo, wrapped } from "../../../../src/cli/terminal/columns";
import { screenOf } from "../../../../src/cli/terminal/style";
import type { Screen } from "../../../../src/cli/terminal/style";
import { table } from "../../../../src/cli/terminal/table";

const PLAIN: Screen = screenOf({ terminal: () => undefined, env: {} });

test.each([
  ["eu-west", 7],
  ["東京", 4],
  ["e\u0301", 1],
  ["🌍", 2],
])("%s takes %i columns", (text, columns) => {
  expect(columnsOf(text)).toBe(columns);
});

test.each([
  ["eu-west", 7, "eu-west"],
  ["eu-west-1", 7, "eu-w..."],
  ["eu west one", 6, "eu..."],
  ["東京東京", 6, "東..."],
])("%s is cut to %i columns as %s", (text, columns, cut) => {
  expect(cutTo(text, columns)).toBe(cut);
});

test("text is broken between words, and a word that is too long is cut", () => {
  expect(wrapped("one two three averyverylongword end", 9)).toEqual(["one two", "three", "averyv...", "end"]);
});

test("columns are as wide as what is in them", () => {
  expect(
    table(
      ["REGION", "STATE"],
      [
        ["a", "Healthy"],
        ["東京-1", "Offline"],
      ],
      PLAIN,
    ),
  ).toBe("REGION  STATE\na       Healthy\n東京-1  Offline\n");
});

test("the last column is cut first, then the widest, so that a line fits", () => {
  const text = table(["A", "B"], [["x".repeat(100), "y".repeat(100)]], { ...PLAIN, columns: 40 });

  expect(text).toBe(`A${" ".repeat(33)}B\n${"x".repeat(29)}...  yyy...\n`);
});

test.each<[string, Parameters<typeof screenOf>[0], string]>([
  ["no terminal", { terminal: () => undefined, env: {} }, "Offline"],
  ["a terminal", { terminal: () => ({ columns: 100 }), env: {} }, "\u001b[31mOffline\u001b[0m"],
  ["NO_COLOR", { terminal: () => ({ columns: 100 }), env: { NO_COLOR: "1" } }, "Offline"],
  [
    "an empty NO_COLOR",
    { terminal: () => ({ columns: 100 }), env: { NO_COLOR: "" } },
    "\u001b[31mOffline\u001b[0m",
  ],
  ["a dumb terminal", { terminal: () => ({ columns: 100 }), env: { TERM: "dumb" } }, "Offline"],
])("with %s, colours are as they should be", (_what, host, shown) => {
  expect(screenOf(host).style("bad", "Offline")).toBe(shown);
});

test("colours take no room", () => {
  const screen = screenOf({ terminal: () => ({ columns: 100 }), env: {} });

  expect(table(["STATE", "X"], [[{ text: "Up", look: "good" }, "y"]], screen)).toBe(
    "\u001b[1mSTATE\u001b[0m  \u001b[1mX\u001b[0m\n\u001b[32mUp\u001b[0m     y\n",
  );
});

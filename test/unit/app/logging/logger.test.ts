import { createLogger } from "../../../../src/app/logging/logger";

function logged(format: "logfmt" | "json", fields: object, message: string): string {
  const lines: string[] = [];
  createLogger("info", format, { write: (line) => lines.push(line) }).info(fields, message);
  return lines.join("").replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/, "TIME");
}

describe("a log line", () => {
  test.each([
    [
      "plain values stay bare",
      { region: "us-east", shard: 3 },
      "time=TIME level=info msg=hello region=us-east shard=3\n",
    ],
    ["blanks are quoted", { why: "no heartbeat" }, 'time=TIME level=info msg=hello why="no heartbeat"\n'],
    ["an empty value is quoted", { name: "" }, 'time=TIME level=info msg=hello name=""\n'],
    [
      "a line break cannot forge a second line",
      { name: "x\nlevel=error msg=forged" },
      'time=TIME level=info msg=hello name="x\\nlevel=error msg=forged"\n',
    ],
    [
      "structure is written as JSON",
      { reasons: [{ shard: 1 }] },
      'time=TIME level=info msg=hello reasons="[{\\"shard\\":1}]"\n',
    ],
  ])("in logfmt: %s", (_, fields, expected) => {
    expect(logged("logfmt", fields, "hello")).toBe(expected);
  });

  test("in logfmt carries an error's stack as one value", () => {
    const line = logged("logfmt", { err: new Error("disk full") }, "not kept");

    expect(line).toMatch(/^time=TIME level=info msg="not kept" err="Error: disk full\\n {4}at .*"\n$/);
  });

  test("in JSON has time, level and message, and nothing of this machine", () => {
    expect(JSON.parse(logged("json", { shard: 3 }, "hello"))).toEqual({
      level: "info",
      time: "TIME",
      shard: 3,
      msg: "hello",
    });
  });

  test("below the level is not written", () => {
    const lines: string[] = [];
    const logger = createLogger("warn", "logfmt", { write: (line) => lines.push(line) });

    logger.info("quiet");
    logger.warn("loud");

    expect(lines).toHaveLength(1);
  });
});

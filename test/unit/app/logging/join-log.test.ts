import { PassThrough } from "node:stream";
import { once } from "node:events";
import { joinLog } from "../../../../src/app/logging/join-log";
import { createLogger } from "../../../../src/app/logging/logger";

async function joined(...lines: readonly string[]): Promise<readonly string[]> {
  const written: string[] = [];
  const logger = createLogger("debug", "logfmt", {
    write: (line) => written.push(line.replace(/^time=\S+ /, "").trimEnd()),
  });
  const stream = new PassThrough();
  joinLog(stream, "child", logger);
  stream.end(lines.join("\n"));
  await once(stream, "close");
  return written;
}

describe("a child process's log that joins ours", () => {
  test.each([
    [
      '{"level":30,"time":1,"pid":2,"hostname":"h","name":"n","region":"eu","msg":"up"}',
      "level=info msg=up program=child region=eu",
    ],
    ['{"level":40,"msg":"slow"}', "level=warn msg=slow program=child"],
    ['{"level":50,"msg":"gone"}', "level=error msg=gone program=child"],
    ["(node:1) Warning: old", 'level=warn msg="(node:1) Warning: old" program=child'],
    ["null", "level=warn msg=null program=child"],
    ['{"level":"30"}', 'level=warn msg="{\\"level\\":\\"30\\"}" program=child'],
  ])("writes %s as our own format has it", async (line, expected) => {
    expect(await joined(line)).toEqual([expected]);
  });
});

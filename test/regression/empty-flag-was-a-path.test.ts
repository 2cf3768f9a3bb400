import { runProgram } from "../../src/cli/program";
import { recordingHost } from "../support/app/cli-host";

async function errorsOf(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const before = { ...process.env };
  Object.assign(process.env, env); // Where commander itself looks.
  const host = recordingHost(env);
  try {
    await runProgram(args, host);
  } finally {
    process.env = before;
  }
  return host;
}

const PLAN = ["plan", "--regions=1", "--shards=1", "--followers=1"];

test.each<[readonly string[], string]>([
  [["--config.file="], "the path of a file, got nothing"],
  [["serve", "--config.file", " "], "the path of a file, got nothing"],
  [["--web.config.file="], "the path of a file, got nothing"],
  [["--web.listen-address="], "expected HOST:PORT"],
  [["--web.listen-address=:0,"], "expected HOST:PORT"],
  [["--web.telemetry-path="], "an absolute path such as /metrics"],
  [["--web.max-requests="], "a whole number such as 40"],
  [["--log.level="], "Allowed choices are"],
  [["--log.format="], "Allowed choices are"],
  [["demo", "--config.file="], "the path of a file, got nothing"],
  [["demo", "--cluster.listen-address="], "an address such as 127.0.0.1:10844, got nothing"],
  [["check-config", ""], "the path of a file, got nothing"],
  [["check-config", "--web.config.file="], "the path of a file, got nothing"],
  [["bundle", "--out="], "the path of a folder, got nothing"],
  [["bundle", "--out=x", "--config.file="], "the path of a file, got nothing"],
  [["bundle", "--out=x", "--options="], "the path of a file, got nothing"],
  [["bundle", "--out=x", "--job-name="], "the value of a label, got nothing"],
  [["bundle", "--out=x", "--runbook-base-url="], "an address such as"],
  [["bundle", "--out=x", "--dashboard-base-url="], "an address such as"],
  [["plan", "--regions=", "--shards=1", "--followers=1"], "a whole number"],
  [[...PLAN, "--detail="], "Allowed choices are"],
])("%j says nothing, which is refused with what was expected", async (args, message) => {
  const { errors, exitCode } = await errorsOf(args);

  expect(errors.toLowerCase()).toContain(message.toLowerCase());
  expect(exitCode).not.toBe(0);
});

test("a variable of blanks is no path either", async () => {
  const { errors, exitCode } = await errorsOf([], { TIDALDB_EXPORTER_WEB_CONFIG_FILE: " " });

  expect(errors).toContain("from env 'TIDALDB_EXPORTER_WEB_CONFIG_FILE' is invalid");
  expect(exitCode).not.toBe(0);
});

test.each([
  "CONFIG_FILE",
  "WEB_CONFIG_FILE",
  "WEB_LISTEN_ADDRESS",
  "WEB_TELEMETRY_PATH",
  "WEB_MAX_REQUESTS",
  "LOG_LEVEL",
  "LOG_FORMAT",
])("the variable TIDALDB_EXPORTER_%s says nothing when it is empty", async (twin) => {
  // A flag that is wrong ends the program before it listens; it is the only thing that is told.
  const { errors } = await errorsOf(["--web.max-requests=none"], { [`TIDALDB_EXPORTER_${twin}`]: "" });

  expect(errors).toMatch(/^error: option '--web\.max-requests <number>' argument 'none' is invalid\./);
});

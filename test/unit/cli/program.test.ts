import { runProgram } from "../../../src/cli/program";
import { recordingHost } from "../../support/app/cli-host";

async function run(...args: readonly string[]) {
  const host = recordingHost();
  await runProgram(args, host);
  return host;
}

describe("the program", () => {
  test("--help lists the commands and ends with 0", async () => {
    const { output, exitCode } = await run("--help");

    for (const command of ["serve", "demo", "check-config", "plan"])
      expect(output).toContain(`  ${command} `);
    expect(exitCode).toBe(0);
  });

  test("--version says version, revision and Node as Prometheus' programs do", async () => {
    const { output, exitCode } = await run("--version");

    expect(output).toMatch(
      /^tidaldb-exporter, version \d+\.\d+\.\d+ \(revision: [0-9a-f]+|unknown, node: v\d+/,
    );
    expect(exitCode).toBe(0);
  });

  test.each([
    ["--config.file <path>", "TIDALDB_EXPORTER_CONFIG_FILE"],
    ["--web.listen-address <address>", "TIDALDB_EXPORTER_WEB_LISTEN_ADDRESS"],
    ["--web.telemetry-path <path>", "TIDALDB_EXPORTER_WEB_TELEMETRY_PATH"],
    ["--log.level <level>", "TIDALDB_EXPORTER_LOG_LEVEL"],
    ["--log.format <format>", "TIDALDB_EXPORTER_LOG_FORMAT"],
  ])("serve --help names %s and its twin in the environment", async (flag, twin) => {
    const { output } = await run("serve", "--help");

    expect(output).toContain(flag);
    expect(output).toContain(twin);
  });

  test("an empty variable says nothing, as when compose passes an unset one on", async () => {
    const twin = "TIDALDB_EXPORTER_LOG_LEVEL";
    process.env[twin] = "";
    const host = recordingHost({ [twin]: "" });
    try {
      await runProgram(["serve", "--web.listen-address", "nowhere"], host);
    } finally {
      Reflect.deleteProperty(process.env, twin);
    }

    expect(host.errors).toContain("--web.listen-address: expected HOST:PORT");
  });

  test.each([
    [["--no-such-flag"], "unknown option '--no-such-flag'"],
    [["--web.listen-adress", ":1"], "Did you mean --web.listen-address?"],
    [["--log.level", "loud"], "Allowed choices are debug, info, warn, error."],
    [["--web.telemetry-path", "metrics"], "Expected an absolute path such as /metrics."],
    [
      ["no-such-command"],
      "unknown command 'no-such-command'; expected one of serve, demo, replay, check-config,",
    ],
    [["--log.level", "info", "srve"], "serve takes no arguments, got 'srve'; a command comes first"],
    [["plan", "--shards", "many"], "Expected a whole number."],
  ])("%j is refused with a message that helps, and a code that is not 0", async (args, message) => {
    const { errors, exitCode } = await run(...args);

    expect(errors).toContain(message);
    expect(exitCode).not.toBe(0);
  });
});

import { CommanderError } from "commander";
import { referenceClusterCommand } from "../../command-line";

function parse(...args: readonly string[]): unknown {
  const command = referenceClusterCommand().configureOutput({
    writeOut: () => undefined,
    writeErr: () => undefined,
  });
  return command.parse(["node", "reference-cluster", ...args]).opts();
}

function errorOf(...args: readonly string[]): CommanderError {
  try {
    parse(...args);
  } catch (error) {
    if (error instanceof CommanderError) return error;
    throw error;
  }
  throw new Error("expected the command line to be refused");
}

describe("the reference cluster's command line", () => {
  test("has defaults for everything", () => {
    expect(parse()).toEqual({
      exporterUrl: [new URL("http://127.0.0.1:10843")],
      listenAddress: { host: "127.0.0.1", port: 10_844 },
      regions: ["us-east", "eu-west", "ap-south"],
      shardsPerRegion: 5,
      routing: "hash",
      signalsPerSecond: 4_000,
      entities: 40_000,
      seed: 1,
      heartbeatInterval: 5_000,
      heartbeatFormat: "json",
      heartbeatContent: "all",
      walCap: 8_388_608,
      fault: [],
      operation: [],
      logLevel: "info",
    });
  });

  test("takes several faults", () => {
    expect(parse("--fault", "kill-region:eu-west", "--fault", "partition:us-east,ap-south@1s")).toMatchObject(
      {
        fault: ["kill-region:eu-west", "partition:us-east,ap-south@1s"],
      },
    );
  });

  test("takes several exporters in place of the default", () => {
    expect(parse("--exporter-url", "http://a:1", "--exporter-url", "https://b:2/under")).toMatchObject({
      exporterUrl: [new URL("http://a:1"), new URL("https://b:2/under")],
    });
  });

  test("does not share its defaults between two readings", () => {
    parse("--fault", "a", "--exporter-url", "http://a:1");
    expect(parse()).toMatchObject({ fault: [], exporterUrl: [new URL("http://127.0.0.1:10843")] });
  });

  test.each([
    ["--exporter-url", "ftp://127.0.0.1"],
    ["--exporter-url", "127.0.0.1:10843"],
    ["--listen-address", "0.0.0.0:10844"],
    ["--shards-per-region", "0"],
    ["--signals-per-second", "many"],
    ["--heartbeat-interval", "5"],
    ["--heartbeat-interval", "10ms"],
    ["--heartbeat-format", "xml"],
    ["--heartbeat-content", "nothing"],
    ["--routing", "random"],
    ["--log-level", "loud"],
  ])("refuses %s %s, naming both", (flag, value) => {
    const { message, exitCode } = errorOf(flag, value);
    expect(message).toContain(flag);
    expect(message).toContain(value);
    expect(exitCode).toBe(1);
  });

  test("explains itself, and that is no failure", () => {
    expect(errorOf("--help").exitCode).toBe(0);
    const help = referenceClusterCommand().helpInformation();
    for (const flag of ["--exporter-url", "--fault", "--signals-per-second", "--data-dir"])
      expect(help).toContain(flag);
  });
});

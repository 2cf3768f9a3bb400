import { CommanderError } from "commander";
import { planCapacity } from "../../../src/app/plan/plan-capacity";
import { planCommand } from "../../../src/cli/plan-command";

interface Outcome {
  stdout: string;
  stderr: string;
  exitCode: number;
}

async function run(...args: readonly string[]): Promise<Outcome> {
  const outcome: Outcome = { stdout: "", stderr: "", exitCode: 0 };
  const host = {
    stdout: (text: string): void => void (outcome.stdout += text),
    stderr: (text: string): void => void (outcome.stderr += text),
    exitWith: (code: number): void => void (outcome.exitCode = code),
  };
  const command = planCommand(host)
    .exitOverride()
    .configureOutput({ writeErr: host.stderr, writeOut: host.stdout });
  try {
    await command.parseAsync([...args], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    outcome.exitCode = error.exitCode;
  }
  return outcome;
}

/** The same cluster as the plan takes it. */
const PLANNED = { regions: 3, shards: 15, followers: 2, followersReport: true, detail: "follower" } as const;

const DEMO = ["--regions", "3", "--shards", "15", "--followers", "2"];

describe("plan", () => {
  test("prints a table", async () => {
    const { stdout, exitCode } = await run(...DEMO);
    expect(stdout.replace(/about [\d.]+ ([kM]B)/g, "about N $1")).toBe(
      [
        "regions                        3",
        "shards                         15",
        "followers per shard            2",
        "replicas that send heartbeats  45",
        "detail                         follower",
        `series                         ${planCapacity(PLANNED).series} and about 65 of the process`,
        "scrape, text without gzip      about N kB",
        "memory at its highest          about N MB",
        "",
      ].join("\n"),
    );
    expect(exitCode).toBe(0);
  });

  test("sets thousands apart", async () => {
    const { stdout } = await run(
      "--regions",
      "5",
      "--shards",
      "65536",
      "--followers",
      "4",
      "--detail",
      "region",
    );
    expect(stdout).toContain("replicas that send heartbeats  327,680\n");
  });

  test("prints JSON that holds the question and the answer", async () => {
    const { stdout } = await run(...DEMO, "--leaders-only", "--detail", "shard", "--json");
    expect(JSON.parse(stdout)).toEqual({
      regions: 3,
      shards: 15,
      followers: 2,
      followersReport: false,
      detail: "shard",
      replicas: 15,
      series: planCapacity({ ...PLANNED, followersReport: false, detail: "shard" }).series,
      processSeries: 65,
      bodyBytes: expect.any(Number) as number,
      dividedSeries: planCapacity({ ...PLANNED, followersReport: false, detail: "shard" }).dividedSeries,
      dividedBytes: expect.any(Number) as number,
      memoryBytes: expect.any(Number) as number,
      brokenLimits: [],
    });
  });

  const LARGEST = ["--regions", "5", "--shards", "65536", "--followers", "4", "--leaders-only"];

  test("names the scrapers that the largest cluster is too large for in one, and what to do", async () => {
    const { stdout } = await run(...LARGEST);
    expect(stdout.slice(stdout.indexOf("Too large"))).toBe(
      [
        "Too large in one scrape for:",
        "- vmagent and VictoriaMetrics: no more than 17 MB from one target. To do: scrape it in 6 parts, or set metrics.detail, or raise -promscrape.maxScrapeSize.",
        "- Prometheus, the first time within its scrape_timeout of 10s: no more than 400,000 series from one target. To do: scrape it in 3 parts, or set metrics.detail, or raise scrape_timeout.",
        "In 6 parts: scrape_parts of `bundle`, serviceMonitor.parts of the chart, or targets with ?part=1/6 to ?part=6/6.",
        "",
      ].join("\n"),
    );
  });

  test("knows the limits of a scraper of one's own, 0 being none", async () => {
    const { stdout } = await run(...DEMO, "--body-size-limit", "32KiB", "--sample-limit", "600");
    expect(stdout).toContain("- body_size_limit: no more than 33 kB from one target. To do: ");
    expect(stdout).toContain("- sample_limit: no more than 600 series from one target. To do: ");
    const none = await run(...DEMO, "--body-size-limit", "0", "--sample-limit", "0");
    expect(none.stdout).not.toContain("Too large");
  });

  test("says so where parts do not help, because what is in the first alone is too much", async () => {
    const { stdout } = await run(...DEMO, "--sample-limit", "100");
    expect(stdout).toContain("To do: set metrics.detail, or raise it.\n");
    expect(stdout).not.toContain("?part=");
  });

  test("refuses what cannot be, naming the flag, and ends with 1", async () => {
    const outcome = await run("--regions", "2", "--shards", "15", "--followers", "2");
    expect(outcome).toEqual({
      stdout: "",
      stderr:
        "--followers: expected fewer than the 2 regions, because each is in a region of its own, got 2\n",
      exitCode: 1,
    });
  });

  test.each([
    [
      ["--regions", "three", "--shards", "15", "--followers", "2"],
      "option '--regions <count>' argument 'three' is invalid. Expected a whole number.",
    ],
    [
      [...DEMO, "--body-size-limit", "16MB"],
      "option '--body-size-limit <size>' argument '16MB' is invalid. Expected a size such as 16MiB.",
    ],
    [[...DEMO, "--sample-limit", "-1"], "'-1' is invalid. Expected a whole number."],
    [["--regions", "3", "--shards", "15"], "required option '--followers <count>' not specified"],
    [
      [...DEMO, "--detail", "all"],
      "option '--detail <level>' argument 'all' is invalid. Allowed choices are region, shard, follower.",
    ],
  ])("refuses %j", async (args, complaint) => {
    const { stderr, exitCode } = await run(...args);
    expect(stderr).toContain(complaint);
    expect(exitCode).toBe(1);
  });
});

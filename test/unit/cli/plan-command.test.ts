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
      memoryBytes: expect.any(Number) as number,
    });
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

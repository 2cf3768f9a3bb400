import { parseCommandSpec } from "../../../commands/command-spec";
import type { CommandSpecResult } from "../../../commands/command-spec";
import { FAULTS } from "../../../faults/fault-catalogue";

function parseFaultSpec(text: string): CommandSpecResult {
  return parseCommandSpec(text, FAULTS, "a fault such as kill-region");
}

describe("a fault on the command line", () => {
  test.each([
    [
      "kill-region:eu-west@60s+120s",
      { name: "kill-region", parameters: { region: "eu-west", duration: "120s" }, afterMs: 60_000 },
    ],
    ["kill-region:eu-west", { name: "kill-region", parameters: { region: "eu-west" }, afterMs: 0 }],
    [
      "kill-shard:3,eu-west+1m",
      { name: "kill-shard", parameters: { shard: "3", region: "eu-west", duration: "1m" }, afterMs: 0 },
    ],
    [
      "slow-link:us-east,eu-west,bandwidth=2000@1m30s",
      {
        name: "slow-link",
        parameters: { region: "us-east", peer: "eu-west", bandwidth: "2000" },
        afterMs: 90_000,
      },
    ],
    ["skew-clock:0,-120", { name: "skew-clock", parameters: { region: "0", seconds: "-120" }, afterMs: 0 }],
    ["replay-heartbeats@5s", { name: "replay-heartbeats", parameters: {}, afterMs: 5_000 }],
  ])("is read from %s", (text, spec) => {
    expect(parseFaultSpec(text)).toEqual({ ok: true, value: spec });
  });

  test.each([
    ["", "such as"],
    ["kill-region:eu-west@soon", "such as"],
    ["kill-region:eu-west+1s@2s", "such as"],
    ["kill-planet:earth", "expected one of kill-region"],
    ["kill-region:a,b", "at most 1 values"],
  ])("is not read from %p", (text, message) => {
    expect(parseFaultSpec(text)).toEqual({ ok: false, message: expect.stringContaining(message) as string });
  });
});

import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import * as library from "../../src";

const ROOT = resolve(__dirname, "../..");

describe("the library", () => {
  test("exports these values and no others", () => {
    expect(Object.keys(library).sort()).toEqual([
      "ControlPlane",
      "DEFAULT_SETTINGS",
      "MetricsState",
      "NoEligibleShardError",
      "ReplicationLagGauge",
      "RoutingError",
      "TenantRouter",
      "Topology",
      "UnknownTenantError",
      "createApp",
      "parseClusterHealth",
      "printClusterHealth",
      "registerClusterMetrics",
      "startTicking",
      "systemClock",
    ]);
  });

  test("starts nothing when it is imported: a program that does only that ends by itself and says nothing", () => {
    const program = `require("ts-node/register/transpile-only"); require("./src");`;

    const output = execFileSync(process.execPath, ["-e", program], {
      cwd: ROOT,
      encoding: "utf8",
      timeout: 30_000,
    });

    expect(output).toBe("");
  });
});

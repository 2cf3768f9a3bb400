import { execFileSync } from "node:child_process";
import * as library from "../../src";
import { TranspiledProgram } from "../support/programs/transpiled-program";

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
    const program = new TranspiledProgram();
    try {
      const output = execFileSync(process.execPath, ["-e", 'require("./dist")'], {
        cwd: program.folder,
        encoding: "utf8",
        timeout: 30_000,
      });

      expect(output).toBe("");
    } finally {
      program.remove();
    }
  });
});

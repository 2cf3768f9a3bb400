import { runProgram } from "../../src/cli/program";
import { recordingHost } from "../support/app/cli-host";

test.each<[readonly string[], string]>([
  [["srve"], "unknown command 'srve'; did you mean serve?"],
  [["SERVE"], "unknown command 'SERVE'; did you mean serve?"],
  [["dmeo", "--log.level=debug"], "unknown command 'dmeo'; did you mean demo?"],
  [["check-confg", "a.yml"], "unknown command 'check-confg'; did you mean check-config?"],
  [["checkconfig", "a.yml"], "unknown command 'checkconfig'; did you mean check-config?"],
  [["plna", "--shards=1"], "unknown command 'plna'; did you mean plan?"],
  [["bundel", "--out=x"], "unknown command 'bundel'; did you mean bundle?"],
  [["hlep"], "unknown command 'hlep'; did you mean help?"],
  [
    ["reboot-all"],
    "unknown command 'reboot-all'; expected one of serve, demo, replay, check-config, plan, bundle, ",
  ],
  [[""], "unknown command ''; expected one of"],
  [["--log.level=debug", "srve"], "serve takes no arguments, got 'srve'; a command comes first"],
  [["serve", "config.yml"], "serve takes no arguments, got 'config.yml'"],
])("%j is told as what it is, and starts nothing", async (args, message) => {
  const host = recordingHost();
  await runProgram(args, host);

  expect(host.errors).toContain(message);
  expect(host.exitCode).not.toBe(0);
});

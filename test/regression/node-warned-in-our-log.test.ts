import { setImmediate as nextTurn } from "node:timers/promises";

import { createLogger } from "../../src/app/logging/logger";
import { logWarnings } from "../../src/app/logging/log-warnings";
import { runProgram } from "../../src/cli/program";
import { recordingHost } from "../support/app/cli-host";

/** Node prints its warnings itself, and in them what a stranger sent: a line that looks as if the exporter had logged it. */
const FORGED =
  'The URL http://x:\u001b[2J\ntime=2026-01-01 level=info msg="all is well"\u009b1m\u2028 is invalid';

test.each(["logfmt", "json"] as const)("a warning of Node is one escaped line of ours (%s)", (format) => {
  let text = "";
  const logger = createLogger("info", format, { write: (line) => (text += line) });
  const warning = Object.assign(new Error(FORGED), { name: "DeprecationWarning", code: "DEP0170" });
  const host = recordingHost();
  const end = logWarnings(host.onWarning, logger);
  host.warn(warning);
  end();
  host.warn(warning);
  expect(text.split("\n")).toHaveLength(2);
  expect(text).toContain("DEP0170");
  expect(text).toContain("is invalid");
  // eslint-disable-next-line no-control-regex -- these are what must not be there
  expect(text.trimEnd()).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
});

test("a program that serves logs them from its start to its end", async () => {
  const host = recordingHost();
  const running = runProgram(["serve", "--web.listen-address=127.0.0.1:0"], host);
  await host.untilError(/msg=ready/);
  host.warn(new Error("look out"));
  await host.untilError(/level=warn msg="Node warns" warning=Error detail="look out"/);
  // Signals are listened to once the start is over, a moment after it is logged.
  await nextTurn();
  host.send("SIGTERM");
  await running;
});

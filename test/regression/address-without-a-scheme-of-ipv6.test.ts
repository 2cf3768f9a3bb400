import { runProgram } from "../../src/cli/program";
import { recordingHost } from "../support/app/cli-host";

/** Port 1: nobody answers, and the command says whom it asked. */
test.each([
  ["127.0.0.1:1", "http://127.0.0.1:1/"],
  ["localhost:1/x", "http://localhost:1/x"],
  ["[::1]:1", "http://[::1]:1/"],
  ["[::1]:1/x", "http://[::1]:1/x"],
])("%s is asked over HTTP, as the exporter's log spells it", async (url, asked) => {
  const host = recordingHost();
  await runProgram(["status", "--url", url], host);

  expect(host.errors).toContain(`error: ${asked} cannot be asked: `);
});

import { runProgram } from "../../src/cli/program";
import { EventLog } from "../../src/domain/history/event-log";
import { recordingHost } from "../support/app/cli-host";
import { START_NS, startHttp } from "../support/http/http-fixture";
import type { HttpFixture } from "../support/http/http-fixture";

let http: HttpFixture;

/** An exporter whose clock stands at the beginning of 2026, as that of a replay does; an hour and a half before, it was started. */
beforeAll(async () => {
  const events = new EventLog();
  events.add({ kind: "exporter_started", atNs: START_NS - 5_400_000_000_000n, title: "it started" });
  http = await startHttp({
    assignments: [{ shardId: 0, regionId: 0 }],
    services: () => ({ events }),
  });
});

afterAll(async () => {
  await http.close();
});

test.each([
  [["--since", "2h"], true],
  [["--since", "1h45m"], true],
  [["--since", "1h15m"], false],
  [["--since", "90d", "--json"], true],
  [["--since", "2h", "--until", "1h"], true],
  [["--until", "100m"], false],
  [["--since", "99999h"], true],
  [["--since", "0"], true],
])(
  "events %s of an exporter with another clock than ours are counted from its own",
  async (flags, isTold) => {
    const host = recordingHost();

    await runProgram(["events", ...flags, "--url", `http://127.0.0.1:${http.port}`], host);

    expect(host.errors).toBe("");
    expect(host.output.includes("it started")).toBe(isTold);
  },
);

import { join } from "node:path";

import { RunningProgram } from "../../support/programs/running-program";

const PAGER = join(__dirname, "..", "..", "..", "deploy", "compose", "pager.mjs");
const DEADLINE_MS = 20_000;

const NOTIFICATION = {
  status: "firing",
  alerts: [
    {
      status: "firing",
      labels: { alertname: "TidaldbRegionOffline", severity: "critical", region: "eu-west" },
      annotations: {
        description: "Region eu-west is Offline.",
        runbook_url: "https://example.org/runbook",
        dashboard_url: "https://example.org/dashboard",
      },
    },
    { status: "resolved", labels: { alertname: "Watchdog", severity: "none" } },
  ],
};

describe("The stand-in for a pager", () => {
  let pager: RunningProgram;
  let url: string;

  beforeAll(async () => {
    pager = new RunningProgram(process.execPath, [PAGER], { PORT: "0" });
    const [, port = ""] = await pager.line(/on port (\d+)/, DEADLINE_MS);
    url = `http://127.0.0.1:${port}`;
  }, DEADLINE_MS);

  afterAll(async () => {
    await pager.stop();
  });

  test("prints what Alertmanager sends: where to, and for each alert what, where, and what to open", async () => {
    const { status } = await fetch(`${url}/pager`, { method: "POST", body: JSON.stringify(NOTIFICATION) });
    await pager.line(/Watchdog/, DEADLINE_MS);

    expect(status).toBe(200);
    expect(pager.lines.slice(1)).toEqual([
      expect.stringMatching(/^\d\d:\d\d:\d\d pager: FIRING$/),
      "  firing   TidaldbRegionOffline (critical) in eu-west",
      "           Region eu-west is Offline.",
      "           https://example.org/runbook",
      "           https://example.org/dashboard",
      "  resolved Watchdog (none)",
    ]);
  });

  test.each(["no JSON", "{}", '"text"', '{"status":"firing","alerts":[{}]}'])(
    "refuses what is no notification, %j, and goes on",
    async (body) => {
      const refused = await fetch(`${url}/pager`, { method: "POST", body });
      const healthy = await fetch(url);

      expect([refused.status, healthy.status]).toEqual([400, 200]);
      expect(await refused.text()).toMatch(/^expected a notification of Alertmanager: /);
    },
  );

  test("refuses what is larger than any notification", async () => {
    const { status } = await fetch(`${url}/pager`, { method: "POST", body: "x".repeat(5 * 1024 * 1024) });

    expect(status).toBe(413);
  });

  test("ends when it is told to", async () => {
    const other = new RunningProgram(process.execPath, [PAGER], { PORT: "0" });
    await other.line(/on port/, DEADLINE_MS);

    expect(await other.stop()).toBe(0);
  });
});

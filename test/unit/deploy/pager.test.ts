import { join } from "node:path";

import { RunningProgram } from "../../support/programs/running-program";

const PAGER = join(__dirname, "..", "..", "..", "deploy", "compose", "pager.mjs");
const DEADLINE_MS = 20_000;

const PAGE = {
  routing_key: "none",
  event_action: "trigger",
  payload: {
    summary: "production: eu-west silent: 15 replicas",
    severity: "critical",
    custom_details: {
      firing: "RegionInTrouble (critical) since 12:00 UTC\nRegion eu-west is silent.\n\n",
      resolved: "",
      num_firing: "1",
    },
  },
  links: [{ text: "Runbook", href: "https://example.org/runbook" }],
};

const MESSAGE = {
  attachments: [
    {
      title: "production/eu-west: ClockSkew. A clock is wrong &amp; &lt;late&gt;",
      text: "*ClockSkew* (warning) Shard 3. <https://example.org/r|Runbook>\n",
      actions: [{ type: "button", text: "Dashboard", url: "https://example.org/d" }],
    },
  ],
};

const SIGN_OF_LIFE = {
  status: "firing",
  alerts: [
    {
      status: "firing",
      labels: { alertname: "TidaldbRegionOffline", severity: "critical", region: "eu-west" },
      annotations: { description: "Region eu-west is Offline." },
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

  test.each<[string, string, object, readonly unknown[]]>([
    [
      "a page with the title and the details that PagerDuty shows",
      "pager",
      PAGE,
      [
        expect.stringMatching(
          /^\d\d:\d\d:\d\d pager: TRIGGER \(critical\) production: eu-west silent: 15 replicas$/,
        ),
        "  RegionInTrouble (critical) since 12:00 UTC",
        "  Region eu-west is silent.",
        "  Runbook: https://example.org/runbook",
      ],
    ],
    [
      "the end of a page, the details of which a newer Alertmanager reads as YAML",
      "pager",
      {
        ...PAGE,
        event_action: "resolve",
        payload: {
          ...PAGE.payload,
          summary: "Resolved: eu-west was in trouble",
          custom_details: { firing: null, resolved: { "RegionInTrouble is over. It was": "Silent." } },
        },
        links: [],
      },
      [
        expect.stringMatching(/ pager: RESOLVE \(critical\) Resolved: eu-west was in trouble$/),
        "  RegionInTrouble is over. It was: Silent.",
      ],
    ],
    [
      "a message as Slack shows it",
      "quiet",
      MESSAGE,
      [
        expect.stringMatching(/ quiet: production\/eu-west: ClockSkew\. A clock is wrong & <late>$/),
        "  *ClockSkew* (warning) Shard 3. Runbook: https://example.org/r",
        "  [Dashboard] https://example.org/d",
      ],
    ],
    [
      "what any other address gets",
      "dead-mans-switch",
      SIGN_OF_LIFE,
      [
        expect.stringMatching(/ dead-mans-switch: FIRING$/),
        "  firing   TidaldbRegionOffline (critical) in eu-west",
        "           Region eu-west is Offline.",
        "  resolved Watchdog (none)",
      ],
    ],
  ])("prints %s, and answers as Alertmanager expects", async (_, receiver, notification, expected) => {
    const before = pager.lines.length;
    const response = await fetch(`${url}/${receiver}`, {
      method: "POST",
      body: JSON.stringify(notification),
    });
    expect([response.status, await response.text()]).toEqual([200, "ok"]);
    // One line that comes behind all that is printed for this notification.
    const end = `end-of-test-${before}`;
    await fetch(`${url}/${end}`, { method: "POST", body: '{"status":"firing","alerts":[]}' });
    await pager.line(new RegExp(` ${end}: `), DEADLINE_MS);
    const printed = pager.lines.slice(
      before,
      pager.lines.findIndex((line) => line.includes(` ${end}: `)),
    );

    expect(printed).toEqual(expected);
  });

  test.each([
    "no JSON",
    "{}",
    "null",
    '"text"',
    '{"status":"firing","alerts":[{}]}',
    '{"event_action":"trigger"}',
    '{"attachments":[{}]}',
  ])("refuses what is no notification, %j, and goes on", async (body) => {
    const refused = await fetch(`${url}/pager`, { method: "POST", body });
    const healthy = await fetch(url);

    expect([refused.status, healthy.status]).toEqual([400, 200]);
    expect(await refused.text()).toMatch(/^expected a notification of Alertmanager: /);
  });

  test("refuses what is larger than any notification, and goes on", async () => {
    const refused = await fetch(`${url}/pager`, { method: "POST", body: "x".repeat(5 * 1024 * 1024) });
    expect([refused.status, await refused.text()]).toEqual([413, "larger than any notification\n"]);

    for (let times = 0; times < 3; times += 1) expect((await fetch(url)).status).toBe(200);
  });

  test("ends when it is told to", async () => {
    const other = new RunningProgram(process.execPath, [PAGER], { PORT: "0" });
    await other.line(/on port/, DEADLINE_MS);

    expect(await other.stop()).toBe(0);
  });
});

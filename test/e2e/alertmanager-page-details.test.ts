import { AlertInbox } from "../support/bundle/alert-inbox";
import type { PagerEvent } from "../support/bundle/alert-inbox";
import { rehearsalAlertmanagerConfig } from "../support/bundle/shipped-alertmanager-config";
import { Alertmanager } from "../support/programs/alertmanager";
import { describeWithProgram } from "../support/programs/describe-with-program";
import { eventually } from "../support/programs/eventually";

/** Every waiting time of the configuration becomes a second. */
const SPEED = 100_000;
const PAGE_DEADLINE_MS = 30_000;

/** From 0.31 on Alertmanager reads details as YAML; until 0.33 it took names in what it had read for templates, and sent nothing. */
describeWithProgram("prometheus-alertmanager", "What a real Alertmanager tells PagerDuty in details", () => {
  let inbox: AlertInbox;
  let alertmanager: Alertmanager;

  beforeAll(async () => {
    inbox = await AlertInbox.start();
    alertmanager = await Alertmanager.start(
      (folder) => rehearsalAlertmanagerConfig(folder, inbox.url, SPEED),
      {
        "pagerduty-routing-key": "key",
        "dead-mans-switch-token": "token",
        "slack-webhook-url": `${inbox.url}/slack`,
      },
    );
  });

  afterAll(async () => {
    await alertmanager.stop();
    await inbox.stop();
  });

  async function post(alert: Readonly<Record<string, unknown>>): Promise<void> {
    const response = await fetch(`http://${alertmanager.address}/api/v2/alerts`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify([alert]),
    });
    expect(response.status).toBe(200);
  }

  function pageOf(region: string, action: PagerEvent["event_action"]): Promise<PagerEvent> {
    return eventually(`a page is told: ${action}`, PAGE_DEADLINE_MS, () =>
      inbox.pages.find(
        ({ event_action, payload }) => event_action === action && payload.component.endsWith(region),
      ),
    );
  }

  test.each([
    ["a usual one", "eu-west", "Region eu-west is silent."],
    ["one with a colon", "eu-north", "Region eu-north is silent: nothing heard for 40 s."],
    ["one that looks like a template", "a{{b", "Region a{{b is silent."],
    ["one that looks like YAML", "[x]", "- Region [x] #1 is 'silent"],
  ])("is text whatever a description says: %s", async (_which, region, description) => {
    const alert = {
      labels: { alertname: "TidaldbRegionInTrouble", severity: "critical", cluster: "production", region },
      annotations: { summary: "In trouble", title: `${region} in trouble`, description },
      startsAt: "2026-01-02T15:04:00Z",
    };
    await post(alert);
    const began = await pageOf(region, "trigger");
    await post({ ...alert, endsAt: new Date().toISOString() });
    const ended = await pageOf(region, "resolve");

    expect(began.payload.custom_details["firing"]).toContain(`\n${description}\n`);
    expect(ended.payload.custom_details["resolved"]).toMatch(/^RegionInTrouble is over since .* UTC\n/);
    expect(ended.payload.custom_details["resolved"]).toContain(`\nIt was: ${description}\n`);
    expect(alertmanager.complaints).toEqual([]);
  });
});

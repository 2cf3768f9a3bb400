import { existsSync } from "node:fs";
import { join } from "node:path";

import { REHEARSAL_SPEED, REHEARSAL_WATCH, rehearsalOptions } from "../../support/bundle/alert-rehearsal";
import { AlertingStack, REHEARSAL_SECRETS } from "../../support/bundle/alerting-stack";
import { allHealthy, Performances } from "../../support/bundle/performances";
import { describeWithProgram } from "../../support/programs/describe-with-program";
import { eventually } from "../../support/programs/eventually";
import { WatchedCluster } from "../../support/programs/watched-cluster";
import { STORIES } from "./alert-stories";
import type { Stage, Story } from "./alert-stories";

const START_DEADLINE_MS = 120_000;
/** The flapping window, and what alerts hold on for, have to pass. */
const RESOLVE_DEADLINE_MS = 180_000;
const PLAY_DEADLINE_MS = 280_000;

const RUNBOOKS = join(__dirname, "..", "..", "..", "alerts", "runbooks");

/** Waits until all is well, lets the story happen, and waits until all that was told is over. */
async function perform(story: Story, stage: Stage): Promise<void> {
  await allHealthy(stage.stack.prometheus, story.name ?? "", 3);
  await story.play(stage);
  await stage.inbox.allResolved(RESOLVE_DEADLINE_MS);
}

describeWithProgram("prometheus-alertmanager", "What breaks in a cluster reaches the one on call", () => {
  const clusters = new Map<Story, WatchedCluster>();
  const performances = new Performances<Story>();
  let stack: AlertingStack;

  beforeAll(async () => {
    await Promise.all(
      STORIES.map(async (story) => clusters.set(story, await WatchedCluster.start(REHEARSAL_WATCH))),
    );
    const targets = [...clusters].map(([{ name }, { address }]) => ({ address, cluster: name }));
    stack = await AlertingStack.start(rehearsalOptions(), REHEARSAL_SPEED, targets);
    for (const [story, cluster] of clusters) {
      const inbox = stack.inbox.about(story.name);
      performances.begin(story, perform(story, { name: story.name, cluster, stack, inbox, targets }));
    }
  }, START_DEADLINE_MS);

  afterAll(async () => {
    await Promise.all([...clusters.values()].map((cluster) => cluster.stop()));
    await stack.stop();
  }, START_DEADLINE_MS);

  test.each(STORIES)(
    "$title",
    async (story) => {
      const failure = await performances.failureOf(story);
      // A machine that is busy makes regions Degraded, which reaches nobody.
      const { arrived } = stack.inbox.about(story.name);
      expect(arrived.filter((each) => !each.startsWith("nobody: "))).toEqual(story.told);
      expect(failure).toBeUndefined();
    },
    PLAY_DEADLINE_MS,
  );

  test("every notification links a runbook that exists, and a dashboard with its cluster and region chosen", () => {
    const alerts = STORIES.flatMap(({ name }) => stack.inbox.about(name).alerts);

    expect(alerts.length).toBeGreaterThan(0);
    for (const { labels, annotations } of alerts) {
      const { alertname, cluster, region } = labels;
      expect(annotations["runbook_url"]).toBe(`https://runbooks.example/${String(alertname)}.md`);
      expect(existsSync(join(RUNBOOKS, `${String(alertname)}.md`))).toBe(true);
      const dashboard = new URL(annotations["dashboard_url"] ?? "");
      expect(dashboard.href).toMatch(/^https:\/\/grafana\.example\/d\/tidaldb-/);
      expect(dashboard.searchParams.get("var-cluster")).toBe(cluster ?? "");
      if (region !== undefined) {
        expect([...dashboard.searchParams.values()]).toContain(region);
      }
    }
  });

  test("the pager reads where, what and why on its first line, and closes the incident that it opened", () => {
    const [first, ...later] = stack.inbox.about("region-killed").pages("region-killed/eu-west");

    expect(first).toMatchObject({
      routing_key: REHEARSAL_SECRETS["pagerduty-routing-key"],
      event_action: "trigger",
      payload: {
        summary: expect.stringMatching(/^region-killed: eu-west (behind|silent): /) as string,
        severity: "critical",
      },
      links: [
        { text: "Runbook", href: "https://runbooks.example/TidaldbRegionInTrouble.md" },
        {
          text: "Dashboard",
          href: "https://grafana.example/d/tidaldb-region?var-cluster=region-killed&var-region=eu-west",
        },
      ],
    });
    expect(first?.payload.custom_details["firing"]).toContain("eu-west");
    expect(later.at(-1)).toMatchObject({ event_action: "resolve", dedup_key: first?.dedup_key });
  });

  test("the quiet channel has the facts and two buttons", () => {
    const message = stack.inbox.messages.find(({ attachments: [first] }) =>
      first?.title.startsWith("clock-skew/"),
    );

    expect(message?.attachments[0]).toMatchObject({
      title: "clock-skew/eu-west: ClockSkew. The clock of a shard is wrong, or the exporter's.",
      color: "warning",
      actions: [
        { text: "Runbook", url: "https://runbooks.example/TidaldbClockSkew.md" },
        { text: "Dashboard" },
      ],
    });
    expect(message?.attachments[0]?.text).toContain("eu-west of cluster clock-skew");
  });

  test("the dead man's switch hears of it all the while, with its token", () => {
    const { signsOfLife } = stack.inbox;

    expect(signsOfLife.length).toBeGreaterThan(1);
    for (const { authorization, notification } of signsOfLife) {
      expect(authorization).toBe(`Bearer ${REHEARSAL_SECRETS["dead-mans-switch-token"]}`);
      expect(notification.alerts.map(({ labels }) => labels["alertname"])).toEqual(["Watchdog"]);
      expect(notification.status).toBe("firing");
    }
  });

  test("in the end nothing fires any more but the dead man's switch", async () => {
    let firing: readonly string[] = [];
    await eventually("all alerts are over", RESOLVE_DEADLINE_MS, async () => {
      firing = (await stack.alertmanager.alerts()).map(({ labels }) => labels["alertname"] ?? "");
      return firing.length === 1 ? true : undefined;
    }).catch(() => undefined); // Names tell more than a deadline.

    expect(firing).toEqual(["Watchdog"]);
  });

  test("nothing went astray, and neither Prometheus nor Alertmanager complained", () => {
    expect(stack.inbox.strays).toEqual([]);
    expect(stack.alertmanager.complaints).toEqual([]);
    expect(stack.prometheus.complaints).toEqual([]);
  });
});

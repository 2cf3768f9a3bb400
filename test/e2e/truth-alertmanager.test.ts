import { ModelAlertmanager, type PostedAlert } from "../../truth/alertmanager/model-alertmanager";
import { Alertmanager } from "../support/programs/alertmanager";
import { describeWithProgram } from "../support/programs/describe-with-program";
import { TimedInbox, type TimedNotification } from "../support/truth/timed-inbox";

/** Of the longest story. Groups without alerts would be cleared away 30 seconds after the start. */
const END_SECONDS = 15;
/** Far from every look of a group, and further apart than two looks that a story tells apart. */
const TOLERANCE_MS = 800;

/** Groups look 1, 4, 7, 10 and 13 seconds after their first alert; what still fires is told again at the first look later than 5. */
const config = (url: string): object => ({
  route: {
    receiver: "all",
    group_by: ["story", "part"],
    group_wait: "1s",
    group_interval: "3s",
    repeat_interval: "5s",
    routes: [
      { receiver: "beginnings", matchers: ['to="beginnings"'] },
      { receiver: "copies", matchers: ['copy="yes"'], continue: true },
      { receiver: "all", matchers: ['copy="yes"'] },
    ],
  },
  inhibit_rules: [
    {
      source_matchers: ['alertname="Cause"'],
      target_matchers: ['alertname=~"Effect|Other"'],
      equal: ["story"],
    },
  ],
  receivers: [
    { name: "all", webhook_configs: [{ url, send_resolved: true }] },
    { name: "beginnings", webhook_configs: [{ url, send_resolved: false }] },
    { name: "copies", webhook_configs: [{ url, send_resolved: true }] },
  ],
});

/** One alert that is posted at a second: when it began, and its end if it has one. */
interface Step {
  readonly at: number;
  readonly alert: string;
  readonly from: number;
  readonly to?: number;
  readonly labels?: Readonly<Record<string, string>>;
}

const STORIES: Readonly<Record<string, readonly Step[]>> = {
  "one alert, repeated and resolved": [
    { at: 0, alert: "A", from: 0 },
    { at: 8.5, alert: "A", from: 0, to: 8.5 },
    { at: 11.5, alert: "A", from: 0, to: 8.5 },
  ],
  "a second alert between two looks": [
    { at: 0, alert: "A", from: 0 },
    { at: 2.5, alert: "B", from: 2.5 },
    { at: 5.5, alert: "A", from: 0, to: 5.5 },
    { at: 11.5, alert: "B", from: 2.5, to: 11.5 },
  ],
  "over before the wait is": [
    { at: 0, alert: "A", from: 0 },
    { at: 0.3, alert: "A", from: 0, to: 0.2 },
  ],
  "began and ended between two looks": [
    { at: 0, alert: "A", from: 0 },
    { at: 1.8, alert: "B", from: 1.8 },
    { at: 2.8, alert: "B", from: 1.8, to: 2.8 },
  ],
  "old enough to be told at once": [{ at: 0, alert: "A", from: -60 }],
  "comes again in the group that it left empty": [
    { at: 0, alert: "A", from: 0 },
    { at: 2.5, alert: "A", from: 0, to: 2.5 },
    { at: 5, alert: "A", from: 5 },
  ],
  "ends by itself": [{ at: 0, alert: "A", from: 0, to: 5.5 }],
  "a later end is promised first": [
    { at: 0, alert: "A", from: 0, to: 8.5 },
    { at: 2.5, alert: "A", from: 0, to: 5.5 },
  ],
  "silenced from the beginning, and longer than it lasts": [
    { at: 0, alert: "Effect", from: 0, labels: { part: "effect" } },
    { at: 0, alert: "Cause", from: 0 },
    { at: 5.5, alert: "Effect", from: 0, to: 5.5, labels: { part: "effect" } },
    { at: 8.5, alert: "Cause", from: 0, to: 8.5 },
    { at: 11.5, alert: "Effect", from: 0, to: 5.5, labels: { part: "effect" } },
  ],
  "told once the cause is over": [
    { at: 0, alert: "Effect", from: 0, labels: { part: "effect" } },
    { at: 0, alert: "Cause", from: 0 },
    { at: 5.5, alert: "Cause", from: 0, to: 5.5 },
  ],
  "silenced after it was told, and ends in silence": [
    { at: 0, alert: "Effect", from: 0, labels: { part: "effect" } },
    { at: 2.5, alert: "Cause", from: 2.5 },
    { at: 5.5, alert: "Effect", from: 0, to: 5.5, labels: { part: "effect" } },
    { at: 8, alert: "Cause", from: 2.5, to: 8 },
    { at: 11.5, alert: "Effect", from: 0, to: 5.5, labels: { part: "effect" } },
  ],
  "silenced in one group with its cause": [
    { at: 0, alert: "Effect", from: 0 },
    { at: 0, alert: "Other", from: 0 },
    { at: 2.5, alert: "Cause", from: 2.5 },
    { at: 5.5, alert: "Effect", from: 0, to: 5.5 },
    { at: 8.5, alert: "Cause", from: 2.5, to: 8.5 },
  ],
  "told without its end": [
    { at: 0, alert: "A", from: 0, labels: { to: "beginnings" } },
    { at: 2.5, alert: "A", from: 0, to: 2.5, labels: { to: "beginnings" } },
    { at: 5.5, alert: "A", from: 5.5, labels: { to: "beginnings" } },
  ],
  "told to two": [
    { at: 0, alert: "A", from: 0, labels: { copy: "yes" } },
    { at: 2.5, alert: "A", from: 0, to: 2.5, labels: { copy: "yes" } },
  ],
};

/** What is posted at each second, in order. */
function posts(): readonly (readonly [second: number, alerts: readonly PostedAlert[]])[] {
  const bySecond = new Map<number, PostedAlert[]>();
  for (const [story, steps] of Object.entries(STORIES)) {
    for (const { at, alert, from, to, labels } of steps) {
      const posted = bySecond.get(at) ?? [];
      bySecond.set(at, posted);
      posted.push({
        labels: { alertname: alert, story, ...labels },
        firedAtMs: from * 1000,
        ...(to === undefined ? {} : { endsAtMs: to * 1000 }),
      });
    }
  }
  return [...bySecond].sort(([a], [b]) => a - b);
}

type Told = Record<string, { readonly what: string; readonly atMs: number }[]>;

const names = (sign: string, all: readonly Readonly<Record<string, string>>[]): readonly string[] =>
  all.map(({ alertname = "" }) => sign + alertname).sort();

/** By story: each message as `RECEIVER PART +FIRING -RESOLVED`, in the order of time, then of the text. */
function told(messages: readonly TimedNotification[]): Told {
  const byStory: Told = {};
  for (const { receiver, groupLabels, alerts, atMs } of messages) {
    const of = (status: string): Readonly<Record<string, string>>[] =>
      alerts.filter((alert) => alert.status === status).map(({ labels }) => labels);
    const what = [
      receiver,
      groupLabels["part"] ?? "",
      ...names("+", of("firing")),
      ...names("-", of("resolved")),
    ];
    (byStory[groupLabels["story"] ?? ""] ??= []).push({ what: what.filter(Boolean).join(" "), atMs });
  }
  // Two groups that look at the same time tell in any order.
  for (const all of Object.values(byStory)) {
    const look = (atMs: number): number => Math.round((2 * atMs) / 1000);
    all.sort((a, b) => look(a.atMs) - look(b.atMs) || (a.what < b.what ? -1 : 1));
  }
  return byStory;
}

function toldByModel(): Told {
  const emptyGroups = Alertmanager.minorVersion() < 32 ? "go at maintenance" : "go at once";
  const model = new ModelAlertmanager(JSON.stringify(config("http://nowhere")), emptyGroups);
  for (const [second, alerts] of posts()) model.post(alerts, second * 1000);
  return told(
    model.advance(END_SECONDS * 1000).map(({ firing, resolved, ...rest }) => ({
      ...rest,
      alerts: [
        ...firing.map((labels) => ({ status: "firing" as const, labels })),
        ...resolved.map((labels) => ({ status: "resolved" as const, labels })),
      ],
    })),
  );
}

async function toldByAlertmanager(): Promise<{ told: Told; complaints: readonly string[] }> {
  const inbox = await TimedInbox.start();
  const alertmanager = await Alertmanager.start(() => config(inbox.url), {});
  try {
    const startMs = Date.now();
    const until = (second: number): Promise<void> =>
      new Promise((resolve) => setTimeout(resolve, startMs + second * 1000 - Date.now()));
    const time = (ms: number): string => new Date(startMs + ms).toISOString();
    for (const [second, alerts] of posts()) {
      await until(second);
      const body = alerts.map(({ labels, firedAtMs, endsAtMs }) => ({
        labels,
        startsAt: time(firedAtMs),
        ...(endsAtMs === undefined ? {} : { endsAt: time(endsAtMs) }),
      }));
      const { status } = await fetch(`http://${alertmanager.address}/api/v2/alerts`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      expect(status).toBe(200);
    }
    await until(END_SECONDS);
    const messages = inbox.notifications.map((one) => ({ ...one, atMs: one.atMs - startMs }));
    return { told: told(messages), complaints: alertmanager.complaints };
  } finally {
    await alertmanager.stop().finally(() => inbox.stop());
  }
}

describeWithProgram("prometheus-alertmanager", "the model of Alertmanager beside Alertmanager", () => {
  let expected: Told = {};
  let found: Told = {};

  beforeAll(async () => {
    expected = toldByModel();
    const { told, complaints } = await toldByAlertmanager();
    expect(complaints).toEqual([]);
    found = told;
  });

  it.each(Object.keys(STORIES))("tells the same at the same time: %s", (story) => {
    const [model, real] = [expected[story] ?? [], found[story] ?? []];
    expect(model.map(({ what }) => what)).toEqual(real.map(({ what }) => what));
    const apart = model.map(({ atMs }, index) => Math.abs(atMs - (real[index]?.atMs ?? Infinity)));
    expect(Math.max(0, ...apart)).toBeLessThan(TOLERANCE_MS);
  });

  it("tells something in these stories", () => {
    expect(Object.values(expected).flat().length).toBeGreaterThan(30);
  });
});

import { ModelAlertmanager } from "../../../truth/alertmanager/model-alertmanager";
import { ModelPrometheus } from "../../../truth/prometheus/model-prometheus";
import { RuleBook } from "../../../truth/prometheus/rule-book";

const TARGET = { job: "tidaldb-exporter", instance: "a:10843" };
const SECOND = 1000;

/** A Prometheus that keeps what these queries read, and evaluates no rule. */
function prometheusFor(...queries: readonly string[]): ModelPrometheus {
  const book = new RuleBook("groups: []");
  for (const query of queries) book.query(query);
  return new ModelPrometheus(book);
}

/** What a query finds, as an exposition with the labels in alphabetical order. */
function found(model: ModelPrometheus, query: string, second: number): readonly string[] {
  return model.query(query, second * SECOND).map(({ labels: { __name__ = "", ...labels }, value }) => {
    const pairs = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
    const text = pairs.map(([name, of]) => `${name}=${JSON.stringify(of)}`).join(",");
    return `${__name__}{${text}} ${value}`;
  });
}

describe("a scrape of the model of Prometheus", () => {
  const lines: readonly [string, string, readonly string[]][] = [
    ["a line without labels", "m 1\n", ['m{instance="a:10843",job="tidaldb-exporter"} 1']],
    ["a line without an end", "m 1", ['m{instance="a:10843",job="tidaldb-exporter"} 1']],
    [
      "help, types, the end of OpenMetrics and empty lines beside it",
      "# HELP m {x} 1\n# TYPE m gauge\n\nm 2\n# EOF\n",
      ['m{instance="a:10843",job="tidaldb-exporter"} 2'],
    ],
    [
      "labels with spaces, braces, commas and escapes",
      String.raw`m{a="x y} ,z",b="q\"\\\n",} 3` + "\n",
      [String.raw`m{a="x y} ,z",b="q\"\\\n",instance="a:10843",job="tidaldb-exporter"} 3`],
    ],
    ["an empty label, which is none", 'm{a=""} 4\n', ['m{instance="a:10843",job="tidaldb-exporter"} 4']],
    ["infinity", "m +Inf\n", ['m{instance="a:10843",job="tidaldb-exporter"} Infinity']],
    ["less than nothing", "m -1.5e3\n", ['m{instance="a:10843",job="tidaldb-exporter"} -1500']],
    ["what is no number", "m NaN\n", ['m{instance="a:10843",job="tidaldb-exporter"} NaN']],
    ["another metric, which nobody reads", "other 1\n", []],
  ];

  it.each(lines)("reads %s", (_, text, expected) => {
    const model = prometheusFor("m");
    model.scrape(TARGET, text, 0);
    expect(found(model, "m", 0)).toEqual(expected);
  });

  it("refuses a line that is no series", () => {
    const model = prometheusFor("m");
    expect(() => {
      model.scrape(TARGET, 'm{a="1" 1\n', 0);
    }).toThrow('not a series: m{a="1"');
  });

  const collisions: readonly [string, Record<string, string>, string, string][] = [
    [
      "keeps a label of the target and renames the one of the exposition",
      { region: "rack-1" },
      'm{region="eu"} 1',
      'm{exported_region="eu",region="rack-1"} 1',
    ],
    [
      "looks for a name that neither side has",
      { region: "rack-1", exported_region: "hall-2" },
      'm{region="eu"} 1',
      'm{exported_exported_region="eu",exported_region="hall-2",region="rack-1"} 1',
    ],
    [
      "does not take the name of another label of the exposition",
      { region: "rack-1" },
      'm{region="eu",exported_region="us"} 1',
      'm{exported_exported_region="eu",exported_region="us",region="rack-1"} 1',
    ],
    [
      "lets the target's label stand where the exposition has it empty",
      { region: "rack-1" },
      'm{region=""} 1',
      'm{region="rack-1"} 1',
    ],
  ];

  it.each(collisions)("%s", (_, target, line, expected) => {
    const model = prometheusFor("m");
    model.scrape(target, `${line}\n`, 0);
    expect(found(model, "m", 0)).toEqual([expected]);
  });

  it("ends what a scrape does not have any more, and begins it again", () => {
    const model = prometheusFor("m");
    model.scrape(TARGET, 'm{a="1"} 1\nm{a="2"} 2\n', 0);
    model.scrape(TARGET, 'm{a="2"} 3\n', 15 * SECOND);
    expect(found(model, "m", 14)).toHaveLength(2);
    expect(found(model, "m", 15)).toEqual(['m{a="2",instance="a:10843",job="tidaldb-exporter"} 3']);
    model.scrape(TARGET, 'm{a="1"} 4\n', 30 * SECOND);
    expect(found(model, "m", 30)).toEqual(['m{a="1",instance="a:10843",job="tidaldb-exporter"} 4']);
  });

  it("ends everything but `up` when it fails", () => {
    const model = prometheusFor("m", "up");
    model.scrape(TARGET, "m 1\n", 0);
    expect(found(model, "up", 0)).toEqual(['up{instance="a:10843",job="tidaldb-exporter"} 1']);
    model.scrape(TARGET, undefined, 15 * SECOND);
    expect(found(model, "up", 15)).toEqual(['up{instance="a:10843",job="tidaldb-exporter"} 0']);
    expect(found(model, "m", 15)).toEqual([]);
  });

  it("keeps a series for five minutes when nobody says that it ended", () => {
    const model = prometheusFor("m");
    model.append({ __name__: "m" }, 1, 0);
    expect(found(model, "m", 300)).toEqual(["m{} 1"]);
    expect(found(model, "m", 300.001)).toEqual([]);
  });

  it("ends the series of a target that is gone, those of another stay", () => {
    const model = prometheusFor("m", "up");
    model.scrape(TARGET, "m 1\n", 0);
    model.scrape({ job: "other" }, "m 2\n", 0);
    model.removeTarget(TARGET, 15 * SECOND);
    expect(found(model, "m", 15)).toEqual(['m{job="other"} 2']);
    expect(found(model, "up", 15)).toEqual(['up{job="other"} 1']);
  });

  it("leaves two targets with equal series their own", () => {
    const model = prometheusFor("sum(m)", "m");
    model.scrape({ instance: "a" }, "m 1\n", 0);
    model.scrape({ instance: "b" }, "m 2\n", 0);
    model.scrape({ instance: "a" }, undefined, 15 * SECOND);
    expect(found(model, "m", 15)).toEqual(['m{instance="b"} 2']);
  });
});

const RULES = `
groups:
  - name: g
    interval: 15s
    rules:
      - alert: Down
        expr: m == 1
        for: 30s
        labels: { severity: critical }
`;

describe("what a rule book remembers of labels", () => {
  it("does not grow with the episodes when it is told to forget, and the rules go on", () => {
    const book = new RuleBook(RULES);
    book.query("absent(m)");
    const sizes = new Set<number>();
    for (let episode = 0; episode < 5; episode += 1) {
      const model = new ModelPrometheus(book);
      for (const second of [0, 15, 30]) {
        model.scrape({ instance: `random-${episode}` }, "m 1\n", second * SECOND);
        model.evaluate(second * SECOND);
      }
      expect(model.alerts).toMatchObject([{ state: "firing", labels: { instance: `random-${episode}` } }]);
      expect(found(model, "absent(m)", 30)).toEqual([]);
      expect(found(model, "absent(m)", 3600)).toEqual(["{} 1"]);
      sizes.add(book.interner.size);
      book.forget();
    }
    expect(sizes.size).toBe(1);
  });

  it("keeps no labels that were made of those of the rules themselves", () => {
    const book = new RuleBook("groups: [{ name: g, rules: [{ record: one, expr: vector(1) }] }]");
    book.query("one");
    for (let episode = 0; episode < 2; episode += 1) {
      const model = new ModelPrometheus(book);
      model.evaluate(0);
      model.append({ __name__: "one" }, 2, SECOND);
      expect(found(model, "one", 1)).toEqual(["one{} 2"]);
      book.forget();
    }
  });

  it("is what a Prometheus needs that was made before", () => {
    const book = new RuleBook(RULES);
    const model = new ModelPrometheus(book);
    book.forget();
    expect(() => model.evaluate(0)).toThrow("make a new one");
    expect(() => {
      model.append({ __name__: "m" }, 1, 0);
    }).toThrow("make a new one");
  });
});

/** Scrapes and evaluates each 15 seconds; `values` by number of scrape, the last one goes on. */
function sentBy(model: ModelPrometheus, values: readonly number[], until: number): readonly string[] {
  const sent: string[] = [];
  for (let second = 0; second <= until; second += 15) {
    const value = values[second / 15] ?? values.at(-1) ?? 0;
    model.scrape({ instance: "a" }, `m ${value}\n`, second * SECOND);
    for (const alert of model.evaluate(second * SECOND)) {
      sent.push(`${second} ${alert.state} ends ${alert.endsAtMs / SECOND}`);
    }
  }
  return sent;
}

describe("what the model of Prometheus sends to Alertmanager", () => {
  it("is nothing while an alert is pending, and each firing one at the first look later than a minute", () => {
    expect(sentBy(new ModelPrometheus(RULES), [1], 180)).toEqual([
      "30 firing ends 270",
      "105 firing ends 345",
      "180 firing ends 420",
    ]);
  });

  it("says at once that an alert has resolved, and again for 15 minutes", () => {
    const sent = sentBy(new ModelPrometheus(RULES), [1, 1, 1, 0], 1200);
    expect(sent.slice(0, 3)).toEqual(["30 firing ends 270", "45 resolved ends 45", "120 resolved ends 45"]);
    expect(sent.at(-1)).toBe("945 resolved ends 45");
  });

  it("is an alert of its own when the condition comes back", () => {
    const sent = sentBy(new ModelPrometheus(RULES), [1, 1, 1, 0, 1, 1, 1, 1], 105);
    expect(sent).toEqual(["30 firing ends 270", "45 resolved ends 45", "90 firing ends 330"]);
  });

  it("resolves an alert whose series ends with a failed scrape", () => {
    const model = new ModelPrometheus(RULES);
    for (const second of [0, 15, 30]) {
      model.scrape({ instance: "a" }, "m 1\n", second * SECOND);
      model.evaluate(second * SECOND);
    }
    model.scrape({ instance: "a" }, undefined, 45 * SECOND);
    expect(model.evaluate(45 * SECOND)).toMatchObject([{ state: "resolved", resolvedAtMs: 45 * SECOND }]);
    expect(model.alerts).toEqual([]);
  });

  it("has the external labels, which the alert's own win over", () => {
    const model = new ModelPrometheus(RULES, { externalLabels: { prometheus: "p1", instance: "of p1" } });
    model.append({ __name__: "m", instance: "a" }, 1, 0);
    for (const second of [0, 15]) expect(model.evaluate(second * SECOND)).toEqual([]);
    expect(model.evaluate(30 * SECOND)).toEqual([
      {
        labels: { alertname: "Down", instance: "a", prometheus: "p1", severity: "critical" },
        state: "firing",
        activeAtMs: 0,
        firedAtMs: 30 * SECOND,
        endsAtMs: 270 * SECOND,
      },
    ]);
    // Rules see what is stored, which has no external labels.
    expect(model.alerts.map(({ labels }) => labels)).toEqual([
      { alertname: "Down", instance: "a", severity: "critical" },
    ]);
  });

  it("makes one page, that it began and that it is over, when Alertmanager takes it as it comes", () => {
    const prometheus = new ModelPrometheus(RULES);
    const alertmanager = new ModelAlertmanager(
      "route: { receiver: pager, group_wait: 15s, group_interval: 2m }\n" +
        "receivers: [{ name: pager, webhook_configs: [{}] }]",
    );
    for (let second = 0; second <= 1800; second += 15) {
      prometheus.scrape({ instance: "a" }, `m ${second < 300 ? 1 : 0}\n`, second * SECOND);
      alertmanager.post(prometheus.evaluate(second * SECOND), second * SECOND);
    }
    const told = alertmanager.advance(1800 * SECOND).map(({ atMs, firing, resolved }) => {
      return [atMs / SECOND, firing.length, resolved.length];
    });
    expect(told).toEqual([
      [45, 1, 0],
      [405, 0, 1],
    ]);
  });

  it("lets an alert end by itself when Prometheus is gone", () => {
    const alertmanager = new ModelAlertmanager(
      "route: { receiver: pager, group_wait: 15s, group_interval: 2m }\n" +
        "receivers: [{ name: pager, webhook_configs: [{}] }]",
    );
    const prometheus = new ModelPrometheus(RULES);
    for (let second = 0; second <= 30; second += 15) {
      prometheus.scrape({ instance: "a" }, "m 1\n", second * SECOND);
      alertmanager.post(prometheus.evaluate(second * SECOND), second * SECOND);
    }
    // It was promised to fire until 270; the group looks at 45, 165 and 285.
    const told = alertmanager.advance(1800 * SECOND);
    expect(told.map(({ atMs, resolved }) => [atMs / SECOND, resolved.length])).toEqual([
      [45, 0],
      [285, 1],
    ]);
  });
});

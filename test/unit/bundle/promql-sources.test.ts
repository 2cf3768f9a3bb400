import { promqlFindings } from "../../support/bundle/promql-contract";
import { dashboardPromql, missingVariables } from "../../support/bundle/promql-in-dashboards";
import { markdownPromql, namesInMarkdown } from "../../support/bundle/promql-in-markdown";
import { rulesPromql } from "../../support/bundle/promql-in-rules";
import type { RulesFile } from "../../support/bundle/promql-in-rules";
import { knownSeries } from "../../support/bundle/promql-known-series";
import type { SourcedPromql } from "../../support/bundle/promql-source";

const KNOWN = knownSeries();

function findings(expressions: readonly SourcedPromql[]): string[] {
  return promqlFindings(expressions, KNOWN);
}

describe("expressions are found where they stand", () => {
  test("in annotations of alerts, whose shown labels must exist", () => {
    const rules: RulesFile = {
      groups: [
        {
          name: "g",
          rules: [
            {
              alert: "A",
              expr: "max by (shard) (tidaldb_shard_up) == 0",
              annotations: {
                description:
                  "{{ $labels.shrad }} {{ with printf `max(tidaldb_shard_us{region=%q})` $labels.region | query }}" +
                  "{{ with first . }}{{ .Labels.folower }}{{ end }}{{ end }}",
              },
            },
          ],
        },
      ],
    };
    expect(findings(rulesPromql("file", rules))).toEqual([
      "file: A: shows shrad, which no series has",
      "file: A, annotation: tidaldb_shard_us: no such metric",
      "file: A, annotation: shows folower, which no series has",
    ]);
  });

  test("in annotations only in the one form that can be read", () => {
    const annotations = { description: '{{ query "up" }}' };
    const rules: RulesFile = { groups: [{ name: "g", rules: [{ alert: "A", expr: "up", annotations }] }] };
    expect(() => rulesPromql("file", rules)).toThrow("not of the form");
  });

  test("in panels at any depth, in annotations and variables, with Grafana's variables filled in", () => {
    const dashboard = {
      title: "t",
      templating: { list: [{ name: "shard", query: { query: "label_values(tidaldb_shard_upp, shard)" } }] },
      annotations: {
        list: [{ expr: "changes(tidaldb_region_halth[$__interval]) > 0", titleFormat: "{{region}}" }],
      },
      panels: [
        {
          panels: [
            {
              targets: [
                {
                  expr: 'topk($top, rate(tidaldb_shard_signals[$__rate_interval] offset $__range)) * ${__range_s} + tidaldb_shard_up{shard=~"$shard"}',
                  legendFormat: "{{shrd}}",
                },
              ],
            },
          ],
        },
      ],
    };
    expect(
      findings(dashboardPromql("d.json", dashboard)).map((finding) => finding.replace(/^.*?: .*?: /, "")),
    ).toEqual([
      "tidaldb_region_halth: no such metric",
      "shows region, which no series has",
      "tidaldb_shard_signals: no such metric",
      "shows shrd, which no series has",
      "tidaldb_shard_upp: no such metric",
      "grouped by shard, which none of tidaldb_shard_upp has",
    ]);
    expect(missingVariables(dashboard)).toEqual(["top"]);
  });

  test("in blocks and command lines of a text", () => {
    const text = [
      "```promql",
      "# remark",
      "tidaldb_shard_up",
      "",
      "sum(",
      "  tidaldb_shard_entities)",
      "```",
      "1. ```sh",
      "   curl -sG localhost:9090/api/v1/query \\",
      "     --data-urlencode 'query=up == 0'",
      "   promtool query instant http://localhost:9090 'vector(1)'",
      "   ```",
      "`tidaldb_a_*`, https://x/tidaldb_no and tidaldb_b.",
    ].join("\n");
    expect(markdownPromql("f", text).map(({ expr }) => expr)).toEqual([
      "tidaldb_shard_up",
      "sum(\n  tidaldb_shard_entities)",
      "up == 0",
      "vector(1)",
    ]);
    expect(namesInMarkdown(text)).toEqual([
      "tidaldb_shard_up",
      "tidaldb_shard_entities",
      "tidaldb_a_*",
      "tidaldb_b",
    ]);
  });
});

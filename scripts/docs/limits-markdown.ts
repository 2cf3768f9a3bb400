import { LIMIT_NAMES, LIMITS } from "../../src/limits/limits";
import { markdownTable } from "./markdown-table";

/**
 * The text of docs/limits.md: every limit, made from the catalogue that the program itself enforces.
 *
 * @param defaultOf - the default of a setting, as an operator would write it; throws for a setting that does not exist.
 */
export function limitsMarkdown(defaultOf: (setting: string) => string): string {
  return [
    "<!-- Generated from src/http by `npm run generate`. Changes made here are lost. -->",
    "# Limits",
    "What a client may do, and what it gets beyond that. Every answer of 400 or more is `application/problem+json` and says " +
      "what to do. 0 means no limit where a number of connections, scrapes, requests or heartbeats is limited. Settings with a " +
      "dot, and those that begin with `max_`, are keys of the configuration file ([config.md](config.md)); those that begin with `--` " +
      "are flags.",
    markdownTable(
      ["limit on", "default", "setting", "status", "`limit`", "beyond it"],
      LIMIT_NAMES.map((limit) => {
        const { what, setting, status, outcome } = LIMITS[limit];
        return [
          what,
          `\`${defaultOf(setting)}\``,
          `\`${setting}\``,
          status === undefined ? "none" : String(status),
          `\`${limit}\``,
          outcome,
        ];
      }),
    ),
    "`limit` is the label of `tidaldb_exporter_limit_refusals_total`, which counts what each limit refused, and of the lines in " +
      "the log: the first refusal is logged at once, with the client's address; while it goes on, one line per half minute and " +
      "limit says how many there were.",
    ...DEFAULTS,
    "",
  ]
    .join("\n\n")
    .replace(/\n+$/, "\n");
}

const DEFAULTS: readonly string[] = [
  "## Why these defaults",
  [
    "They leave the largest cluster alone that there can be, 65,536 shards in five regions with a heartbeat from each replica",
    "every five seconds:",
  ].join("\n"),
  [
    "- **Connections:** one for each process that sends, however many replicas it speaks for. The system's limit on open files",
    "  must be higher: `LimitNOFILE` under systemd, `ulimit -n` elsewhere.",
    "- **Heartbeats:** 327,680 replicas are 33 batches of 10,000. The rate is not limited by default: who may send at all has a",
    "  token or is on this machine, and all of a cluster's heartbeats may come through one address. A limit for a cluster whose",
    "  processes send for themselves: what one of them sends in a minute, twice over, with a window of `1m`.",
    "- **Idle connections** outlast the usual intervals of scrapes and heartbeats. A client that sends again at the very moment",
    "  at which its connection is closed loses that request, so the timeout should not equal an interval.",
    "- **Answers:** 16 KiB/s is a thin line, and a client that keeps to it gets what it asked for within five minutes. Raise both where a",
    "  large scrape has to come over one, or ask for less with `collect[]` and with compression. One address has half of the places, which",
    "  is more than a pair of Prometheus servers needs; behind a proxy, where everybody has the proxy's address, set `http.address_share: 100`.",
    "- **Unknown replicas:** under `registration: open` whoever may send heartbeats can make up replicas, up to this many.",
    "  Under `strict` they can make up followers of shards that the topology names, in regions that somebody named. Each costs",
    "  memory, and series in every scrape.",
    "- **Unknown regions:** four clouds of the largest size there is today are some 256 regions. Each has 36 series, a row in every table and a",
    "  line in the log. Name your regions in `cluster.regions`, and no stranger can take their place.",
    "- **Followers:** no cloud has more than some 60 regions, so no shard has more than 64 followers. 65,536 shards followed in six",
    "  other regions are 393,216; with two series each that is what a scrape of them costs. Those that no room is left for are",
    "  left out instead of refusing the heartbeat: otherwise whoever takes all room could make every leader silent.",
  ].join("\n"),
  "On a hostile network: a token or a password first (see [access.md](access.md)), then `http.rate_limit.requests`, and " +
    "`http.max_connections` no higher than what is needed.",
];

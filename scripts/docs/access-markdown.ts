import type { Access } from "../../src/http/access/access-rules";
import { OPEN_ACCESS, PROTECTED_ACCESS, withClosedProbes } from "../../src/http/access/access-table";
import type { AccessRow } from "../../src/http/access/access-table";
import { markdownTable } from "./markdown-table";
import type { Route } from "../../src/http/routing/route";

const KINDS: readonly Access[] = ["probe", "scrape", "ingest", "admin"];

/**
 * The text of docs/access.md: who may do what. Made from the rules that the routes are guarded by, and from the table that
 * a test compares the running program with.
 */
export function accessMarkdown(routes: readonly Route[]): string {
  return [
    "<!-- Generated from src/http by `npm run generate`. Changes made here are lost. -->",
    "# Who may do what",
    "Each route belongs to one kind: probes, reading (`scrape`), taking in heartbeats (`ingest`), and whatever else " +
      "changes state (`admin`). A token (`auth.tokens`) and a user with a password have scopes, and scopes open the kinds of the " +
      "same name; `admin` includes the two others. [config.md](config.md) has the settings.",
    markdownTable(
      ["route", "kind"],
      routes.map(({ method, path, access }) => [`\`${method} ${path}\``, access]),
    ),
    "`HEAD` is possible wherever `GET` is, under the same rule. The path of the metrics is the one of `--web.telemetry-path`.",
    "## While neither a token nor a password is configured",
    accessTable(Object.values(OPEN_ACCESS)),
    ...PROXY_WARNING,
    "## With a token or a password",
    "Where a call comes from makes no difference then: calls on this machine need credentials too.",
    accessTable(Object.values(PROTECTED_ACCESS)),
    "With `auth.open_probes: false` probes are guarded as reading is:",
    accessTable(Object.values(PROTECTED_ACCESS).map(withClosedProbes)),
    "401 asks for other credentials and names the ways in (`WWW-Authenticate`); 403 says that these credentials lack the " +
      "scope, and which.",
    ...NARROWED,
    "",
  ]
    .join("\n\n")
    .replace(/\n+$/, "\n");
}

const NARROWED: readonly string[] = [
  "## Scope `ingest`, narrowed",
  "A token, or a user with a password, that has scope `ingest` and not `admin` can be narrowed to regions and shards with `ingest`, " +
    "for instance `ingest: { regions: [eu-west], shards: [0, 4-7] }`. It may then send heartbeats of replicas that are of one of the " +
    "regions and of one of the shards; a list that is left out narrows nothing.",
  [
    "- A heartbeat of another replica is rejected in the report, with the field and what would have been possible, and counts as " +
      '`tidaldb_exporter_heartbeats_total{result="rejected"}`; the others of its batch count.',
    "- A request of which no heartbeat may be sent is answered with 403, and `ingest` of the problem says what may be.",
    "- What a heartbeat says about its followers is a part of its sender's own report: they may be in any region.",
    "- Several tokens with the same secret may send what any of them may.",
    "- No other route that changes anything is open to scope `ingest`, so nothing else has to be narrowed.",
  ].join("\n"),
];

const PROXY_WARNING: readonly string[] = [
  "Writing is for this machine then, and what tells is the address that the connection comes from; no header is believed " +
    "(`X-Forwarded-For`, `Forwarded`). So **behind a reverse proxy on this machine everybody is on this machine**: whoever " +
    "reaches the proxy may send heartbeats, reload the configuration, and change topology and tenants. The same goes for an `ssh` or `kubectl` " +
    "forwarding, and for a sidecar in the same pod. Before one of them is put in front:",
  [
    "- configure a token, or a user with a password: from then on every call needs one, wherever it comes from;",
    "- or let the proxy pass on only what may be read, and nothing but `GET` and `HEAD`.",
  ].join("\n"),
  "Changes that a browser was made to send by a page of somebody else are refused in any case (`Origin`, `Sec-Fetch-Site`).",
];

function accessTable(rows: readonly AccessRow[]): string {
  return markdownTable(
    ["caller", ...KINDS],
    rows.map(({ caller, outcomes }) => [
      caller,
      ...KINDS.map((kind) => (outcomes[kind] === "allowed" ? "yes" : String(outcomes[kind]))),
    ]),
  );
}

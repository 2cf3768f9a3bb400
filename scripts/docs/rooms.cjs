/**
 * The rooms of src/: what lives in each, and which of ours it may import. Stated here once: the dependency rules are made
 * from it, and so are the tables of ARCHITECTURE.md.
 *
 * A room is the files of one folder, without the folders in it that are rooms themselves. `imports` names rooms; NAME/* is a
 * room and every room in it. What is not named is forbidden. `manyFiles` is why a room has more than fifteen files side by
 * side.
 */
const DOMAIN_BASICS = ["domain/terms", "domain/columns"];

const ROOMS = [
  {
    name: "domain",
    holds:
      "`ControlPlane`, which judges heartbeats and answers for the health of the cluster; pure: time is an argument",
    imports: ["domain/*"],
  },
  {
    name: "domain/terms",
    holds: "the words: identifiers, heartbeat, health, snapshot, clock, settings",
    manyFiles: "There are as many files as words",
    imports: [],
  },
  {
    name: "domain/columns",
    holds: "typed arrays that grow: u64 values in two words, rows of followers, the draft of a heartbeat",
    imports: ["domain/terms"],
  },
  {
    name: "domain/lag",
    holds: "a distance in sequence numbers becomes seconds",
    imports: DOMAIN_BASICS,
  },
  {
    name: "domain/liveness",
    holds:
      "when a replica was last heard, and sent: order of its heartbeats, its starts, its silences, our own stalls",
    imports: DOMAIN_BASICS,
  },
  {
    name: "domain/replicas",
    holds: "the table of all replicas: slots, last report, evidence, state",
    imports: [...DOMAIN_BASICS, "domain/liveness", "domain/lag"],
  },
  {
    name: "domain/membership",
    holds: "who belongs to the cluster: topology, registration, retirement",
    imports: [...DOMAIN_BASICS, "domain/lag", "domain/replicas"],
  },
  {
    name: "domain/placement",
    holds: "where the data of a tenant's entity goes",
    imports: ["domain/terms", "domain/membership"],
  },
  {
    name: "domain/regions",
    holds: "the state of regions: what it is, since when, sums and names",
    imports: [...DOMAIN_BASICS, "domain/lag", "domain/replicas"],
  },
  {
    name: "domain/maintenance",
    holds: "planned work: what was announced, what it covers, and which incidents that explains",
    imports: ["domain/terms"],
  },
  {
    name: "domain/service-levels",
    holds: "what objectives are measured by: seconds of regions by state, of followers by lag",
    imports: [...DOMAIN_BASICS, "domain/replicas", "domain/maintenance"],
  },
  {
    name: "domain/incidents",
    holds:
      "`Incidents`: the fewest faults that explain the evidence, followed from look to look; when one begins and ends, its title and size",
    imports: [
      "domain/terms",
      "domain/replicas",
      "domain/membership",
      "domain/placement",
      "domain/regions",
      "domain/maintenance",
      "domain/incidents/*",
    ],
  },
  {
    name: "domain/incidents/terms",
    holds: "what a fault is and how it is called; sets of shards and of regions",
    imports: ["domain/terms"],
  },
  {
    name: "domain/incidents/silence",
    holds: "who is silent: whole regions, sources, and those for whom a live leader speaks",
    imports: ["domain/terms", "domain/replicas", "domain/incidents/terms", "domain/incidents/lag"],
  },
  {
    name: "domain/incidents/lag",
    holds: "who is behind whom: leaders that say the same, sums by pairs of regions, and what explains those",
    imports: [...DOMAIN_BASICS, "domain/replicas", "domain/incidents/terms"],
  },
  {
    name: "domain/incidents/shards",
    holds: "which shards have no leader, two of them, or no second copy; looked at where something changed",
    imports: [...DOMAIN_BASICS, "domain/replicas", "domain/membership"],
  },
  {
    name: "domain/incidents/evidence",
    holds: "every piece of evidence put to the fault that explains it, as many faults as are told apart",
    imports: [
      ...DOMAIN_BASICS,
      "domain/replicas",
      "domain/membership",
      "domain/incidents/terms",
      "domain/incidents/silence",
      "domain/incidents/lag",
      "domain/incidents/shards",
    ],
  },
  {
    name: "domain/history",
    holds: "what happened: the latest events, which of them are kept, and what each kind says",
    imports: [...DOMAIN_BASICS, "domain/membership", "domain/regions"],
  },
  {
    name: "domain/views",
    holds: "what is read off the table: snapshots, listings, reasons, live replicas",
    imports: [
      ...DOMAIN_BASICS,
      "domain/lag",
      "domain/replicas",
      "domain/membership",
      "domain/placement",
      "domain/regions",
      "domain/maintenance",
      "domain/service-levels",
      "domain/incidents",
    ],
  },
  {
    name: "wire/json",
    holds: "JSON without loss: the scanner over bytes, the general parser, UTF-8",
    imports: DOMAIN_BASICS,
  },
  {
    name: "wire/fields",
    holds: "schemas of single values, and what is said about wrong ones",
    imports: ["domain/terms", "wire/json"],
  },
  {
    name: "wire/shapes",
    holds: "schemas of whole documents: they validate, and make the OpenAPI document",
    manyFiles: "There are as many files as shapes",
    imports: [
      "domain/terms",
      "domain/membership",
      "domain/placement",
      "domain/maintenance",
      "wire/json",
      "wire/fields",
    ],
  },
  {
    name: "wire/heartbeats",
    holds:
      "bodies of heartbeats as they arrive: framings, scanner, limits, the tally of what becomes of them",
    imports: ["domain", ...DOMAIN_BASICS, "wire/json", "wire/fields", "wire/shapes"],
  },
  {
    name: "limits",
    holds:
      "every limit on clients, once: name, setting, default, answer, texts; its types, keys and documents follow",
    imports: ["domain/terms"],
  },
  {
    name: "metrics",
    holds: "`Exposition`: a scrape, all of one moment",
    imports: ["domain/terms", "metrics/*"],
  },
  {
    name: "metrics/terms",
    holds: "what a metric is, the groups, the counts of refusals",
    imports: ["domain/terms", "limits"],
  },
  {
    name: "metrics/catalogue",
    holds: "every metric: name, help, unit, labels, and how its value is read; one file for each group",
    imports: ["domain/terms", "limits", "metrics/terms"],
  },
  {
    name: "metrics/formats",
    holds: "the two text formats, escaping, negotiation",
    imports: ["domain/terms", "metrics/terms"],
  },
  {
    name: "metrics/rendered",
    holds: "the text of replicas and followers, changed in place as heartbeats arrive",
    imports: [...DOMAIN_BASICS, "metrics/terms", "metrics/formats"],
  },
  {
    name: "metrics/process",
    holds: "metrics about this process",
    imports: ["metrics/terms", "metrics/formats"],
  },
  {
    name: "metrics/foreign-registry",
    holds: "the catalogue in an application's own prom-client registry",
    imports: ["domain", "domain/terms", "metrics/terms", "metrics/catalogue"],
  },
  {
    name: "http",
    holds: "the application, the route table, and the way past express",
    imports: ["http/*"],
  },
  {
    name: "http/access",
    holds: "who may do what: scopes, tokens, and in `passwords/` the check of passwords",
    imports: ["domain/terms", "wire/json"],
  },
  {
    name: "http/limits",
    holds: "what limits need to hold: budgets, places, paces, and the count of what they refuse",
    imports: ["domain/terms", "limits", "metrics/terms"],
  },
  {
    name: "http/routing",
    holds: "what a route is and what it is given; queries, pages, the OpenAPI document",
    imports: [
      "domain/columns",
      "domain",
      "domain/terms",
      "domain/history",
      "domain/membership",
      "domain/maintenance",
      "wire/fields",
      "wire/shapes",
      "metrics",
      "limits",
      "http/access",
      "http/limits",
    ],
  },
  {
    name: "http/page-assets",
    holds: "style sheet and script of pages, which their policy allows by their hashes",
    imports: [],
  },
  {
    name: "http/sending",
    holds: "answers: problems, JSON and long texts in chunks, compression, headers",
    imports: [
      "domain/columns",
      "domain/terms",
      "domain/history",
      "wire/json",
      "wire/fields",
      "wire/shapes",
      "metrics/formats",
      "http/routing",
      "http/page-assets",
    ],
  },
  {
    name: "http/receiving",
    holds: "bodies: their reading, their limits, uploads of heartbeats",
    imports: [
      "concurrency",
      "http/access",
      "domain",
      ...DOMAIN_BASICS,
      "wire/*",
      "http/routing",
      "http/sending",
    ],
  },
  {
    name: "http/guards",
    holds: "what every request passes before its route: access, rates, places, queries, the log",
    manyFiles: "There are as many files as guards",
    imports: ["limits", "http/limits", "wire/fields", "http/access", "http/routing", "http/sending"],
  },
  {
    name: "http/routes",
    holds: "one file for each route",
    manyFiles: "There are as many files as routes",
    imports: [
      "concurrency",
      "domain/terms",
      "domain/history",
      "domain/placement",
      "domain/maintenance",
      "domain/views",
      "strict-yaml",
      "wire/*",
      "metrics",
      "metrics/terms",
      "metrics/catalogue",
      "metrics/formats",
      "http/runbooks",
      "http/routing",
      "http/receiving",
      "http/sending",
      "http/status-page",
      "http/status-page/page",
      "http/status-page/live",
    ],
  },
  {
    name: "http/status-page",
    holds: "the page for people: texts, tables and drawings, which runbooks have too",
    imports: [
      "domain/columns",
      "domain/terms",
      "domain/history",
      "domain/views",
      "http/routing",
      "http/sending",
      "http/page-assets",
    ],
  },
  {
    name: "http/status-page/regions",
    holds: "its table of regions: what is told of each, with drawings of its last hour",
    imports: ["domain/terms", "domain/history", "http/status-page"],
  },
  {
    name: "http/status-page/page",
    holds: "its parts and what is around them, with a choice of replicas",
    imports: [
      "domain/terms",
      "domain/history",
      "domain/views",
      "http/routing",
      "http/status-page",
      "http/status-page/regions",
    ],
  },
  {
    name: "http/status-page/live",
    holds: "what keeps open pages up to date: one look for all, parts that changed",
    imports: [
      "concurrency",
      "domain/columns",
      "domain/terms",
      "http/routing",
      "http/sending",
      "http/status-page/page",
    ],
  },
  {
    name: "http/runbooks",
    holds: "the runbooks as pages, filled in, with what is seen at the moment",
    imports: [
      "domain/columns",
      "domain/terms",
      "domain/views",
      "metrics/catalogue",
      "metrics/terms",
      "http/status-page",
    ],
  },
  {
    name: "http/server",
    holds: "ports, connections, requests that are none; in `tls/` certificates",
    imports: [
      "concurrency",
      "http/guards",
      "domain/terms",
      "limits",
      "http/limits",
      "http/routing",
      "http/sending",
    ],
  },
  {
    name: "strict-yaml",
    holds: "what reads settings: sections, unknown keys, durations, sizes, problems with line and column",
    imports: ["domain/terms"],
  },
  {
    name: "strict-yaml/source",
    holds: "YAML files: positions, findings, depth",
    imports: ["domain/terms", "strict-yaml"],
  },
  {
    name: "config",
    holds: "the configuration file: schema, checks across settings, tokens, reload",
    manyFiles: "There is a file for each section that has rules of its own",
    imports: ["domain/terms", "domain/membership", "limits", "strict-yaml/*"],
  },
  {
    name: "web-config",
    holds: "the web configuration of Prometheus' exporters: TLS, passwords, headers",
    imports: ["domain/terms", "strict-yaml/*"],
  },
  {
    name: "reload",
    holds: "re-reads both files: what may change while running, one reading for all who ask",
    imports: [
      "concurrency",
      "domain/terms",
      "domain/columns",
      "domain/membership",
      "limits",
      "strict-yaml/*",
      "config",
      "web-config",
      "reload/aside",
    ],
  },
  {
    name: "reload/aside",
    holds: "large files are read in a thread",
    imports: [
      "domain/terms",
      "domain/columns",
      "domain/membership",
      "strict-yaml/*",
      "config",
      "web-config",
      "reload",
    ],
  },
  {
    name: "store",
    holds: "where topology and tenants are kept: the port, the configuration as a store",
    imports: ["domain/terms", "domain/membership"],
  },
  {
    name: "store/file",
    holds: "the state file: lock, atomic replacement, format; beside it what was heard and what happened",
    imports: [
      "concurrency",
      "domain/terms",
      "domain/history",
      "domain/membership",
      "wire/json",
      "wire/fields",
      "wire/shapes",
      "process",
      "store",
    ],
  },
  {
    name: "store/nats",
    holds: "the state in a bucket of NATS, which control planes share, and its local copy",
    imports: [
      "concurrency",
      "domain/terms",
      "domain/membership",
      "nats",
      "wire/json",
      "wire/fields",
      "wire/shapes",
      "store",
      "store/file",
    ],
  },
  {
    name: "nats/heartbeats",
    holds: "heartbeats as messages: subjects, taking them in, passing on what came over HTTP",
    imports: ["domain", "domain/terms", "nats", "wire/heartbeats"],
  },
  {
    name: "nats",
    holds: "one connection to NATS: its packages, who we are, how it is kept up",
    imports: ["domain/terms"],
  },
  {
    name: "sources",
    holds:
      "control planes that are polled for their health: requests, documents, what came of each; loaded only where there are any",
    imports: ["domain", ...DOMAIN_BASICS, "wire/*", "config"],
  },
  {
    name: "bundle",
    holds: "writes the bundle into a folder",
    imports: ["bundle/*"],
  },
  {
    name: "bundle/terms",
    holds: "the options but for alerts' times, links to dashboards, amounts in prose",
    imports: ["metrics/terms"],
  },
  {
    name: "bundle/options",
    holds: "what can be set in the bundle, and its defaults",
    imports: ["domain/terms", "metrics/terms", "bundle/terms", "bundle/alerts"],
  },
  {
    name: "bundle/promql",
    holds: "expressions made of the catalogue's own metrics",
    imports: ["metrics/catalogue", "metrics/terms", "metrics/process", "bundle/terms"],
  },
  {
    name: "bundle/signals",
    holds: "each expression once, with its name, unit and help: those of alerts",
    manyFiles: "There are as many files as things that alerts are about",
    imports: ["bundle/promql", "bundle/terms"],
  },
  {
    name: "bundle/signals/panels",
    holds: "those of panels",
    manyFiles: "There are as many files as things that panels show",
    imports: ["bundle/promql", "bundle/terms", "bundle/signals"],
  },
  {
    name: "bundle/alerts",
    holds: "alerts, each stated once, and recording rules",
    manyFiles: "There are two or three files for each group of alerts",
    imports: ["bundle/terms", "bundle/promql", "bundle/signals"],
  },
  {
    name: "bundle/dashboards",
    holds: "one file for each dashboard, and what they share",
    imports: [
      "bundle/terms",
      "bundle/options",
      "bundle/promql",
      "bundle/signals",
      "bundle/signals/panels",
      "bundle/dashboards/panels",
      "bundle/dashboards/layout",
      "bundle/dashboards/sections",
    ],
  },
  {
    name: "recording",
    holds: "what arrived, kept on the disk in a ring of files, and read again",
    imports: ["domain/terms", "domain/columns", "domain/membership", "store", "store/file"],
  },
  {
    name: "bundle/dashboards/layout",
    holds: "where panels stand, where a click on them leads, and which limits they draw",
    imports: ["bundle/terms", "bundle/signals/panels", "bundle/dashboards/panels"],
  },
  {
    name: "bundle/dashboards/sections",
    holds: "parts of dashboards: a few panels about one thing",
    imports: [
      "bundle/terms",
      "bundle/signals",
      "bundle/signals/panels",
      "bundle/dashboards/panels",
      "bundle/dashboards/layout",
    ],
  },
  {
    name: "bundle/dashboards/panels",
    holds: "one file for each kind of panel; units, colours, thresholds",
    imports: ["bundle/signals", "bundle/signals/panels"],
  },
  {
    name: "bundle/kubernetes",
    holds: "manifests",
    manyFiles: "There is a file for each object",
    imports: ["bundle/terms", "bundle/options", "bundle/promql", "bundle/alerts", "bundle/dashboards"],
  },
  {
    name: "bundle/kubernetes/alertmanager",
    holds: "the shipped configuration of Alertmanager as objects of the Prometheus operator",
    imports: ["bundle/terms", "bundle/kubernetes"],
  },
  {
    name: "bundle/helm",
    holds: "a chart of Helm: the manifests as templates, its values with schema and README",
    imports: [
      "metrics/terms",
      "bundle/terms",
      "bundle/options",
      "bundle/alerts",
      "bundle/dashboards",
      "bundle/kubernetes",
      "bundle/kubernetes/alertmanager",
    ],
  },
  {
    name: "bundle/mixin",
    holds: "a monitoring mixin of jsonnet: rules and dashboards with what may be set in them",
    imports: ["bundle/terms", "bundle/options", "bundle/alerts", "bundle/dashboards"],
  },
  {
    name: "bundle/checks",
    holds: "what a written bundle is checked with: rule tests of its own limits, its routes, a README",
    imports: ["bundle/terms", "bundle/options", "bundle/promql", "bundle/alerts", "bundle/dashboards"],
  },
  {
    name: "bundle/runbooks",
    holds: "runbooks and other shipped texts in an installation's own words: labels, job, limits, times",
    imports: ["bundle/terms", "bundle/options", "bundle/promql", "bundle/alerts"],
  },
  {
    name: "bundle/option-rules",
    holds: "which options go together: labels, times, amounts",
    imports: ["bundle/terms", "bundle/options", "bundle/promql", "bundle/alerts"],
  },
  {
    name: "bundle/options-file",
    holds: "the file of options: schema, reading, printing",
    imports: [
      "domain/terms",
      "metrics/catalogue",
      "metrics/terms",
      "strict-yaml/*",
      "bundle/terms",
      "bundle/options",
      "bundle/alerts",
      "bundle/option-rules",
    ],
  },
  {
    name: "app",
    holds: "the composition root: builds, starts and stops in order",
    imports: [
      "domain/*",
      "wire/*",
      "limits",
      "metrics/*",
      "http/*",
      "strict-yaml/*",
      "config",
      "web-config",
      "nats/*",
      "store/*",
      "reload/*",
      "sources",
      "app/background",
      "app/bundle",
      "app/cluster",
      "app/history",
      "app/logging",
      "app/recording",
      "app/serving",
    ],
  },
  {
    name: "app/bundle",
    holds: "what the program does with the bundle: writes it, reads its runbooks",
    imports: ["domain/terms", "bundle", "bundle/*", "strict-yaml/*", "config", "http/routing"],
  },
  {
    name: "app/cluster",
    holds: "the control plane on its store and its clock: what it starts from, what is kept of each change",
    imports: [
      "concurrency",
      "domain/*",
      "wire/*",
      "metrics/*",
      "http/routing",
      "config",
      "nats/*",
      "store/*",
    ],
  },
  {
    name: "app/history",
    holds: "what happens is recorded, kept beside the state, and told to who listens",
    imports: ["concurrency", "domain/*", "http/routing", "store", "store/file", "app/cluster"],
  },
  {
    name: "app/recording",
    holds: "all that reaches the control plane is recorded, with a picture of the cluster to begin from",
    imports: ["concurrency", "domain/*", "wire/*", "recording", "app/cluster"],
  },
  {
    name: "app/serving",
    holds: "the HTTP server on the configuration that is in force: limits, certificates, passwords",
    imports: [
      "domain/terms",
      "http/*",
      "config",
      "web-config",
      "reload/*",
      "app/bundle",
      "app/cluster",
      "app/logging",
    ],
  },
  {
    name: "app/replay",
    holds: "a recording is played until a moment, and that moment is served",
    imports: [
      "domain/*",
      "limits",
      "metrics/*",
      "http/*",
      "strict-yaml",
      "recording",
      "store",
      "app",
      "app/bundle",
      "app/library",
      "app/recording",
      "app/serving",
    ],
  },
  {
    name: "app/background",
    holds: "what runs by itself: the tick, draining, watching files",
    imports: ["concurrency", "store", "domain/*", "limits", "metrics/*", "http/*", "config", "sources"],
  },
  {
    name: "app/logging",
    holds: "the log, and what is written to it",
    imports: ["concurrency", "domain/*", "metrics/*", "strict-yaml"],
  },
  {
    name: "app/plan",
    holds: "the capacity that a cluster of a given shape needs",
    imports: ["domain/*", "metrics/*"],
  },
  {
    name: "app/library",
    holds: "the exporter inside another program",
    imports: ["app/bundle", "app/cluster", "app/history", "domain/*", "limits", "metrics/*", "http/*", "app"],
  },
  {
    name: "app/demo",
    holds: "the exporter beside a reference cluster",
    imports: ["domain/*", "http/*", "store/*", "app", "app/logging"],
  },
  {
    name: "cli",
    holds: "one file for each command",
    imports: ["domain/terms", "strict-yaml", "bundle/options-file", "app/*", "bundle/options", "cli/*"],
  },
  {
    name: "cli/arguments",
    holds: "how flags are read",
    imports: [],
  },
  {
    name: "cli/asking",
    holds: "a running exporter is asked over its API: flags, requests, what is said when it cannot be",
    imports: ["cli/arguments", "cli/terminal", "app", "domain/terms", "wire/*"],
  },
  {
    name: "cli/terminal",
    holds: "what is shown on a terminal: tables, colours, texts that cannot harm it",
    imports: ["domain/terms"],
  },
  {
    name: "cli/cluster",
    holds: "the commands that ask, and their texts",
    imports: [
      "cli/arguments",
      "cli/asking",
      "cli/terminal",
      "domain/terms",
      "domain/membership",
      "domain/views",
      "strict-yaml",
      "wire/*",
      "bundle/signals",
      "http/runbooks",
      "http/status-page",
    ],
  },
  {
    name: "cli/maintenance",
    holds: "planned work at an exporter that runs: announced, listed, ended",
    imports: [
      "cli/arguments",
      "cli/asking",
      "cli/terminal",
      "domain/terms",
      "strict-yaml",
      "wire/json",
      "wire/fields",
      "wire/shapes",
    ],
  },
  {
    name: "cli/completion",
    holds: "scripts for shells, made from the commands that there are",
    imports: ["cli/terminal"],
  },
  {
    name: "concurrency",
    holds: "what runs again and again, and what runs one at a time",
    imports: [],
  },
  {
    name: "process",
    holds:
      "the process that a program runs in: its two streams, its signals, its end, its locks; loaded before all else",
    imports: [],
  },
];

/** The folder of a room and those in it that are rooms, as a pattern of paths below src/. */
function filesOf(name) {
  const within = ROOMS.map((room) => room.name).filter((other) => other.startsWith(`${name}/`));
  const rooms = within.map((other) => other.slice(name.length + 1).split("/")[0]);
  const except = rooms.length === 0 ? "" : `(?!(${[...new Set(rooms)].join("|")})/)`;
  return `^src/${name}/${except}`;
}

/** The patterns of what an entry of `imports` names. */
function namedBy(entry) {
  return entry.endsWith("/*") ? `^src/${entry.slice(0, -1)}` : filesOf(entry);
}

module.exports = { ROOMS, filesOf, namedBy };

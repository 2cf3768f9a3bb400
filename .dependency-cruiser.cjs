/**
 * Who may import whom. The flows run one way: domain, then wire and metrics on it, then the edges (store, http, bundle,
 * config) which know nothing of each other, then app which puts them together, then cli and main.
 * Types count as much as values: a type that crosses a border ties both sides just the same.
 */
const OURS = "^src/";

/** Everything of ours but these folders (or files) below src. */
const oursExcept = (...names) => ({ path: OURS, pathNot: names.map((name) => `^src/${name}`) });

/** One package of npm, whatever folder node_modules was found in. */
const npmPackage = (pattern) => ({ path: `(^|/)node_modules/${pattern}/` });

const forbidden = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

module.exports = {
  forbidden: [
    forbidden(
      "domain-stands-alone",
      "The control plane is pure: what it needs comes in as arguments.",
      { path: "^src/domain/" },
      oursExcept("domain/"),
    ),
    forbidden(
      "domain-and-metrics-know-no-platform",
      "No clock, process, file or socket of Node: time is an argument, and both run wherever an embedder runs them.",
      { path: "^src/(domain|metrics)/" },
      { dependencyTypes: ["core"] },
    ),
    forbidden(
      "wire-and-metrics-know-only-the-domain",
      "JSON and metrics are two views of the domain; neither knows the other.",
      { path: "^src/(wire|metrics)/" },
      oursExcept("domain/", "$1/"),
    ),
    forbidden(
      "edges-do-not-know-each-other",
      "store, http, bundle and config build on domain, wire and metrics; app is where they meet.",
      { path: "^src/(store|http|bundle|config)/" },
      oursExcept("domain/", "wire/", "metrics/", "$1/"),
    ),
    forbidden(
      "reference-cluster-is-a-program-of-its-own",
      "It meets the exporter over HTTP only; what it shares is the vocabulary of a heartbeat.",
      { path: "^src/reference-cluster/" },
      oursExcept("reference-cluster/", "process/", "wire/", "domain/(ids|shard-stats)\\.ts$"),
    ),
    forbidden(
      "process-stands-alone",
      "It is loaded before all else, and by two programs.",
      { path: "^src/process/" },
      oursExcept("process/"),
    ),
    forbidden(
      "reference-cluster-is-nobodys-library",
      "Only app, which starts it for the demo, may name it.",
      { path: OURS, pathNot: ["^src/reference-cluster/", "^src/app/"] },
      { path: "^src/reference-cluster/" },
    ),
    forbidden(
      "cli-goes-through-app",
      "A command reads its flags and calls app; what runs behind them is app's to put together.",
      { path: "^src/cli/" },
      oursExcept("cli/", "app/"),
    ),
    forbidden(
      "only-cli-and-index-import-app",
      "app is the top of the tree: whatever it is made of cannot lean on it.",
      { path: OURS, pathNot: ["^src/app/", "^src/cli/", "^src/(main|index)\\.ts$"] },
      { path: "^src/app/" },
    ),
    forbidden(
      "only-main-imports-cli",
      "Commands are for the command line; a library never needs one.",
      { path: OURS, pathNot: ["^src/cli/", "^src/main\\.ts$"] },
      { path: "^src/cli/" },
    ),
    forbidden(
      "nobody-imports-the-entry-points",
      "main.ts runs when it is imported, and index.ts would import everything.",
      { path: OURS },
      { path: "^src/(main|index)\\.ts$" },
    ),
    forbidden(
      "express-only-in-http",
      "The web framework is a detail of one folder.",
      { path: OURS, pathNot: "^src/http/" },
      npmPackage("(express|@types/express|@types/express-serve-static-core)"),
    ),
    forbidden(
      "prom-client-only-in-metrics",
      "The client library is a detail of one folder.",
      { path: OURS, pathNot: "^src/metrics/" },
      npmPackage("prom-client"),
    ),
    forbidden(
      "yaml-only-in-config-and-bundle",
      "One folder reads YAML, one writes it.",
      { path: OURS, pathNot: "^src/(config|bundle)/" },
      npmPackage("yaml"),
    ),
    forbidden(
      "nats-only-in-its-store",
      "Whoever stores in files needs no NATS client in memory.",
      { path: OURS, pathNot: "^src/store/nats/" },
      npmPackage("@nats-io/[^/]+"),
    ),
    forbidden(
      "no-import-cycle",
      "Two files that need each other are one idea in two files, or three.",
      { path: OURS },
      { circular: true },
    ),
    forbidden(
      "sources-need-no-tests-or-scripts",
      "What is shipped works without what is not.",
      { path: OURS },
      { path: "^(test|scripts|bench)/" },
    ),
    forbidden(
      "sources-need-no-development-packages",
      "Whoever installs the package gets its dependencies only. Types vanish in the compiler.",
      { path: OURS },
      {
        dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"],
        dependencyTypesNot: ["type-only"],
        pathNot: "(^|/)node_modules/@types/",
      },
    ),
    forbidden(
      "every-import-is-found",
      "An import that resolves to nothing.",
      { path: OURS },
      { couldNotResolve: true },
    ),
  ],
  options: {
    doNotFollow: { path: "(^|/)node_modules/" },
    tsPreCompilationDeps: true,
    // Packages are found the way that Node finds them for require.
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["require", "node", "default", "types"],
    },
  },
};

const { ROOMS, filesOf, namedBy } = require("./scripts/docs/rooms.cjs");

/**
 * Who may import whom. The flows run one way: domain, then wire and metrics on it, then the edges (store, http, bundle,
 * config) which know nothing of each other, then app which puts them together, then cli and main.
 * Types count as much as values: a type that crosses a border ties both sides just the same.
 */
const OURS = "^src/";
const REFERENCE_CLUSTER = "^reference-cluster/(?!test/)";

/** One package of npm, whatever folder node_modules was found in. */
const npmPackage = (pattern) => ({ path: `(^|/)node_modules/${pattern}/` });

const forbidden = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

/** A room imports itself and what its entry names. */
function roomRule({ name, holds, imports }) {
  return forbidden(
    `room-${name.replaceAll("/", "-")}`,
    holds,
    { path: filesOf(name) },
    { path: OURS, pathNot: [filesOf(name), ...imports.map(namedBy)] },
  );
}

module.exports = {
  forbidden: [
    ...ROOMS.map(roomRule),
    forbidden(
      "domain-and-metrics-know-no-platform",
      "No clock, process, file or socket of Node: time is an argument, and both run wherever an embedder runs them.",
      { path: "^src/(domain|metrics)/" },
      { dependencyTypes: ["core"] },
    ),
    forbidden(
      "reference-cluster-is-a-program-of-its-own",
      "It meets the exporter over HTTP only; what it shares is the vocabulary of a heartbeat, and how a process ends.",
      { path: REFERENCE_CLUSTER },
      { path: "^(src|test|scripts|bench|truth)/", pathNot: "^src/(domain/terms|process|wire)/" },
    ),
    forbidden(
      "reference-cluster-is-nobodys-library",
      "The exporter runs without it; `demo` starts it as a program.",
      { path: OURS },
      { path: "^reference-cluster/" },
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
      "yaml-only-in-strict-yaml-and-bundle",
      "One folder reads YAML, one writes it.",
      { path: OURS, pathNot: "^src/(strict-yaml|bundle)/" },
      npmPackage("yaml"),
    ),
    forbidden(
      "nats-only-in-its-rooms",
      "Whoever stores in files needs no NATS client in memory.",
      { path: OURS, pathNot: "^src/(nats|store/nats)/" },
      npmPackage("@nats-io/[^/]+"),
    ),
    forbidden(
      "no-import-cycle",
      "Two files that need each other are one idea in two files, or three.",
      { path: OURS },
      { circular: true },
    ),
    {
      name: "no-cycle-between-rooms",
      comment: "Two rooms that need each other are one room.",
      severity: "error",
      scope: "folder",
      from: { path: OURS },
      to: { circular: true },
    },
    forbidden(
      "sources-need-no-tests-or-scripts",
      "What is shipped works without what is not.",
      { path: OURS },
      { path: "^(test|scripts|bench|truth)/" },
    ),
    forbidden(
      "models-of-the-alerting-stack-know-no-exporter",
      "What Prometheus and Alertmanager do is written down independently of what they watch.",
      { path: "^truth/(prometheus|alertmanager)/" },
      { path: "^(src|reference-cluster|test|scripts|bench)/" },
    ),
    forbidden(
      "sources-need-no-development-packages",
      "Whoever installs the package gets its dependencies only. Types vanish in the compiler.",
      { path: OURS },
      {
        dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"],
        dependencyTypesNot: ["type-only", "npm-peer"],
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
    // For #exporter/, which leads to the sources there.
    tsConfig: { fileName: "tsconfig.json" },
    // Packages are found the way that Node finds them for require.
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["require", "node", "default", "types"],
    },
  },
};

import { FAULT_KINDS, faultsPerDay } from "../faults/kinds";
import { DETECTORS } from "../judge/episode-result";
import type { DetectorName, EpisodeResult } from "../judge/episode-result";
import { figuresOf } from "../judge/figures";
import type { Figures } from "../judge/figures";
import type { FieldSet } from "../world/shape";
import type { SweepPoint } from "./sweep";
import { decimal, markdownTable, PAGE_COLUMNS, percent, VERDICT_COLUMNS } from "./table";
import type { Column } from "./table";
import { beforeIncidents } from "./before";
import { LIMITS_OF_TRUST, READING } from "./prose";
import { byKind, clusterDays, singleCause, weightOf } from "./weights";

type ByFields = ReadonlyMap<FieldSet, readonly EpisodeResult[]>;

const DETECTOR_NAMES: Readonly<Record<DetectorName, string>> = {
  ours: "this exporter",
  seed: "the literal rules",
  timeout: "fixed timeout on sender clocks",
  phi: "phi-accrual, Φ = 8",
};

/** `docs/truth.md`: what a campaign of each set of fields showed. */
export function truthDocument(byFields: ByFields, sweep: readonly SweepPoint[], seed: number): string {
  const lengths = [...byFields.values()].map(({ length }) => length);
  const episodes = Math.max(...lengths);
  const isInPart = lengths.some((length) => length < episodes) ? " --results FOLDER --kept" : "";
  const parts = [
    "# How far verdicts and pages are to be trusted",
    `<!-- Written by \`npm run truth -- --fields every --episodes ${episodes} --seed ${seed}${isInPart} --write\`. Changes made here are lost. -->`,
    READING,
    "## All kinds, weighted by their rates",
    together(byFields),
    "## The same of alerts that go by states",
    beforeIncidents(),
    "## Detectors of silent regions on the same heartbeats",
    detectors(byFields),
    "## Detection time against mistakes",
    "Mistakes are times at which a region that could be heard was called Offline, in a thousand region-days of such episodes.",
    curve(sweep),
    ...[...byFields].flatMap(([fields, results]) => kindsOf(fields, results)),
    "## Kinds of faults and their rates",
    `${faultsPerDay(FAULT_KINDS).toFixed(2)} faults a cluster-day in all.`,
    rates(),
    LIMITS_OF_TRUST,
  ];
  return `${parts.join("\n\n")}\n`;
}

function together(byFields: ByFields): string {
  const columns = [...PAGE_COLUMNS, ...VERDICT_COLUMNS];
  const all = [...byFields].map(([fields, results]) => ({
    fields,
    days: clusterDays(results),
    figures: {
      ...figuresOf(singleCause(results), weightOf(results)),
      bothNamed: figuresOf(results).bothNamed,
    },
  }));
  const rows = columns.map(({ title, of }) => [title, ...all.map(({ figures }) => of(figures))]);
  const days = ["cluster-days' worth of faults", ...all.map((one) => one.days.toFixed(0))];
  return markdownTable(["", ...all.map(({ fields }) => fields)], [days, ...rows]);
}

function detectors(byFields: ByFields): string {
  const rows = [...byFields].flatMap(([fields, results]) => {
    const { offline } = figuresOf(singleCause(results), weightOf(results));
    return DETECTORS.map((detector) => {
      const { detection, missed, mistakes, mistakeLastsS, mistakeEveryS, accuracy } = offline[detector];
      return [
        fields,
        DETECTOR_NAMES[detector],
        decimal(detection.p50, 1),
        decimal(detection.p95, 1),
        String(missed),
        String(mistakes),
        decimal(mistakeLastsS, 1),
        mistakeEveryS === undefined ? "" : decimal(mistakeEveryS / 86_400, 1),
        percent(accuracy, 4),
      ];
    });
  });
  const titles = [
    "fields",
    "detector",
    "T_D p50 s",
    "p95 s",
    "missed",
    "mistakes",
    "T_M s",
    "T_MR days",
    "P_A",
  ];
  return markdownTable(titles, rows);
}

function curve(sweep: readonly SweepPoint[]): string {
  const cell = (figures: Figures, detector: DetectorName): string => {
    const { detection, mistakeEveryS } = figures.offline[detector];
    const often = mistakeEveryS === undefined ? 0 : (1000 * 86_400) / mistakeEveryS;
    return `${decimal(detection.p50, 1)} s, ${often.toFixed(0)}`;
  };
  const rows = sweep.map(({ thresholds, results }) => {
    const figures = figuresOf(results);
    const limit = `${thresholds.offlineAfterMs / 1000} s, Φ = ${thresholds.phi}`;
    return [limit, ...DETECTORS.map((detector) => cell(figures, detector))];
  });
  return markdownTable(
    ["threshold", ...DETECTORS.map((name) => DETECTOR_NAMES[name].replace(", Φ = 8", ""))],
    rows,
  );
}

function kindsOf(fields: FieldSet, results: readonly EpisodeResult[]): readonly string[] {
  const table = (columns: readonly Column[]): string =>
    markdownTable(
      ["kind", ...columns.map(({ title }) => title)],
      byKind(results).map(([kind, some]) => [kind, ...columns.map(({ of }) => of(figuresOf(some)))]),
    );
  return [`## By kind, fields: ${fields}`, table(PAGE_COLUMNS), table(VERDICT_COLUMNS)];
}

function rates(): string {
  const rows = FAULT_KINDS.map(({ name, perThousandDays, isPaged, lastsS, hasShortForm, why }) => [
    name,
    String(perThousandDays),
    isPaged ? "yes" : "no",
    `${lastsS[0]} to ${lastsS[1]}${hasShortForm ? ", a quarter 8 to 59" : ""}`,
    why,
  ]);
  return markdownTable(["kind", "in 1000 cluster-days", "pages", "lasts s", "why"], rows);
}

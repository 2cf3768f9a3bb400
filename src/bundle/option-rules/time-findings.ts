import { ALERT_ENTRIES, ALERT_NAMES } from "../alerts/alert-entries";
import type { AlertName } from "../alerts/alert-entries";
import { silencedUntilOver } from "../alerts/alert-times";
import { DEFAULT_BUNDLE_OPTIONS } from "../options/options";
import type { BundleOptions } from "../options/options";
import { promqlDuration } from "../promql/promql-duration";
import type { OptionFinding, OptionPath } from "./option-finding";

/** Prometheus forgets a series five minutes after its last sample, unless it is told otherwise. */
const LOOKBACK_MS = 5 * 60_000;

/** Far below the 292 years that Prometheus can hold, so that sums of times stay below as well. */
const LONGEST_MS = 10 * 365 * 86_400_000;

/** Pages about exporters themselves: two that say which one is gone, and one that goes on by its expression while it is not known. */
const UNHELD_PAGES: readonly AlertName[] = [
  "TidaldbExporterAbsent",
  "TidaldbExporterUnreachable",
  "TidaldbControlPlanesBlind",
];

/** Times with which an alert could never fire, would always, or would be told as over when it is not. */
export function timeFindings(options: BundleOptions): readonly OptionFinding[] {
  const own = singleTimes(options).flatMap(({ path, ms, leastMs }) => singleFindings(path, ms, leastMs));
  // What is wrong by itself is said once; what follows from it, or is compared with it, would only say it again.
  const roots = own.filter(({ options: [[section]] }) => section !== "alertTimes");
  if (own.length > 0) return roots.length > 0 ? roots : own;
  return [
    ...intervalFindings(options),
    ...orderFindings(options),
    ...waitingFindings(options),
    ...seasonFindings(options),
    ...silenceFindings(options),
  ];
}

interface SingleTime {
  readonly path: OptionPath;
  readonly ms: number;
  readonly leastMs: number;
}

function singleTimes({ evaluationIntervalMs, thresholds, windows, alertTimes }: BundleOptions): SingleTime[] {
  const section = (name: string, values: object): SingleTime[] =>
    (Object.entries(values) as [string, number | readonly number[]][])
      .filter(([key]) => key.endsWith("Ms"))
      .flatMap(([key, value]) =>
        typeof value === "number"
          ? [{ path: [name, key], ms: value, leastMs: 1 }]
          : value.map((ms, index) => ({ path: [name, key, index], ms, leastMs: 1 })),
      );
  return [
    { path: ["evaluationIntervalMs"], ms: evaluationIntervalMs, leastMs: 1 },
    ...section("thresholds", thresholds),
    ...section("windows", windows),
    ...Object.entries(alertTimes).flatMap(([alert, { forMs, keepFiringForMs }]) => [
      { path: ["alertTimes", alert, "forMs"], ms: forMs, leastMs: 0 },
      { path: ["alertTimes", alert, "keepFiringForMs"], ms: keepFiringForMs, leastMs: 0 },
    ]),
  ];
}

function singleFindings(path: OptionPath, ms: number, leastMs: number): readonly OptionFinding[] {
  if (ms >= leastMs && ms <= LONGEST_MS) return [];
  const expected = ms < leastMs ? "a duration of more than 0" : `at most ${promqlDuration(LONGEST_MS)}`;
  return [{ options: [path], message: `expected ${expected}, got ${promqlDuration(ms)}` }];
}

/** Windows over which something is computed from the samples within them; the others are offsets. */
const WINDOWS_OF_SAMPLES = Object.keys(DEFAULT_BUNDLE_OPTIONS.windows).filter(
  (name): name is WindowName => !["catchUpMs", "walPastMs", "throughputSeasonsAgoMs"].includes(name),
);

type WindowName = Exclude<keyof BundleOptions["windows"], "throughputSeasonsAgoMs">;

function intervalFindings({ evaluationIntervalMs, windows }: BundleOptions): readonly OptionFinding[] {
  const interval = promqlDuration(evaluationIntervalMs);
  const tooRare: readonly OptionFinding[] =
    2 * evaluationIntervalMs <= LOOKBACK_MS
      ? []
      : [
          {
            options: [["evaluationIntervalMs"]],
            message:
              `expected at most ${promqlDuration(LOOKBACK_MS / 2)}, got ${interval}: Prometheus forgets a series ` +
              `${promqlDuration(LOOKBACK_MS)} after its last scrape, and one scrape may fail`,
          },
        ];
  const tooShort = WINDOWS_OF_SAMPLES.filter((name) => windows[name] < 2 * evaluationIntervalMs).map(
    (name): OptionFinding => ({
      options: [["windows", name], ["evaluationIntervalMs"]],
      message:
        `expected ${printOption(["windows", name])} to be at least twice evaluation_interval (${interval}), got ` +
        `${promqlDuration(windows[name])}: with fewer than two scrapes in it, what it is for can never fire`,
    }),
  );
  return [...tooRare, ...tooShort];
}

/** Two times of which the first has to be the shorter one. */
function orderFindings(options: BundleOptions): readonly OptionFinding[] {
  const { windows } = options;
  const thresholds = (name: keyof BundleOptions["thresholds"]): Time => [
    ["thresholds", name],
    options.thresholds[name],
  ];
  const window = (name: WindowName): Time => [["windows", name], windows[name]];
  return [
    ...inOrder(
      thresholds("certificateCriticalMs"),
      thresholds("certificateWarningMs"),
      "a warning comes before what it warns of",
    ),
    ...inOrder(
      thresholds("stallMs"),
      window("stallMs"),
      "nothing stands still for longer than the time looked at",
    ),
    ...inOrder(
      window("throughputMs"),
      window("throughputPastMs"),
      "throughput now is compared with what was before it",
    ),
  ];
}

/** What alerts say of the time that they wait. */
function waitingFindings({
  windows,
  alertTimes,
  evaluationIntervalMs,
}: BundleOptions): readonly OptionFinding[] {
  return ALERT_ENTRIES.flatMap(({ name, waiting = [] }) =>
    waiting.flatMap(({ mustBe, than, part, withEvaluation, why }) => {
      const waitingMs = alertTimes[name].forMs + (withEvaluation ? evaluationIntervalMs : 0);
      const waits: Time = [["alertTimes", name, "forMs"], waitingMs];
      const window: Time = [["windows", than], part?.ms(windows) ?? windows[than]];
      return mustBe === "longer" ? inOrder(window, waits, why) : inOrder(waits, window, why, part?.text);
    }),
  );
}

type Time = readonly [path: OptionPath, ms: number];

function inOrder(
  [shorter, shorterMs]: Time,
  [longer, longerMs]: Time,
  why: string,
  than = printOption(longer),
): readonly OptionFinding[] {
  if (shorterMs < longerMs) return [];
  const limit = longerMs > 0 ? ` (${promqlDuration(longerMs)})` : "";
  return [
    {
      options: [shorter, longer],
      message: `expected ${printOption(shorter)} to be less than ${than}${limit}, got ${promqlDuration(shorterMs)}: ${why}`,
    },
  ];
}

/** The same time of an earlier day must lie before the past that is compared anyway, or a collapse excuses itself. */
function seasonFindings({ windows }: BundleOptions): readonly OptionFinding[] {
  const { throughputSeasonsAgoMs, throughputSeasonMs, throughputPastMs } = windows;
  const leastMs = throughputPastMs + throughputSeasonMs;
  return throughputSeasonsAgoMs.flatMap((agoMs, index): readonly OptionFinding[] => {
    if (agoMs < leastMs) {
      const message =
        `expected at least windows.throughput_past and windows.throughput_season together (${promqlDuration(leastMs)}), got ` +
        `${promqlDuration(agoMs)}: a collapse would be compared with itself`;
      return [
        {
          options: [
            ["windows", "throughputSeasonsAgoMs", index],
            ["windows", "throughputPastMs"],
            ["windows", "throughputSeasonMs"],
          ],
          message,
        },
      ];
    }
    if (throughputSeasonsAgoMs.indexOf(agoMs) === index) return [];
    return [
      {
        options: [["windows", "throughputSeasonsAgoMs", index]],
        message: `${promqlDuration(agoMs)} is listed twice`,
      },
    ];
  });
}

/** An alert that Alertmanager silences must end before its silencer; a page must not end before the absence is known. */
function silenceFindings(options: BundleOptions): readonly OptionFinding[] {
  const { alertTimes, alertUrgencies, evaluationIntervalMs } = options;
  const hold = (alert: AlertName): OptionPath => ["alertTimes", alert, "keepFiringForMs"];
  const outlasting = ALERT_NAMES.flatMap((silencer) =>
    silencedUntilOver(silencer).flatMap((alert) =>
      inOrder(
        [hold(alert), alertTimes[alert].keepFiringForMs],
        [hold(silencer), alertTimes[silencer].keepFiringForMs],
        `${silencer} silences it, and what outlasts it would be sent as news of a recovery`,
      ),
    ),
  );
  const pages = ALERT_ENTRIES.filter(({ name }) => alertUrgencies[name].pages)
    // What an incident is about is remembered while nobody can tell.
    .filter((entry) => entry.incident === undefined)
    .map(({ name }) => name)
    .filter((name) => !UNHELD_PAGES.includes(name));
  const absentPath: OptionPath = ["alertTimes", "TidaldbExporterAbsent", "forMs"];
  const absentKnownMs = alertTimes.TidaldbExporterAbsent.forMs + 2 * evaluationIntervalMs;
  const tooEarly = pages
    .filter((name) => alertTimes[name].keepFiringForMs <= absentKnownMs)
    .map((name): OptionFinding => {
      const message =
        `expected ${printOption(hold(name))} to be more than ${printOption(absentPath)} and two evaluations ` +
        `(${promqlDuration(absentKnownMs)}), got ${promqlDuration(alertTimes[name].keepFiringForMs)}: a page about what is ` +
        "not watched any more would be told as over";
      return { options: [hold(name), absentPath, ["evaluationIntervalMs"]], message };
    });
  return [...outlasting, ...tooEarly];
}

/** As a file of options writes it. */
function printOption(path: OptionPath): string {
  return path.map((step) => nameOf(String(step))).join(".");
}

function nameOf(name: string): string {
  return name.startsWith("Tidaldb")
    ? name
    : name.replace(/Ms$/, "").replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

import { drawDurationMs } from "../faults/kinds";
import type { Cause, FaultKind } from "../faults/fault";
import { Random } from "../world/random";
import { REGION_NAMES } from "../world/shape";
import type { FieldSet, Shape } from "../world/shape";
import { World } from "../world/world";
import { Baselines } from "./baselines";
import type { Thresholds } from "./baselines";
import { DegradedJudge } from "./degraded-judge";
import type { DetectorName, EpisodeResult, VerdictFigures } from "./episode-result";
import { isReachable, OfflineJudge } from "./offline-judge";
import { PageJudge } from "./page-judge";
import type { TrueCause } from "./page-judge";
import type { PipelineFactory } from "./pipeline";

/** An episode begins with a healthy cluster, for as long. */
const BEFORE_MS = 180_000;
/** After the fault it goes on for at least, and while a page is open for at most, as long. */
const AFTER_MS = 120_000;
const AFTER_AT_MOST_MS = 660_000;
const SCRAPE_MS = 15_000;
/** Of the rules about incidents, three times as often as exporters are scraped. */
const EVALUATION_MS = 5000;
/** From then on an event that a follower has not applied is late. */
const LATE_MS = 5000;

export interface EpisodeOptions {
  readonly seed: number;
  readonly name: string;
  /** One, or those that happen at once. */
  readonly kinds: readonly FaultKind[];
  readonly shape: Shape;
  /** At least; a kind may need more. */
  readonly exporters: number;
  readonly pipeline: PipelineFactory;
  readonly thresholds: Thresholds;
}

interface Planned {
  readonly kind: FaultKind;
  readonly startMs: number;
  readonly durationMs: number;
  cause?: Cause;
  /** When it first did any harm. */
  harmedMs?: number;
}

/** Plays one episode from its seed, and judges what was said in it. */
export async function runEpisode(options: EpisodeOptions): Promise<EpisodeResult> {
  const random = new Random(options.seed);
  const planned = options.kinds.map((kind): Planned => {
    const startMs = BEFORE_MS + Math.round(random.below(30_000));
    return { kind, startMs, durationMs: Math.round(drawDurationMs(kind, random)) };
  });
  const endMs = Math.max(...planned.map(({ startMs, durationMs }) => startMs + durationMs));
  const world = new World({
    shape: options.shape,
    random,
    lengthMs: endMs + AFTER_AT_MOST_MS,
    exporters: Math.max(options.exporters, ...options.kinds.map(({ exporters }) => exporters ?? 1)),
    offlineAfterMs: options.thresholds.offlineAfterMs,
  });
  schedule(world, planned);
  return new Episode(options, world, planned, endMs).play();
}

function schedule(world: World, planned: readonly Planned[]): void {
  for (const plan of planned) {
    world.after(plan.startMs, () => {
      plan.cause = plan.kind.draw(world, plan.durationMs);
      plan.cause.begin();
    });
    world.after(plan.startMs + plan.durationMs, () => plan.cause?.end());
  }
}

class Episode {
  readonly #options: EpisodeOptions;
  readonly #world: World;
  readonly #planned: readonly Planned[];
  readonly #endMs: number;
  readonly #pages = new PageJudge();
  readonly #degraded: DegradedJudge;
  readonly #incidents = new Set<string>();
  readonly #judges: Readonly<Record<DetectorName, OfflineJudge>>;
  readonly #baselines: Baselines;

  constructor(options: EpisodeOptions, world: World, planned: readonly Planned[], endMs: number) {
    const { regions } = options.shape;
    this.#options = options;
    this.#world = world;
    this.#planned = planned;
    this.#endMs = endMs;
    this.#degraded = new DegradedJudge(world);
    const judge = (): OfflineJudge => new OfflineJudge(regions);
    this.#judges = { ours: judge(), seed: judge(), timeout: judge(), phi: judge() };
    this.#baselines = new Baselines(world, options.thresholds);
    world.onArrival = (exporter, stats, atMs) => {
      if (exporter === 0) this.#baselines.heard(stats, atMs);
    };
  }

  async play(): Promise<EpisodeResult> {
    const world = this.#world;
    const pipeline = this.#options.pipeline();
    while (!this.#isOver()) {
      world.advance();
      const { nowMs } = world;
      if (nowMs % 1000 === 0) this.#look(nowMs);
      if (nowMs % EVALUATION_MS !== 0) continue;
      for (const [place, exporter] of nowMs % SCRAPE_MS === 0 ? world.exporters.entries() : []) {
        pipeline.scrape(`exporter-${place}:9090`, await exporter.scrape(nowMs), nowMs);
      }
      for (const notification of pipeline.evaluate(nowMs)) this.#pages.take(notification, this.#isBlind());
    }
    return this.#result();
  }

  #isOver(): boolean {
    const afterMs = this.#world.nowMs - this.#endMs;
    return afterMs >= AFTER_AT_MOST_MS || (afterMs >= AFTER_MS && !this.#pages.isAnyOpen);
  }

  #look(nowMs: number): void {
    const world = this.#world;
    const ours = world.exporters[0]!;
    // One that is throttled answers every few seconds, with what it thought last.
    const isThere = ours.isRunning && (nowMs >= ours.stalledUntilMs || ours.isThrottled);
    for (let region = 0; region < this.#options.shape.regions; region += 1) {
      const { lastSentMs } = world.network.paths[0]![region]!;
      const truth = { isReachable: isReachable(world, 0, region), lastSentMs };
      this.#judges.ours.see(region, truth, ours.states.get(region) === "Offline" && isThere, nowMs);
      for (const [name, baseline] of this.#baselines.all) {
        this.#judges[name].see(region, truth, isThere && baseline.isOffline(region, nowMs), nowMs);
      }
    }
    this.#degraded.see(world, (region) => isThere && ours.states.get(region) === "Degraded");
    this.#noteHarm(nowMs);
    const isDuring = this.#planned.some((plan) => nowMs >= plan.startMs && nowMs <= this.#endMs);
    if (!isDuring || nowMs % 5000 !== 0) return;
    for (const { cause, regionName, peerName } of ours.incidents()) {
      this.#incidents.add([cause, regionName, peerName].filter((part) => part !== undefined).join(" "));
    }
  }

  /** A fault of replication does no harm before anything is late. */
  #noteHarm(nowMs: number): void {
    for (const plan of this.#planned) {
      const { startMs, durationMs, cause } = plan;
      const lasts = nowMs >= startMs && nowMs < startMs + durationMs;
      if (!lasts || cause === undefined || plan.harmedMs !== undefined) continue;
      const isHarmByLag = isAboutLag(plan) || cause.isToldByLag === true;
      if (!isHarmByLag || isLagging(this.#world, cause.subjects)) plan.harmedMs = nowMs;
    }
  }

  /** Whether a cause lasts and no exporter can tell: down, just started, or with every way to it cut. */
  #isBlind(): boolean {
    const { exporters, network, nowMs } = this.#world;
    const lasts = this.#planned.some(
      ({ kind, startMs, durationMs }) => kind.isPaged && nowMs >= startMs && nowMs < startMs + durationMs,
    );
    const sees = exporters.some(
      ({ isRunning, startedMs }, place) =>
        isRunning &&
        (startedMs === 0 || nowMs - startedMs > 30_000) &&
        network.paths[place]!.some(({ isCut }) => !isCut),
    );
    return lasts && !sees;
  }

  #result(): EpisodeResult {
    const { seed, name, shape } = this.#options;
    const { nowMs } = this.#world;
    const verdicts = {} as Record<DetectorName, VerdictFigures>;
    for (const [detector, judge] of Object.entries(this.#judges)) {
      judge.end(nowMs);
      verdicts[detector as DetectorName] = judge.figures;
    }
    return {
      seed,
      kind: name,
      ...this.#pages.judged(this.#planned.map((plan) => trueCause(plan, shape.fields))),
      messages: this.#pages.messages,
      resolvedWhileBlind: this.#pages.resolvedWhileBlind,
      verdicts,
      degradedAfterS: this.#degraded.detectedAfterS,
      falseDegraded: this.#degraded.mistakes,
      incidents: [...this.#incidents],
      lengthMs: nowMs,
      regions: shape.regions,
    };
  }
}

/** Whether anything shipped to or from these regions is late. */
function isLagging({ cluster }: World, regions: readonly number[]): boolean {
  return cluster.leaders.some(
    (leader, shard) =>
      leader !== undefined &&
      cluster
        .ofShard(shard)
        .some(
          ({ region }) =>
            region !== leader &&
            (regions.includes(leader) || regions.includes(region)) &&
            cluster.lag(shard, region).ageMs > LATE_MS,
        ),
  );
}

function isAboutLag({ kind, cause }: Planned): boolean {
  return cause?.isAboutLag ?? kind.isAboutLag ?? false;
}

function trueCause(plan: Planned, fields: FieldSet): TrueCause {
  const { kind, startMs, durationMs, cause, harmedMs } = plan;
  const lateMs = harmedMs ?? startMs + durationMs;
  const beganMs = isAboutLag(plan) ? lateMs : startMs;
  const toldFromMs = cause?.toldFromMs ?? (cause?.isToldByLag === true ? lateMs : beganMs);
  return {
    kind: kind.name,
    regions: new Set((cause?.subjects ?? []).map((region) => REGION_NAMES[region] ?? String(region))),
    mayNameNone: cause?.mayNameNone ?? true,
    isPaged: kind.isPaged,
    isTold: kind.isUntoldBy?.includes(fields) !== true && cause?.isUntold !== true,
    startMs: beganMs,
    toldFromMs,
    endMs: startMs + durationMs,
  };
}

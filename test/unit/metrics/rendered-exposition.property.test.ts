import fc from "fast-check";

import type { FollowerLag, ReplicaSnapshot, ReplicaState } from "../../../src/domain/terms/cluster-snapshot";
import type { Rendering } from "../../../src/metrics/exposition";
import type { ExpositionFormat } from "../../../src/metrics/formats/exposition-format";
import { WHOLE_SCRAPE } from "../../../src/metrics/terms/scrape-part";
import type { ScrapePart } from "../../../src/metrics/terms/scrape-part";
import { clusterSnapshot, shardStats } from "../../support/metrics/cluster-snapshot";
import { expositionOf } from "../../support/metrics/exposition-of";
import { FakeReplicas } from "../../support/metrics/fake-replicas";
import { naiveExposition } from "../../support/metrics/naive-exposition";
import { anyText } from "../../support/any-text";
import { exporterStatus } from "../../support/metrics/rendered-metric";
import { renderingText } from "../../support/metrics/rendering-text";
import { propertyRuns } from "../../support/property-runs";

/** Everything that can befall kept lines. */
type Event =
  | { readonly kind: "report"; readonly replica: ReplicaSnapshot }
  | {
      readonly kind: "reports";
      readonly from: number;
      readonly count: number;
      readonly replica: ReplicaSnapshot;
    }
  | { readonly kind: "remove"; readonly shardId: number; readonly regionId: number }
  | { readonly kind: "removes"; readonly from: number; readonly count: number }
  | { readonly kind: "silence"; readonly shardId: number; readonly state: ReplicaState }
  | { readonly kind: "rename"; readonly regionId: number; readonly name: string }
  | { readonly kind: "drain" }
  | { readonly kind: "scrape"; readonly format: ExpositionFormat; readonly part: ScrapePart }
  | { readonly kind: "take" };

const u64 = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  fc.bigInt({ min: 0n, max: 99n }),
  fc.constantFrom(0n, 9n, 10n, 99n, 100n),
);
const seconds = fc.oneof(
  fc.double({ noNaN: true }),
  fc.integer({ min: -99_999, max: 99_999 }).map((scaled) => scaled / 1000),
  fc.constantFrom(0, 1_700_000_000.25, 1_700_000_000.123_456_7, 1e-9),
);
/** Names that need escaping, that are long, that take several bytes a letter, that are no text at all. */
const name = fc.oneof(
  anyText({ maxLength: 12 }),
  fc.constantFrom(
    "us-east",
    'a"b',
    "a\\b",
    "a\nb",
    "a b",
    "} 1\n",
    "r",
    "é",
    "東京",
    "\ud800",
    "x".repeat(300),
  ),
);
const shardId = fc.oneof(fc.nat({ max: 5 }), fc.constantFrom(10, 255, 65_535));
const regionId = fc.nat({ max: 3 });

const followers = fc
  .uniqueArray(
    fc.record({
      followerId: fc.nat({ max: 6 }),
      followerName: name,
      lagSeqnos: fc.option(u64, { nil: undefined }),
      lagSeconds: seconds,
    }),
    { selector: ({ followerId }: FollowerLag) => followerId, maxLength: 4 },
  )
  .map((lags) => lags.sort((a, b) => a.followerId - b.followerId));

const report = fc
  .record({
    shardId,
    regionId,
    state: fc.constantFrom<ReplicaState>("Healthy", "Degraded", "Offline"),
    entityCount: u64,
    diskBytes: u64,
    leaderSeqno: fc.option(u64, { nil: undefined }),
    signalsTotal: fc.option(u64, { nil: undefined }),
    signalThroughputEps: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
    role: fc.constantFrom("leader" as const, "follower" as const, undefined),
    lastArrivalSeconds: seconds,
    clockSkewSeconds: seconds,
    followers,
    isHeard: fc.boolean(),
  })
  .map(
    ({ entityCount, diskBytes, leaderSeqno, signalsTotal, signalThroughputEps, role, isHeard, ...rest }) => {
      const stats = shardStats({
        entityCount,
        diskBytes,
        signalThroughputEps,
        ...(leaderSeqno !== undefined && { leaderSeqno }),
        ...(signalsTotal !== undefined && { signalsTotal }),
        ...(role !== undefined && { role }),
      });
      const heard: ReplicaSnapshot = { ...rest, regionName: "", stats, lastArrivalNs: 0n };
      if (isHeard) return heard;
      return {
        ...heard,
        stats: undefined,
        lastArrivalSeconds: undefined,
        clockSkewSeconds: undefined,
        followers: [],
      };
    },
  );

/** Most scrapes are whole. */
const part: fc.Arbitrary<ScrapePart> = fc.oneof(
  fc.constant(WHOLE_SCRAPE),
  fc
    .integer({ min: 1, max: 5 })
    .chain((of) => fc.record({ number: fc.integer({ min: 1, max: of }), of: fc.constant(of) })),
);

/** More than a page has rows. */
const few = fc.nat({ max: 100 });

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 12, arbitrary: report.map((replica) => ({ kind: "report" as const, replica })) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("remove" as const), shardId, regionId }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("reports" as const),
      from: shardId,
      count: few,
      replica: report,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("removes" as const), from: shardId, count: few }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("silence" as const),
      shardId,
      state: fc.constantFrom<ReplicaState>("Offline", "Healthy"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("rename" as const), regionId, name }) },
  { weight: 2, arbitrary: fc.constant({ kind: "drain" as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("scrape" as const),
      format: fc.constantFrom<ExpositionFormat>("text", "openmetrics"),
      part,
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "take" as const }) },
);

/** A scrape that was answered and is not read yet, and what it must say. */
interface Scrape {
  readonly rendering: Rendering;
  readonly expected: string;
}

/** Does what the events say to live replicas, scrapes in between, and reads each scrape some time later. */
class Rehearsal {
  readonly #replicas = new FakeReplicas();
  readonly #names = new Map<number, string>();
  readonly #exposition;
  #ticks = 0;
  #open: Scrape[] = [];

  /** @param ticksPerLook - how fast the clock goes: with a fast one every slice of work is over as soon as it has begun. */
  constructor(ticksPerLook: number) {
    this.#exposition = expositionOf(clusterSnapshot(), {
      replicas: this.#replicas,
      clock: () => ({ monotonicMs: (this.#ticks += ticksPerLook), wallNs: 0n }),
      programStatus: () => exporterStatus({ configReloadSuccessAtNs: 1n }),
    });
  }

  async do(happening: Event): Promise<void> {
    switch (happening.kind) {
      case "report":
        this.#replicas.put(this.#named(happening.replica));
        break;
      case "reports":
        for (let i = 0; i < happening.count; i += 1) {
          this.#replicas.put(this.#named({ ...happening.replica, shardId: happening.from + i * 7 }));
        }
        break;
      case "removes":
        for (const { shardId: id, regionId: region } of this.#replicas.snapshots.slice(happening.from)) {
          if (id < happening.from + happening.count) this.#replicas.remove(id, region);
        }
        break;
      case "remove":
        this.#replicas.remove(happening.shardId, happening.regionId);
        break;
      case "silence":
        for (const replica of this.#replicas.snapshots) {
          if (replica.shardId !== happening.shardId) continue;
          const quiet = happening.state === "Offline" ? { followers: [] } : {};
          this.#replicas.put({ ...replica, state: happening.state, ...quiet });
        }
        break;
      case "rename":
        this.#names.set(happening.regionId, happening.name);
        this.#replicas.rename((replica) => this.#named(replica));
        break;
      case "drain":
        this.#exposition.drain();
        break;
      case "scrape":
        await this.#scrape(happening.format, happening.part);
        break;
      case "take":
        this.#read();
    }
  }

  async end(): Promise<void> {
    await this.#scrape("text");
    await this.#scrape("openmetrics");
    while (this.#open.length > 0) this.#read();
    expect(this.#exposition.openRenderings).toBe(0);
  }

  async #scrape(format: ExpositionFormat, asked?: ScrapePart): Promise<void> {
    const cluster = clusterSnapshot({ replicas: this.#replicas.snapshots });
    const rendering = await this.#exposition.render({ format, ...(asked && { part: asked }) });
    const exporter = exporterStatus({ configReloadSuccessAtNs: 1n });
    this.#open.push({ rendering, expected: naiveExposition(cluster, exporter, format, asked) });
  }

  #read(): void {
    const scrape = this.#open.shift();
    if (scrape === undefined) return;
    const text = renderingText(scrape.rendering);
    const bytes = Buffer.byteLength(text);
    // Of itself the exporter tells what no naive renderer can know.
    expect(
      text.replaceAll(/^.*tidaldb_exporter_(?:series|(?:render|ingest|scrape)_duration_seconds).*\n/gm, ""),
    ).toBe(Buffer.from(scrape.expected).toString());
    expect(scrape.rendering.byteLength).toBe(bytes);
  }

  #named(replica: ReplicaSnapshot): ReplicaSnapshot {
    const nameOf = (id: number): string => this.#names.get(id) ?? String(id);
    return {
      ...replica,
      regionName: nameOf(replica.regionId),
      followers: replica.followers.map((lag) => ({ ...lag, followerName: nameOf(lag.followerId) })),
    };
  }
}

test("whatever happens in whatever order, a scrape says byte for byte what the plainest renderer says", async () => {
  // With a fast clock every slice of work is over as soon as it has begun.
  const ticksPerLook = fc.constantFrom(0, 1, 100);
  const events = fc.array(event, { maxLength: 40, size: "max" });
  await fc.assert(
    fc.asyncProperty(ticksPerLook, events, async (ticks, happenings) => {
      const rehearsal = new Rehearsal(ticks);
      for (const happening of happenings) await rehearsal.do(happening);
      await rehearsal.end();
    }),
    propertyRuns(1_500),
  );
}, 120_000);

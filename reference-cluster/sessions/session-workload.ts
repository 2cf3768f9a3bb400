import type { RegionId } from "#exporter/domain/terms/ids";
import { NEGATIVE_KINDS } from "../hard-negatives/negative-operation";
import type { NegativeSubject } from "../hard-negatives/negative-operation";
import type { ClusterLayout } from "../layout";
import { mixU64 } from "../routing/mix-u64";
import type { Cancel, Scheduler } from "../scheduler";
import { SeededGenerator } from "../seeded-generator";
import type { SessionBridge, SessionRequest } from "./session-bridge";
import type { SessionId } from "./session-seqno";

const TICK_MS = 500;
/** As many have sessions in each region of a cluster that a person starts; each does something in every tick. */
export const DEFAULT_SESSION_CLIENTS = 4;
/** Items that the clients' users meet: so a bounded number of pairs can be hidden. */
const ITEMS = 200;
/** Events after which a client begins another session. */
const SESSION_LENGTH = 100n;

/** What part of the events is which, and how often a client goes to another region before one. */
const HIDES = 0.25;
const UNHIDES = 0.15;
const ROAMS = 0.02;

interface Client {
  readonly userId: bigint;
  regionId: RegionId;
  sessionId: bigint;
  /** The last event of the session that a region took in. */
  seen: bigint;
  /** What it hid and did not take back. */
  readonly hidden: bigint[];
}

/** Clients with sessions: they look at items, hide some, take some of that back, and travel between regions now and then. */
export class SessionWorkload {
  readonly #scheduler: Scheduler;
  readonly #bridgeOf: (regionId: RegionId) => SessionBridge | undefined;
  readonly #generator: SeededGenerator;
  readonly #regions: readonly RegionId[];
  readonly #clients: readonly Client[];
  readonly #counts = { taken: 0, behind: 0, refused: 0, shownAlthoughHidden: 0 };
  #cancel: Cancel | undefined;
  #sessions = 0n;

  /** @param clients - of each region. */
  constructor(
    { seed, clients }: { readonly seed: number; readonly clients: number },
    layout: ClusterLayout,
    scheduler: Scheduler,
    bridgeOf: (regionId: RegionId) => SessionBridge | undefined,
  ) {
    this.#scheduler = scheduler;
    this.#bridgeOf = bridgeOf;
    this.#generator = new SeededGenerator(seed);
    this.#regions = layout.regions.map(({ regionId }) => regionId);
    this.#clients = this.#regions.flatMap((regionId) =>
      Array.from({ length: clients }, (_, number) => ({
        userId: BigInt(regionId * clients + number + 1),
        regionId,
        sessionId: 0n,
        seen: 0n,
        hidden: [],
      })),
    );
  }

  /**
   * Events that regions took in; times that a region was behind what its client had done, and said so; events that found no
   * region or one that refused; and reads that showed what their own user had hidden, which must stay 0.
   */
  get counts(): Readonly<Record<"taken" | "behind" | "refused" | "shownAlthoughHidden", number>> {
    return this.#counts;
  }

  /** @param latestSession - the highest number of a session that was ever begun: those of these clients are higher. */
  start(latestSession: SessionId): void {
    this.#sessions = latestSession;
    for (const client of this.#clients) client.sessionId = this.#nextSession();
    this.#cancel = this.#scheduler.every(TICK_MS, () => {
      for (const client of this.#clients) this.#act(client);
    });
  }

  stop(): void {
    this.#cancel?.();
  }

  #act(client: Client): void {
    if (this.#generator.next() < ROAMS)
      client.regionId = this.#regions[this.#below(this.#regions.length)] ?? 0;
    const bridge = this.#bridgeOf(client.regionId);
    if (bridge === undefined) {
      // The region is down: its clients go elsewhere, where they may be ahead of what has arrived.
      client.regionId = this.#regions[this.#below(this.#regions.length)] ?? 0;
      this.#counts.refused += 1;
      return;
    }
    if (!bridge.canRead(client.sessionId, client.seen)) {
      this.#counts.behind += 1;
      return;
    }
    for (const itemId of client.hidden) {
      if (!bridge.negatives.isHidden({ userId: client.userId, itemId }))
        this.#counts.shownAlthoughHidden += 1;
    }
    this.#submit(client, bridge, this.#nextEvent(client));
  }

  #submit(
    client: Client,
    bridge: SessionBridge,
    { word, subject }: Pick<SessionRequest, "word" | "subject">,
  ): void {
    const answer = bridge.submit({ sessionId: client.sessionId, ssn: client.seen + 1n, word, subject });
    if (answer.result !== "applied") {
      this.#counts.refused += 1;
      return;
    }
    this.#counts.taken += 1;
    client.seen = answer.mark;
    if (word === "unhide") client.hidden.splice(client.hidden.indexOf(subject.itemId), 1);
    else if (word !== "seen" && !client.hidden.includes(subject.itemId)) client.hidden.push(subject.itemId);
    if (client.seen < SESSION_LENGTH || client.hidden.length > 0) return;
    client.sessionId = this.#nextSession();
    client.seen = 0n;
  }

  #nextEvent({ userId, hidden, seen }: Client): Pick<SessionRequest, "word" | "subject"> {
    const choice = this.#generator.next();
    const latest = hidden.at(-1);
    // A session that has lasted long enough takes back what is left, so that the next one, elsewhere, begins without a history.
    if (latest !== undefined && (choice < UNHIDES || seen >= SESSION_LENGTH)) {
      return { word: "unhide", subject: { userId, itemId: latest } };
    }
    const subject: NegativeSubject = { userId, itemId: mixU64(BigInt(this.#below(ITEMS) + 1)) };
    if (choice >= UNHIDES + HIDES) return { word: "seen", subject };
    return { word: NEGATIVE_KINDS[this.#below(NEGATIVE_KINDS.length)] ?? "hide", subject };
  }

  #nextSession(): bigint {
    this.#sessions += 1n;
    return this.#sessions;
  }

  #below(bound: number): number {
    return Math.floor(bound * this.#generator.next());
  }
}

import type { HeartbeatIntake } from "./heartbeat-intake";
import type { HeartbeatDraft } from "./columns/heartbeat-draft";
import type { Instant } from "./terms/clock";
import type { ControlPlaneSettings } from "./terms/control-plane-settings";
import type { Membership } from "./membership/membership";
import type { ReplicaTable } from "./replicas/replica-table";
import type { PolledResult, Source, SourceTrouble } from "./terms/source";

/** What sources that are polled say of the cluster, and whether they say anything. */
export class SourceEvidence {
  readonly #table: ReplicaTable;
  readonly #membership: Membership;
  readonly #intake: HeartbeatIntake;
  readonly #moment: () => Instant & { readonly livedMs: number };
  readonly #settings: () => ControlPlaneSettings;

  constructor(
    table: ReplicaTable,
    membership: Membership,
    intake: HeartbeatIntake,
    moment: () => Instant & { readonly livedMs: number },
    settings: () => ControlPlaneSettings,
  ) {
    this.#table = table;
    this.#membership = membership;
    this.#intake = intake;
    this.#moment = moment;
    this.#settings = settings;
  }

  /**
   * These are the sources from now on; one of a name that is known goes on as it is. What was known through one that is gone, and
   * that nobody else names, is forgotten with it: nobody is going to hear of it again.
   *
   * @throws RangeError when there are more than 32.
   */
  configure(sources: readonly Source[]): void {
    const { shardIds, regionIds, slots, paths, liveness } = this.#table;
    const settings = this.#settings();
    const isLeft = paths.configure(sources, this.#moment().livedMs);
    const leaves = Array.from({ length: slots.slotCount }, (_, slot) => slot)
      .filter((slot) => slots.isTaken(slot) && isLeft(slot) && !paths.isDirect(slot, liveness, settings))
      .map((slot) => ({ shardId: shardIds[slot]!, regionId: regionIds[slot]! }));
    for (const replica of leaves) this.#membership.forgetUnnamed(replica);
  }

  /**
   * Takes in what the document of a source says of one replica. The draft is known to be valid, and not changed.
   *
   * @param snapshotNs - what the source's own clock showed when it made the document.
   */
  take(source: string, draft: HeartbeatDraft, snapshotNs: bigint): PolledResult {
    const { livedMs, ...instant } = this.#moment();
    const arrival = { ...instant, stampingClockNs: snapshotNs };
    return this.#intake.takePolled(draft, source, livedMs, arrival, this.#settings());
  }

  /** A document of a source, later than the one before, was taken in to its end. */
  answered(source: string): void {
    this.#table.paths.answered(source, this.#moment().livedMs);
  }

  /** A source gave no evidence. */
  failed(source: string, trouble: SourceTrouble): void {
    this.#table.paths.failed(source, trouble);
  }
}

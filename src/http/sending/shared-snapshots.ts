import type { ServerResponse } from "node:http";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";

import { ColumnRoom } from "../../domain/columns/column-room";
import { takeAllSteps } from "../../domain/columns/take-all-steps";
import type { ClusterSnapshot } from "../../domain/terms/cluster-snapshot";
import type { HttpServices } from "../routing/http-services";
import { cutOff } from "./cut-off";

/** How long a request waits for a place before the readers that hold it up are looked at, again and again. Milliseconds. */
const LOOK_INTERVAL_MS = 500;

/** How old a snapshot is at the least before its readers are cut off for a request that waits. Milliseconds. */
const SAFE_MS = 5_000;

type SnapshotServices = Pick<HttpServices, "controlPlane" | "limits" | "refusals">;

/** One moment, and who reads it. */
interface Shared {
  /** Whose answers are not over. */
  readonly readers: Set<ServerResponse>;
  /** How many are at work on an answer. One whose client has left still reads for a moment. */
  makers: number;
  /** Where the snapshot is kept, once it has been taken. */
  room: ColumnRoom | undefined;
  /** On the monotonic clock. */
  takenAtMs: number;
}

/** One that is going to be taken. */
interface Joinable {
  readonly shared: Shared;
  readonly snapshot: Promise<ClusterSnapshot>;
}

/**
 * Snapshots of the cluster, each for all who asked for one at about the same time. None is older than the question, so a client
 * that has just sent something finds it.
 *
 * A snapshot is memory, and lives until its last reader has all of it: so there are only so many at a time. A request for
 * one more waits for an old one to end, and all who wait get the same. Slow readers of the oldest are cut off for them.
 *
 * The memory of the last one that ended is kept for the next: 13 MB at 65,536 replicas, which took longer to come by, and to
 * be collected, than to be written.
 */
export class SharedSnapshots {
  /** Oldest first. */
  readonly #alive = new Set<Shared>();
  /** What can still be joined, because it has not been taken. */
  #next: Joinable | undefined;
  #spareRoom: ColumnRoom | undefined;
  readonly #pause: (milliseconds: number) => Promise<unknown>;
  #tellRoom: () => void = () => undefined;

  /** @param pause - resolves when so much time is over. */
  constructor(
    pause: (milliseconds: number) => Promise<unknown> = (ms) => sleep(ms, undefined, { ref: false }),
  ) {
    this.#pause = pause;
  }

  /** How many are held. */
  get aliveCount(): number {
    return this.#alive.size;
  }

  /**
   * Makes an answer out of a snapshot that is taken after it was asked for. It is held until the answer is over and
   * `make` has ended, and is not to be read after that.
   *
   * @throws whatever taking the snapshot or `make` throws.
   */
  async use(
    response: ServerResponse,
    services: SnapshotServices,
    make: (snapshot: ClusterSnapshot) => Promise<void>,
  ): Promise<void> {
    this.#next ??= this.#begin(services);
    const { shared, snapshot } = this.#next;
    shared.makers += 1;
    shared.readers.add(response);
    response.once("close", () => {
      shared.readers.delete(response);
      if (shared.readers.size > 0) return;
      if (this.#alive.delete(shared)) this.#tellRoom();
      this.#keepRoomOf(shared);
    });
    try {
      await make(await snapshot);
    } finally {
      shared.makers -= 1;
      this.#keepRoomOf(shared);
    }
  }

  #begin(services: SnapshotServices): Joinable {
    const shared: Shared = { readers: new Set(), makers: 0, room: undefined, takenAtMs: 0 };
    return { shared, snapshot: this.#take(shared, services) };
  }

  /** Once nobody reads there any more. */
  #keepRoomOf(shared: Shared): void {
    if (shared.makers > 0 || shared.readers.size > 0 || shared.room === undefined) return;
    this.#spareRoom = shared.room;
    shared.room = undefined;
  }

  async #take(shared: Shared, services: SnapshotServices): Promise<ClusterSnapshot> {
    const { controlPlane, limits } = services;
    await nextTurn();
    while (limits.maxSnapshots > 0 && this.#alive.size >= limits.maxSnapshots) await this.#room(services);
    this.#next = undefined;
    shared.takenAtMs = controlPlane.now().monotonicMs;
    if (shared.readers.size > 0) this.#alive.add(shared);
    shared.room = this.#spareRoom ?? new ColumnRoom();
    this.#spareRoom = undefined;
    return takeAllSteps(controlPlane.snapshotInSteps(shared.room));
  }

  /** Waits for a snapshot to end, and helps when that takes long. */
  async #room(services: SnapshotServices): Promise<void> {
    const ended = new Promise<boolean>((resolve) => {
      this.#tellRoom = () => {
        resolve(true);
      };
    });
    const isEnded = await Promise.race([ended, this.#pause(LOOK_INTERVAL_MS).then(() => false)]);
    if (!isEnded) this.#cutOffSlowest(services);
  }

  #cutOffSlowest({ controlPlane, refusals }: SnapshotServices): void {
    const nowMs = controlPlane.now().monotonicMs;
    for (const { readers, takenAtMs } of this.#alive) {
      if (nowMs - takenAtMs < SAFE_MS || ![...readers].every(waitsForClient)) continue;
      for (const { socket } of [...readers].map(({ req }) => req)) {
        refusals.note("snapshots", { client: socket.remoteAddress });
        cutOff(socket);
      }
      return;
    }
  }
}

/** Whether it is the client that an answer is slow for, and not we. */
function waitsForClient({ writableLength, req }: ServerResponse): boolean {
  return writableLength > 0 || req.socket.writableLength > 0;
}

import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tryLock } from "#exporter/process/try-lock";
import { z } from "zod";
import { DurableRecord } from "./operations/durable-record";
import { ROUTING_STRATEGIES } from "./routing/shard-router";

const LOCK_NAME = "lock";
const SHAPE_NAME = "cluster.json";

const shapeSchema = z.object({
  regions: z.array(z.string()),
  shardsPerRegion: z.number(),
  routing: z.enum(ROUTING_STRATEGIES),
});

/** What data on disk is laid out by: with another one, an entity would be looked for where it is not. */
export type ClusterShape = z.output<typeof shapeSchema>;

/** Where a cluster keeps its data: a directory that stays, or one that is made for one run and removed at its end. */
export class DataDirectory {
  readonly path: string;
  readonly #lock: number | undefined;

  private constructor(path: string, lock: number | undefined) {
    this.path = path;
    this.#lock = lock;
  }

  /** A new directory in the system's place for temporary ones: what is removed at the end is only what was made here. */
  static temporary(): DataDirectory {
    return new DataDirectory(mkdtempSync(join(tmpdir(), "tidaldb-reference-cluster-")), undefined);
  }

  /**
   * A directory that stays, and that is made if need be. The kernel locks it for this process and lets go of it however the process
   * ends, so that the next one finds it free after a kill -9 too.
   *
   * @throws Error when another process uses it, when something else lies in it, or when it was made for a cluster of another shape.
   */
  static kept(path: string, shape: ClusterShape): DataDirectory {
    mkdirSync(path, { recursive: true });
    const record = new DurableRecord(join(path, SHAPE_NAME), shapeSchema);
    const names = readdirSync(path);
    const foreign = names.find((name) => ![LOCK_NAME, SHAPE_NAME, `${SHAPE_NAME}.new`].includes(name));
    if (foreign !== undefined && !names.includes(SHAPE_NAME)) {
      throw new Error(
        `${path}: expected an empty directory or the data of a reference cluster, found "${foreign}"; give another directory`,
      );
    }
    const lock = lockOf(join(path, LOCK_NAME));
    if (lock === undefined) {
      throw new Error(`${path}: another reference cluster uses it; stop that one, or give another directory`);
    }
    try {
      refuseOtherShape(path, record.read(), shape);
      record.write(shape);
    } catch (error) {
      closeSync(lock);
      throw error;
    }
    return new DataDirectory(path, lock);
  }

  /** Removes a directory that was made for one run, with everything in it, and lets go of one that stays. */
  close(): void {
    if (this.#lock === undefined) rmSync(this.path, { recursive: true, force: true });
    else closeSync(this.#lock);
  }
}

/** The lock file, open and locked; undefined when another process has it. It is never removed: who waits for it has it open. */
function lockOf(path: string): number | undefined {
  const file = openSync(path, "a+");
  if (tryLock(file)) return file;
  closeSync(file);
  return undefined;
}

function refuseOtherShape(path: string, found: ClusterShape | undefined, shape: ClusterShape): void {
  if (found === undefined || textOf(found) === textOf(shape)) return;
  throw new Error(
    `${path}: expected the data of a cluster of ${textOf(shape)}, found that of ${textOf(found)}; ` +
      "give the same options as before, or another directory",
  );
}

function textOf({ regions, shardsPerRegion, routing }: ClusterShape): string {
  return `regions ${regions.join(",")}, ${shardsPerRegion} shards per region and ${routing} routing`;
}

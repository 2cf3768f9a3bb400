import { appendFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { propertyRuns } from "../../../../test/support/property-runs";
import { LeaderDb } from "../../../replication/leader-db";
import { ReplicaStore } from "../../../storage/replica-store";
import { REPLICA, views } from "../../support/batches";
import { temporaryDirectories } from "../../support/temporary-directories";

const newDirectory = temporaryDirectories();
/** Small, so that a few writes seal segments and compaction has something to remove. */
const LIMITS = { sealBytes: 200, sealAgeMs: 500, retainBytes: 600, capBytes: 1_200 };

/** What happens to a replica until it is killed; `torn` are bytes of a batch that was being written then. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.array(fc.bigInt({ min: 0n, max: 30n }), { minLength: 1, maxLength: 5 }) },
  { weight: 1, arbitrary: fc.constantFrom("seal" as const, "compact" as const, "kill" as const) },
);

function open(directory: string): { readonly store: ReplicaStore; readonly db: LeaderDb } {
  const store = ReplicaStore.open(directory, REPLICA, LIMITS, 0, () => undefined);
  return {
    store,
    db: new LeaderDb(
      store,
      () => 1n,
      0,
      () => undefined,
    ),
  };
}

function facts({ state }: ReplicaStore): unknown {
  const bytes = state.entities.toBytes();
  const ids = Array.from({ length: state.entities.size }, (_, index) => bytes.readBigUInt64LE(index * 8));
  return { applied: state.appliedSeqno, signals: state.signalsTotal, entities: ids.sort() };
}

test("a replica that was killed, again and again, stands where it stood, also when its last write was torn", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.uint8Array({ maxLength: 63 }), (steps, torn) => {
      const directory = newDirectory();
      let { store, db } = open(directory);
      for (const one of [...steps, "kill" as const]) {
        if (Array.isArray(one)) db.write(views(...one), 0);
        else if (one === "seal") db.sealIfDue(Infinity);
        else if (one === "compact") store.compact(2n ** 63n);
        else {
          const before = facts(store);
          store.close();
          for (const name of readdirSync(join(directory, "wal"))) {
            if (name.endsWith(".open")) appendFileSync(join(directory, "wal", name), torn);
          }
          ({ store, db } = open(directory));
          expect(facts(store)).toEqual(before);
        }
      }
      store.close();
    }),
    propertyRuns(1_000),
  );
});

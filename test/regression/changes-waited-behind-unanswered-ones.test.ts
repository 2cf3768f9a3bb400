import { StoredClusterAdmin } from "../../src/app/cluster/stored-cluster-admin";
import { ControlPlane } from "../../src/domain/control-plane";
import { ReplicationLagGauge } from "../../src/domain/lag/replication-lag-gauge";
import { Topology } from "../../src/domain/membership/topology";
import { TenantRouter } from "../../src/domain/placement/tenant-router";
import { BucketKeys } from "../../src/store/nats/bucket-keys";
import { StoreUnreachableError } from "../../src/store/store-unreachable-error";
import { fakeClock } from "../support/domain/domain-fixtures";
import { MemoryBucket, MemoryServers } from "../support/store/memory-bucket";
import { UnreliableStore } from "../support/store/unreliable-store";

/** How long a write is tried while no server leads. */
const WRITE_MS = 10_500;

/** A store in which each save takes as long as a write that nobody answers. */
class UnansweredStore extends UnreliableStore {
  override async save(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, WRITE_MS));
    throw new StoreUnreachableError("the bucket cannot be reached: no answer came in time", true);
  }
}

// Two of three servers were gone: a script that sent ten changes at once waited for a minute and more, each for those before it.
describe("Changes while no server of the store answers", () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  test("are all answered within half a minute, with 503, however many there are", async () => {
    const topology = new Topology([]);
    const router = new TenantRouter(topology);
    const time = fakeClock();
    const controlPlane = new ControlPlane(topology, router, new ReplicationLagGauge(), { clock: time.clock });
    const admin = new StoredClusterAdmin(new UnansweredStore(), controlPlane);
    const answers: unknown[] = [];
    for (let shardId = 0; shardId < 100; shardId += 1) {
      admin.assignShard({ shardId, regionId: 0 }).catch((error: unknown) => answers.push(error));
    }

    await jest.advanceTimersByTimeAsync(30_000);

    expect(answers).toHaveLength(100);
    expect(answers.at(0)).toMatchObject({
      status: 503,
      message: expect.stringContaining("no answer came") as string,
    });
    expect(answers.at(-1)).toMatchObject({
      status: 503,
      message:
        "the change waited 10 s for others before it that are not kept yet; nothing was changed, send it again",
    });
  });

  test("are refused at once when looks have found nobody for longer than a write is tried", async () => {
    const keys = new BucketKeys(new MemoryBucket(new MemoryServers()));
    const write = (): Promise<number> => keys.write("state", Buffer.from("{}"), undefined);
    keys.noteLook("it has no leader");
    await expect(write()).resolves.toBe(1);

    await jest.advanceTimersByTimeAsync(WRITE_MS);
    keys.noteLook("no answer came in time");
    await expect(write()).rejects.toMatchObject({
      message: "the bucket memory of NATS at nowhere cannot be reached: no answer came in time",
      mayBeKept: false,
    });

    keys.noteLook(undefined);
    await expect(write()).resolves.toBe(2);
  });
});

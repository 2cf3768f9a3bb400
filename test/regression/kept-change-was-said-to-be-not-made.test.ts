import { contestedChange } from "../../src/app/cluster/contested-change";
import { BucketKeys } from "../../src/store/nats/bucket-keys";
import { StoreConflictError } from "../../src/store/store-conflict-error";
import { StoreUnreachableError } from "../../src/store/store-unreachable-error";
import { MemoryBucket, MemoryServers } from "../support/store/memory-bucket";

const VALUE = Buffer.from("what is to be kept");
const OTHER = Buffer.from("what another one wrote");

/** Keeps the first write and loses its answer; after that, reads fail as often as they are told to. */
class ForgetfulBucket extends MemoryBucket {
  readonly #whenReadFails: () => void;
  failingReads: number;

  constructor(servers: MemoryServers, failingReads: number, whenReadFails: () => void = () => undefined) {
    super(servers);
    this.failingReads = failingReads;
    this.#whenReadFails = whenReadFails;
    this.losesAnswers = true;
  }

  override read(key: string): ReturnType<MemoryBucket["read"]> {
    this.losesAnswers = false;
    if (this.failingReads === 0) return super.read(key);
    this.failingReads -= 1;
    this.#whenReadFails();
    return Promise.reject(new Error("JetStream system temporarily unavailable"));
  }
}

/**
 * The write was kept, its answer was lost, and when it was looked for nobody could be asked for a moment. The change was answered
 * with "nothing was changed", and came into force.
 */
describe("a write that was kept although its answer was lost", () => {
  let servers: MemoryServers;

  beforeEach(() => {
    servers = new MemoryServers();
  });

  test("is looked for again while nobody can be asked", async () => {
    const keys = new BucketKeys(new ForgetfulBucket(servers, 1));
    await expect(keys.write("state", VALUE, 0)).resolves.toBe(1);
    expect(servers.revision).toBe(1);
  });

  test("may have been kept, says the error when nobody could be asked to the end", async () => {
    const bucket = new ForgetfulBucket(servers, Infinity, () => {
      keys.close();
    });
    const keys = new BucketKeys(bucket);
    const error: unknown = await keys.write("state", VALUE, 0).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StoreUnreachableError);
    expect(error).toMatchObject({ mayBeKept: true });
  });

  test("may have been kept, says the conflict with a write that came after it", async () => {
    const bucket = new ForgetfulBucket(servers, 1, () => {
      servers.entries.set("state", { revision: 2, value: OTHER });
    });
    const error: unknown = await new BucketKeys(bucket)
      .write("state", VALUE, 0)
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StoreConflictError);
    expect(error).toMatchObject({ mayBeKept: true });
  });
});

describe("a change that lost to another one, of whom nothing can be read", () => {
  const subject = { present: () => 1, sentence: () => "shard 1 is at home in region 1" };

  test.each([
    { mayBeKept: true, says: /whether the change was kept is not known/ },
    { mayBeKept: false, says: /nothing was changed/ },
  ])("says so where an earlier try of it may have been kept ($mayBeKept)", async ({ mayBeKept, says }) => {
    const changed = contestedChange(
      subject,
      () => Promise.reject(new StoreConflictError("the bucket", mayBeKept)),
      () => Promise.reject(new StoreUnreachableError("the bucket cannot be reached", false)),
    );
    await expect(changed).rejects.toMatchObject({
      status: 503,
      message: expect.stringMatching(says) as string,
    });
  });

  test("does so too when others are first again and again", async () => {
    const changed = contestedChange(
      subject,
      () => Promise.reject(new StoreConflictError("the bucket", true)),
      () => Promise.resolve(),
    );
    await expect(changed).rejects.toThrow(/whether the change was kept is not known/);
  });
});

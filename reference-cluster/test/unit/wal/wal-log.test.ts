import { appendFileSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Batch } from "../../../wal/batch";
import { WalLog } from "../../../wal/wal-log";
import { REPLICA, batch } from "../../support/batches";
import { temporaryDirectories } from "../../support/temporary-directories";

const newDirectory = temporaryDirectories();
const LIMITS = { sealBytes: 200, sealAgeMs: 500 };

interface Opened {
  readonly log: WalLog;
  readonly replayed: readonly Batch[];
  readonly problems: readonly string[];
}

function open(directory: string): Opened {
  const replayed: Batch[] = [];
  const problems: string[] = [];
  const log = WalLog.open(
    directory,
    REPLICA,
    LIMITS,
    (one) => replayed.push(one),
    (problem) => problems.push(problem),
  );
  return { log, replayed, problems };
}

function bytesOnDisk(directory: string): number {
  return readdirSync(directory).reduce((sum, name) => sum + statSync(join(directory, name)).size, 0);
}

describe("a WAL", () => {
  test("writes segments named region:shard:seqno, the one being written marked as such", () => {
    const directory = newDirectory();
    const { log } = open(directory);
    log.append(batch(1n, 10n, 11n), 0);
    expect(readdirSync(directory)).toEqual(["1:3:1.open"]);
    const sealed = log.seal();
    log.append(batch(3n, 12n), 0);
    expect(readdirSync(directory).sort()).toEqual(["1:3:1", "1:3:3.open"]);
    expect(sealed).toMatchObject({ firstSeq: 1n, lastSeq: 2n, bytes: 96 });
    expect(log.headSeqno).toBe(3n);
    log.close();
  });

  test("seals a segment when it reaches its size", () => {
    const { log } = open(newDirectory());
    expect(log.append(batch(1n, 1n), 0)).toBeUndefined();
    expect(log.append(batch(2n, 2n), 0)).toBeUndefined();
    expect(log.append(batch(3n, 3n), 0)).toMatchObject({ firstSeq: 1n, lastSeq: 3n });
    log.close();
  });

  test("seals a segment when it reaches its age, and not before", () => {
    const { log } = open(newDirectory());
    log.append(batch(1n, 1n), 1_000);
    expect(log.sealIfDue(1_499)).toBeUndefined();
    expect(log.sealIfDue(1_500)).toMatchObject({ firstSeq: 1n, lastSeq: 1n });
    expect(log.sealIfDue(9_999)).toBeUndefined();
  });

  test("knows how many bytes lie on disk, through writing, sealing, storing and removing", () => {
    const directory = newDirectory();
    const { log } = open(directory);
    log.append(batch(1n, 1n, 2n), 0);
    expect(log.bytes).toBe(bytesOnDisk(directory));
    log.seal();
    log.store([batch(3n, 3n), batch(4n, 4n)]);
    expect(log.bytes).toBe(bytesOnDisk(directory));
    log.removeOldest();
    expect(log.bytes).toBe(bytesOnDisk(directory));
    log.clear();
    expect([log.bytes, bytesOnDisk(directory)]).toEqual([0, 0]);
  });

  test("finds the segment that holds a seqno, or the next one after it", () => {
    const { log } = open(newDirectory());
    log.store([batch(1n, 1n, 2n)]);
    log.store([batch(3n, 3n)]);
    log.store([batch(4n, 4n, 5n)]);
    const found = [0n, 1n, 2n, 3n, 4n, 5n, 6n].map((seqno) => log.sealedFrom(seqno)?.firstSeq);
    expect(found).toEqual([1n, 1n, 1n, 3n, 4n, 4n, undefined]);
  });

  test("replays everything after a kill, also what was not sealed", () => {
    const directory = newDirectory();
    const before = open(directory).log;
    const [first, second, third] = [batch(1n, 1n), batch(2n, 2n, 3n), batch(4n, 4n)] as const;
    before.append(first, 0);
    before.seal();
    before.append(second, 0);
    before.append(third, 0);
    before.close();
    const { log, replayed, problems } = open(directory);
    expect(replayed).toEqual([first, second, third]);
    expect(problems).toEqual([]);
    expect(log.headSeqno).toBe(4n);
    expect(readdirSync(directory).sort()).toEqual(["1:3:1", "1:3:2"]);
    expect(log.bytes).toBe(bytesOnDisk(directory));
  });

  test("cuts a torn end off and says so", () => {
    const directory = newDirectory();
    const before = open(directory).log;
    before.append(batch(1n, 1n), 0);
    before.close();
    appendFileSync(join(directory, "1:3:1.open"), batch(2n, 2n).bytes.subarray(0, 70));
    const { log, replayed, problems } = open(directory);
    expect(replayed).toEqual([batch(1n, 1n)]);
    expect(problems).toEqual([expect.stringContaining("cut after 80 bytes")]);
    expect(log.bytes).toBe(80);
    expect(bytesOnDisk(directory)).toBe(80);
  });

  test("removes what follows on a damaged batch, for it continues nothing", () => {
    const directory = newDirectory();
    const before = open(directory).log;
    for (const seqno of [1n, 2n, 3n]) before.store([batch(seqno, seqno)]);
    const damaged = join(directory, "1:3:2");
    const bytes = readFileSync(damaged);
    bytes.writeUInt8(bytes.readUInt8(70) ^ 1, 70);
    writeFileSync(damaged, bytes);
    const { log, replayed, problems } = open(directory);
    expect(replayed.map(({ header }) => header.firstSeq)).toEqual([1n]);
    expect(problems).toEqual([expect.stringContaining("checksum")]);
    expect(readdirSync(directory)).toEqual(["1:3:1"]);
    expect(log.headSeqno).toBe(1n);
  });

  test("removes what lies behind a missing segment", () => {
    const directory = newDirectory();
    const before = open(directory).log;
    before.store([batch(1n, 1n)]);
    before.store([batch(3n, 3n)]);
    const { log, problems } = open(directory);
    expect(log.headSeqno).toBe(1n);
    expect(problems).toEqual([expect.stringContaining("expected the segment to follow on seqno 1")]);
  });
});

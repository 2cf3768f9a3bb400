import { Retirement } from "../../../../src/domain/membership/retirement";

const OLD_HOME = { shardId: 4, regionId: 0 };
const NEW_HOME = { shardId: 4, regionId: 1 };

describe("a replica whose shard moved away", () => {
  test("is retired as long as it claims to lead or claims nothing", () => {
    const retirement = new Retirement();
    retirement.retireMoved(OLD_HOME, 0);
    expect(retirement.isRetired(OLD_HOME, undefined, 1)).toBe(true);
    expect(retirement.isRetired(OLD_HOME, "leader", 2)).toBe(true);
  });

  test("returns as a follower, and stays when it then leads again: that is a conflict to be seen, not to be hidden", () => {
    const retirement = new Retirement();
    retirement.retireMoved(OLD_HOME, 0);
    expect(retirement.isRetired(OLD_HOME, "follower", 1)).toBe(false);
    expect(retirement.isRetired(OLD_HOME, "leader", 2)).toBe(false);
  });

  test("returns when the topology names it again", () => {
    const retirement = new Retirement();
    retirement.retireMoved(OLD_HOME, 0);
    retirement.readmit(OLD_HOME);
    expect(retirement.isRetired(OLD_HOME, undefined, 1)).toBe(false);
  });

  test("takes no other replica with it: not the same shard elsewhere, not another shard there", () => {
    const retirement = new Retirement();
    retirement.retireMoved(OLD_HOME, 0);
    expect(retirement.isRetired(NEW_HOME, undefined, 1)).toBe(false);
    expect(retirement.isRetired({ shardId: 5, regionId: 0 }, undefined, 1)).toBe(false);
  });

  test("is not readmitted by a word about the shard's new home", () => {
    const retirement = new Retirement();
    retirement.retireMoved(OLD_HOME, 0);
    retirement.readmit(NEW_HOME);
    expect(retirement.isRetired(OLD_HOME, undefined, 1)).toBe(true);
  });
});

describe("a shard that was removed", () => {
  test("is retired in every region, whatever role it reports", () => {
    const retirement = new Retirement();
    retirement.retireShard(4, 0);
    for (const role of [undefined, "leader", "follower"] as const) {
      expect(retirement.isRetired(OLD_HOME, role, 1)).toBe(true);
      expect(retirement.isRetired(NEW_HOME, role, 1)).toBe(true);
    }
    expect(retirement.isRetired({ shardId: 5, regionId: 0 }, undefined, 1)).toBe(false);
  });

  test("returns with the first assignment of it, to whatever region", () => {
    const retirement = new Retirement();
    retirement.retireShard(4, 0);
    retirement.readmit(NEW_HOME);
    expect(retirement.isRetired(OLD_HOME, "follower", 1)).toBe(false);
  });
});

describe("a region that was removed", () => {
  test("is retired with every shard in it, whatever role they report", () => {
    const retirement = new Retirement();
    retirement.retireRegion(0, 0);
    for (const role of [undefined, "leader", "follower"] as const) {
      expect(retirement.isRetired({ shardId: 9, regionId: 0 }, role, 1)).toBe(true);
    }
    expect(retirement.isRetired(NEW_HOME, undefined, 1)).toBe(false);
  });

  test("returns with the first assignment to it", () => {
    const retirement = new Retirement();
    retirement.retireRegion(0, 0);
    retirement.readmit({ shardId: 1, regionId: 0 });
    expect(retirement.isRetired({ shardId: 9, regionId: 0 }, undefined, 1)).toBe(false);
  });
});

describe("forgetting", () => {
  test.each<[string, (retirement: Retirement) => void]>([
    [
      "moved replica",
      (retirement) => {
        retirement.retireMoved(OLD_HOME, 0);
      },
    ],
    [
      "removed shard",
      (retirement) => {
        retirement.retireShard(4, 0);
      },
    ],
    [
      "removed region",
      (retirement) => {
        retirement.retireRegion(0, 0);
      },
    ],
  ])("a %s that keeps talking is never forgotten; silent for longer than the limit, it is", (_, retire) => {
    const retirement = new Retirement();
    retire(retirement);
    for (let livedMs = 900; livedMs <= 9_000; livedMs += 900) {
      retirement.forgetSilent(livedMs, 1_000);
      expect(retirement.isRetired(OLD_HOME, undefined, livedMs)).toBe(true);
    }
    retirement.forgetSilent(10_000, 1_000);
    expect(retirement.isRetired(OLD_HOME, undefined, 10_000)).toBe(true);
    retirement.forgetSilent(11_001, 1_000);
    expect(retirement.isRetired(OLD_HOME, undefined, 11_001)).toBe(false);
  });
});

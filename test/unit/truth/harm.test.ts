import { Harm } from "../../../truth/faults/harm";
import { Random } from "../../../truth/world/random";
import { World } from "../../../truth/world/world";

interface Case {
  readonly begin: (harm: Harm) => void;
  readonly end: (harm: Harm) => void;
  readonly isInOrder: () => boolean;
}

const shape = { regions: 3, shardsPerRegion: 2, fields: "all" } as const;
const world = new World({
  shape,
  random: new Random(1),
  lengthMs: 60_000,
  exporters: 1,
  offlineAfterMs: 30_000,
});
const replicas = world.cluster.inRegion(1);
const links = world.cluster.links[0]?.slice(1) ?? [];

describe("what two causes put out of order", () => {
  test.each([
    [
      "replicas that are killed",
      {
        begin: (harm) => {
          harm.kill(replicas);
        },
        end: (harm) => {
          harm.revive(replicas);
        },
        isInOrder: () => replicas.every(({ isAlive }) => isAlive),
      },
    ],
    [
      "followers that are stalled",
      {
        begin: (harm) => {
          harm.mark(replicas, "isStalled");
        },
        end: (harm) => {
          harm.unmark(replicas, "isStalled");
        },
        isInOrder: () => replicas.every(({ isStalled }) => !isStalled),
      },
    ],
    [
      "links that are down",
      {
        begin: (harm) => {
          harm.breakLinks(links);
        },
        end: (harm) => {
          harm.mendLinks(links);
        },
        isInOrder: () => links.every(({ isUp }) => isUp),
      },
    ],
  ] as [string, Case][])("%s: is in order when both have ended", (_, { begin, end, isInOrder }) => {
    const first = new Harm(world);
    const second = new Harm(world);
    expect(isInOrder()).toBe(true);
    for (const harm of [first, second, first]) begin(harm);

    end(first);
    expect(isInOrder()).toBe(false);
    end(second);
    expect(isInOrder()).toBe(true);
  });
});

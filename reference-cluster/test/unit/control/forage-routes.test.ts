import {
  browseTasksAnswer,
  discoveryHeartbeatAnswer,
  feedAnswer,
  signalAnswer,
} from "../../../control/forage-routes";
import type { ControlAnswer } from "../../../control/control-answer";
import { simulatedClusters } from "../../support/simulated-cluster";

const start = simulatedClusters();

interface Feed {
  readonly region: string;
  readonly items: readonly {
    readonly entity_id: string;
    readonly label: string;
    readonly source: string;
    readonly topic: string;
  }[];
}

interface Tasks {
  readonly tasks: readonly {
    readonly answers: number;
    readonly region: string;
    readonly source: string;
    readonly agent: string | null;
  }[];
}

/** Ids have more digits than a number holds, so they are read as texts. */
function bodyOf({ body }: ControlAnswer): unknown {
  if (typeof body !== "string") throw new Error("expected an answer that is not streamed");
  return JSON.parse(body.replaceAll(/: (\d{16,})/g, ': "$1"'));
}

describe("Forage by hand", () => {
  test("shows a user items; what the user skips is written like any signal and does not come back", async () => {
    const simulated = start();
    await simulated.live(3);
    const { cluster } = simulated;
    const feed = bodyOf(feedAnswer(cluster, { user: "9001", limit: "5", region: "eu-west" })) as Feed;
    expect(feed).toMatchObject({ user_id: 9001, region: "eu-west" });
    expect(feed.items).toHaveLength(5);
    for (const { label, source, topic } of feed.items) {
      expect(["match", "exploring"]).toContain(label);
      expect(["popular", "fresh", "similar", "afar"]).toContain(source);
      expect(topic).toMatch(/^[a-z]+$/);
    }
    const entity = feed.items[0]?.entity_id ?? "";
    const written = bodyOf(
      signalAnswer(cluster, { user: "9001", entity, type: "skip", region: "eu-west" }),
    ) as { readonly shard_id: number; readonly seqno: number };
    expect(cluster.fleet.leader(written.shard_id)?.store.state.appliedSeqno).toBe(BigInt(written.seqno));
    for (let asked = 0; asked < 50; asked += 1) {
      const { items } = bodyOf(
        feedAnswer(cluster, { user: "9001", limit: "100", region: "eu-west" }),
      ) as Feed;
      expect(items.map(({ entity_id }) => entity_id)).not.toContain(entity);
    }
  });

  test("shows nobody what they have hidden", async () => {
    const simulated = start();
    await simulated.live(1);
    const { cluster } = simulated;
    const bridge = cluster.sessions.running(0);
    const [first] = (bodyOf(feedAnswer(cluster, { user: "9002" })) as Feed).items;
    const itemId = BigInt(first?.entity_id ?? "0");
    const request = {
      sessionId: 10_000n,
      ssn: 1n,
      word: "mute",
      subject: { userId: 9002n, itemId },
    } as const;
    expect(bridge?.submit(request).result).toBe("applied");
    for (let asked = 0; asked < 50; asked += 1) {
      const { items } = bodyOf(feedAnswer(cluster, { user: "9002", limit: "100" })) as Feed;
      expect(items.map(({ entity_id }) => entity_id)).not.toContain(String(itemId));
    }
  });

  test("names what it would like to know more about, the least known first", async () => {
    const simulated = start();
    await simulated.live(5);
    const { tasks } = bodyOf(browseTasksAnswer(simulated.cluster, { region: "us-east" })) as Tasks;
    const answers = tasks.map((task) => task.answers);
    expect(answers).toHaveLength(4);
    expect(answers).toEqual([...answers].sort((a, b) => a - b));
    expect((bodyOf(browseTasksAnswer(simulated.cluster, {})) as Tasks).tasks).toHaveLength(12);
  });

  test("gives a task to the agent whose heartbeat names it first, until that one is silent for half a minute", async () => {
    const simulated = start();
    await simulated.live(1);
    const { cluster } = simulated;
    const beat = (agent: string, source = "afar"): number =>
      discoveryHeartbeatAnswer(cluster, { agent, source, region: "eu-west" }).status;
    const onTasks = (): readonly unknown[] => {
      const { tasks } = bodyOf(browseTasksAnswer(cluster, {})) as Tasks;
      return tasks.flatMap(({ region, source, agent }) => (agent === null ? [] : [[region, source, agent]]));
    };
    expect([beat("crawler-1"), beat("crawler-2"), beat("crawler-2", "fresh")]).toEqual([201, 409, 201]);
    expect(onTasks()).toEqual(
      expect.arrayContaining([
        ["eu-west", "afar", "crawler-1"],
        ["eu-west", "fresh", "crawler-2"],
      ]),
    );
    await simulated.live(29);
    expect([beat("crawler-1"), beat("crawler-2")]).toEqual([200, 409]);
    await simulated.live(1);
    expect(onTasks()).toEqual([["eu-west", "afar", "crawler-1"]]);
    await simulated.live(29);
    expect(beat("crawler-2")).toBe(201);
    expect(onTasks()).toEqual([["eu-west", "afar", "crawler-2"]]);
  });

  test.each([
    [{}, 'agent: expected a name of 1 to 64 letters, digits, dots, dashes and underscores, got ""'],
    [{ agent: "a b" }, 'got "a b"'],
    [{ agent: "a".repeat(65) }, "agent: expected"],
    [{ agent: "a" }, 'source: expected one of popular, fresh, similar, afar, got ""'],
    [{ agent: "a", source: "afar", region: "mars" }, "region: expected one of the regions"],
    [{ agent: "a", source: "afar", task: "1" }, "task: expected one of agent, source, region"],
  ])("refuses the heartbeat %j of an agent with a sentence", (query, message) => {
    const answer = discoveryHeartbeatAnswer(start().cluster, query);
    expect([answer.status, bodyOf(answer)]).toMatchObject([
      400,
      { detail: expect.stringContaining(message) as string },
    ]);
  });

  test("says what is wrong with a request", async () => {
    const simulated = start();
    await simulated.live(1);
    const { cluster } = simulated;
    const detailOf = (answer: ControlAnswer): string =>
      (bodyOf(answer) as { readonly detail: string }).detail;
    expect(detailOf(feedAnswer(cluster, {}))).toBe('user: expected a number from 1 to 16777215, got ""');
    expect(detailOf(feedAnswer(cluster, { user: "1", limit: "101" }))).toContain(
      "limit: expected a number from 1 to 100",
    );
    expect(detailOf(feedAnswer(cluster, { user: "1", region: "mars" }))).toContain(
      "region: expected one of the regions",
    );
    expect(detailOf(feedAnswer(cluster, { user: "1", count: "3" }))).toBe(
      "count: expected one of user, limit, region",
    );
    const signal = { user: "1", entity: "12", type: "view" };
    expect(detailOf(signalAnswer(cluster, signal))).toMatch(
      /^entity: expected one of the \d+ entities of region us-east/,
    );
    expect(detailOf(signalAnswer(cluster, { ...signal, type: "like" }))).toContain(
      "type: expected one of view, dwell",
    );
    expect(detailOf(signalAnswer(cluster, { ...signal, weight: "-1" }))).toContain(
      "weight: expected a number from 0",
    );
    await simulated.fault("kill-region", { region: "us-east" });
    expect(feedAnswer(cluster, { user: "1" }).status).toBe(503);
    const { upper, lower } = cluster.workload.engine(0)?.items ?? {};
    const entity = String((BigInt(upper?.[0] ?? 0) << 32n) | BigInt(lower?.[0] ?? 0));
    expect(detailOf(signalAnswer(cluster, { ...signal, entity }))).toContain("its leader is down");
  });
});

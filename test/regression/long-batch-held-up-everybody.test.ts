import { printJson } from "../../src/wire/json/json";
import { send } from "../support/http/http-client";
import { startHttp } from "../support/http/http-fixture";

/** As many as one request may have by default, none of them spelled as the fast scanner knows it. */
const HEARTBEATS = 10_000;

/**
 * A batch was read and recorded in one go: with ten thousand heartbeats, nobody else was answered for a third of a second.
 */
test("others get their turn while a long batch is taken in", async () => {
  const http = await startHttp({
    services: ({ limits }) => ({
      limits: { ...limits, maxBatch: HEARTBEATS, maxBodyBytes: 16 * 1024 * 1024 },
    }),
  });
  let inThisTurn = 0;
  let mostInOneTurn = 0;
  let turns: NodeJS.Immediate | undefined;
  const turn = (): void => {
    inThisTurn = 0;
    turns = setImmediate(turn);
  };
  const record = http.controlPlane.recordHeartbeat.bind(http.controlPlane);
  http.controlPlane.recordHeartbeat = (...heartbeat) => {
    inThisTurn += 1;
    mostInOneTurn = Math.max(mostInOneTurn, inThisTurn);
    return record(...heartbeat);
  };
  try {
    const beats = Array.from({ length: HEARTBEATS }, (_, shardId) =>
      http.heartbeat({ shard_id: shardId, role: null }),
    );
    turn();
    const answer = await send(http.port, {
      method: "POST",
      path: "/api/v1/heartbeats",
      headers: { "content-type": "application/json" },
      body: printJson(beats),
    });
    expect(answer.json()).toMatchObject({ accepted: HEARTBEATS, rejected_count: 0 });
    // A few hundred on a fast machine, at five microseconds each.
    expect(mostInOneTurn).toBeLessThan(HEARTBEATS / 5);
  } finally {
    if (turns) clearImmediate(turns);
    await http.close();
  }
});

import { pino } from "pino";
import type { HeartbeatAnswer, TopologyAnswer } from "../../../heartbeats/exporter-client";
import { SeveralExporters } from "../../../heartbeats/several-exporters";
import { FakeExporter } from "../../support/fake-exporter";

const REPORT: HeartbeatAnswer = { ok: true, accepted: 0, stale: 0, retired: 0, rejected: 0 };

/** An exporter that takes what is sent to it, and answers when it is told to. */
class SlowExporter extends FakeExporter {
  #answer: (answer: HeartbeatAnswer) => void = () => undefined;

  override postHeartbeats(body: string): Promise<HeartbeatAnswer> {
    this.bodies.push(body);
    return new Promise((resolve) => (this.#answer = resolve));
  }

  answer(answer: HeartbeatAnswer): void {
    this.#answer(answer);
  }
}

let said: string[];

function several(clients: readonly FakeExporter[]): SeveralExporters {
  said = [];
  const log = pino(
    { base: null },
    {
      write(line: string): void {
        const { msg, exporter } = JSON.parse(line) as { msg: string; exporter: string };
        said.push(`${exporter}: ${msg}`);
      },
    },
  );
  return new SeveralExporters(
    clients.map((client, index) => ({ name: `exporter ${index}`, client })),
    log,
  );
}

function post(exporters: SeveralExporters): Promise<HeartbeatAnswer> {
  return exporters.postHeartbeats("[]", "application/json");
}

/** Lets everything happen that waits for nothing but its turn. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe("Several exporters", () => {
  test("all get the same heartbeats", async () => {
    const [first, second] = [new FakeExporter(), new FakeExporter()];

    expect(await post(several([first, second]))).toEqual(REPORT);
    expect([first.bodies, second.bodies]).toEqual([["[]"], ["[]"]]);
  });

  test("one that does not answer holds up neither the others nor the next beat", async () => {
    const [silent, well] = [new SlowExporter(), new FakeExporter()];
    const exporters = several([silent, well]);

    expect([await post(exporters), await post(exporters)]).toEqual([REPORT, REPORT]);
    expect([silent.bodies.length, well.bodies.length]).toEqual([2, 2]);
  });

  test("one that fails is told once, and once more when it takes heartbeats again", async () => {
    const [away, well] = [new FakeExporter(), new FakeExporter()];
    const exporters = several([away, well]);
    away.failure = { ok: false, message: "refused" };
    await post(exporters);
    await post(exporters);
    await settle();
    expect(said).toEqual(["exporter 0: an exporter does not take heartbeats; the others get theirs"]);

    away.failure = undefined;
    await post(exporters);
    await settle();
    expect(said.slice(1)).toEqual(["exporter 0: an exporter takes heartbeats again"]);
  });

  test("the heartbeat failed when none took it, with the reason of each in whatever order they came", async () => {
    const [slow, quick] = [new SlowExporter(), new FakeExporter()];
    quick.failure = { ok: false, message: "b is away" };
    const answer = post(several([slow, quick]));
    await settle();
    slow.answer({ ok: false, message: "a is away" });

    expect(await answer).toEqual({ ok: false, message: "a is away; b is away" });
  });

  const UPDATED: TopologyAnswer = { result: "updated" };
  const KEPT: TopologyAnswer = { result: "kept in configuration", message: "kept" };
  const FAILED: TopologyAnswer = { result: "failed", message: "away" };
  test.each([
    [UPDATED, UPDATED, UPDATED],
    [UPDATED, KEPT, KEPT],
    [KEPT, FAILED, FAILED],
  ])("a move that is %j to one and %j to the other is %j", async (one, other, answer) => {
    const clients = [new FakeExporter(), new FakeExporter()];
    for (const [index, client] of clients.entries()) client.topologyAnswer = index === 0 ? one : other;

    expect(await several(clients).putShard(3, 1)).toEqual(answer);
    expect(clients.map(({ moves }) => moves)).toEqual([[[3, 1]], [[3, 1]]]);
  });

  test("all are closed, and what that ends is no news", async () => {
    const [slow, well] = [new SlowExporter(), new FakeExporter()];
    const exporters = several([slow, well]);
    await post(exporters);
    exporters.close();
    slow.answer({ ok: false, message: "the cluster is stopping" });
    await settle();

    expect([slow.closed, well.closed, said]).toEqual([true, true, []]);
  });
});

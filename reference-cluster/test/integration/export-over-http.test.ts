import { connect } from "node:net";
import type { Socket } from "node:net";
import { pino } from "pino";
import { controlRoutes } from "../../control/control-routes";
import type { ControlRoute } from "../../control/control-routes";
import { ControlServer } from "../../control/control-server";
import type { StreamedBody } from "../../control/control-answer";
import { printExport } from "../../export-command";
import { eventually } from "../../../test/support/programs/eventually";
import { simulatedClusters } from "../support/simulated-cluster";
import type { SimulatedCluster } from "../support/simulated-cluster";

const DEADLINE_MS = 20_000;

const start = simulatedClusters();
const servers: ControlServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(routes: readonly ControlRoute[], stallMs?: number): Promise<URL> {
  const server = new ControlServer(routes, pino({ level: "silent" }), stallMs);
  servers.push(server);
  return await server.listen({ host: "127.0.0.1", port: 0 });
}

async function serveCluster({ cluster, faults, operations }: SimulatedCluster): Promise<URL> {
  return await serve(controlRoutes(cluster, faults, operations));
}

/** What a program's standard output was given. */
class Printed {
  text = "";
  readonly failure = undefined;

  write(text: string): void {
    this.text += text;
  }

  async settled(): Promise<void> {
    await Promise.resolve();
  }
}

describe("signals over HTTP", () => {
  test("are those of all shards, as many as were acknowledged, by a request and by the command", async () => {
    const simulated = start({ workload: { signalsPerSecond: 600, entityCount: 3_000, seed: 1 } });
    await simulated.live(5);
    const url = await serveCluster(simulated);
    const response = await fetch(new URL("/export?since=0", url));
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/x-ndjson");
    expect(response.headers.get("export-as-of")).toMatch(/^0=\d+,1=\d+,2=\d+,3=\d+,4=\d+,5=\d+$/);
    expect(response.headers.get("export-beside-the-log")).toBe("0");
    const { written } = simulated.cluster.workload;
    expect(written).toBeGreaterThan(1_000);
    expect(text.split("\n")).toHaveLength(written + 1);
    const printed = new Printed();
    await printExport({ controlUrl: url, since: "0" }, printed);
    expect(printed.text).toBe(text);
    expect(simulated.cluster.exports.active).toBe(0);
  });

  test("are refused with a reason that says what to do", async () => {
    const simulated = start();
    await simulated.live(1);
    const url = await serveCluster(simulated);
    const statusOf = async (path: string): Promise<number> => (await fetch(new URL(path, url))).status;
    await expect(printExport({ controlUrl: url, type: "view" }, new Printed())).rejects.toThrow(
      "since, until: expected at least one of them",
    );
    expect(await statusOf("/export?since=9&until=3")).toBe(400);
    const head = await fetch(new URL("/export?since=0", url), { method: "HEAD" });
    expect([head.status, simulated.cluster.exports.active]).toEqual([200, 0]);
    const query = { sinceNs: 0n, isPartialAllowed: false };
    const four = await Promise.all(
      [1, 2, 3, 4].map(async () => await simulated.cluster.exports.begin(query)),
    );
    expect(await statusOf("/export?since=0")).toBe(503);
    for (const one of four) if (one.ok) one.value.close();
    await simulated.fault("kill-shard", { shard: "2", region: "eu-west" });
    await expect(printExport({ controlUrl: url, since: "0" }, new Printed())).rejects.toThrow(
      "shard 2: its leader is down; ask again later",
    );
  });

  test("are gone once the log was removed: 410, and since when there are any", async () => {
    const simulated = start({ workload: { signalsPerSecond: 6_000, entityCount: 3_000, seed: 1 } });
    await simulated.live(20);
    const url = await serveCluster(simulated);
    const response = await fetch(new URL("/export?since=0", url));
    expect(response.status).toBe(410);
    const since = /since=(\d+)/.exec(await response.text())?.[1] ?? "";
    expect((await fetch(new URL(`/export?since=1s`, url))).status).toBe(200);
    expect(BigInt(since)).toBeGreaterThan(simulated.scheduler.wallNs() - 20_000_000_000n);
    expect((await fetch(new URL("/export?since=0&partial=allow", url))).status).toBe(200);
  });

  test("come from no other program, which is said", async () => {
    const url = await serve([]);
    await expect(printExport({ controlUrl: url, since: "0" }, new Printed())).rejects.toThrow(
      "expected one of",
    );
    await servers.pop()?.close();
    await expect(printExport({ controlUrl: url, since: "0" }, new Printed())).rejects.toThrow(
      `no reference cluster answers at ${url.origin}`,
    );
  });
});

/** A body without an end, which counts how often it was asked and closed. */
class Endless implements StreamedBody {
  asked = 0;
  closed = 0;

  next(): string {
    this.asked += 1;
    return "x".repeat(16_384);
  }

  close(): void {
    this.closed += 1;
  }
}

async function serveBody(body: StreamedBody, stallMs?: number): Promise<URL> {
  const answer = () => ({ status: 200, contentType: "text/plain", body });
  return await serve([{ method: "GET", path: "/body", answer }], stallMs);
}

async function unread(url: URL): Promise<Socket> {
  const socket = connect(Number(url.port), url.hostname);
  socket.on("error", () => undefined);
  socket.pause();
  socket.write(`GET /body HTTP/1.1\r\nhost: ${url.host}\r\n\r\n`);
  return Promise.resolve(socket);
}

describe("a reader of a long answer", () => {
  test("that takes nothing makes it wait, and one that leaves ends it", async () => {
    const body = new Endless();
    const url = await serveBody(body);
    const socket = await unread(url);
    await eventually("the body is asked for", DEADLINE_MS, () => body.asked > 0 || undefined);
    // Another request is answered meanwhile, and what waits is what the two sockets hold: some megabytes at the most.
    expect((await fetch(new URL("/nothing", url))).status).toBe(404);
    socket.destroy();
    await eventually("the body is closed", DEADLINE_MS, () => body.closed > 0 || undefined);
    expect(body.closed).toBe(1);
    expect(body.asked).toBeLessThan(4_000);
  });

  test("that takes nothing for too long is disconnected", async () => {
    const body = new Endless();
    const socket = await unread(await serveBody(body, 100));
    await eventually("the body is closed", DEADLINE_MS, () => body.closed > 0 || undefined);
    socket.destroy();
  });

  test("is told by a broken connection that the answer is not whole", async () => {
    const closed = jest.fn();
    let pieces = 0;
    const url = await serveBody({
      next: () => {
        pieces += 1;
        if (pieces > 2) throw new Error("the log is gone");
        return "line\n";
      },
      close: closed,
    });
    const text = fetch(new URL("/body", url)).then(async (response) => await response.text());
    await expect(text).rejects.toThrow();
    expect(closed).toHaveBeenCalledTimes(1);
  });
});

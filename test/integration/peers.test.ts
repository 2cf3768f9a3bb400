import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { createLogger } from "../../src/app/logging/logger";
import { systemClock } from "../../src/app/cluster/system-clock";
import { parseConfig } from "../../src/config/parse";
import { PeerPoller } from "../../src/sources/peer-poller";
import { RunningExporter } from "../support/app/running-exporter";
import { eventually } from "../support/programs/eventually";
import { wallNs } from "../support/programs/wall-ns";
import { answersWith, healthDocument, healthy, HealthServer } from "../support/sources/health-server";
import type { Answering } from "../support/sources/health-server";

const DEADLINE_MS = 20_000;

jest.setTimeout(4 * DEADLINE_MS);

const REGIONS =
  "cluster: { name: prod, regions: { 0: us-east, 1: eu-west } }\nhealth: { offline_after: 2s }\n";

describe("two exporters that ask each other", () => {
  let here: RunningExporter;
  let there: RunningExporter;

  beforeEach(async () => {
    there = await RunningExporter.start(REGIONS);
    here = await RunningExporter.start(
      `${REGIONS}peers: [ { name: there, url: "${there.url}/health.json", interval: 500ms, timeout: 400ms } ]\n`,
    );
  });

  afterEach(async () => {
    await here.remove();
    await there.remove();
  });

  test("show where they disagree until they agree, and that one is gone", async () => {
    /** Waits until something holds, while both hear eu-west and these hear us-east. */
    const once = (
      what: string,
      hearUsEast: readonly RunningExporter[],
      holds: () => Promise<boolean>,
    ): Promise<true> =>
      eventually(what, DEADLINE_MS, async () => {
        for (const exporter of hearUsEast) await exporter.heartbeat({ shard_id: 0, region_id: 0 });
        for (const exporter of [here, there]) await exporter.heartbeat({ shard_id: 1, region_id: 1 });
        return (await holds()) ? true : undefined;
      });
    const lines =
      (...wanted: readonly string[]) =>
      async (): Promise<boolean> => {
        const all = await here.metrics("tidaldb_");
        return wanted.every((line) => all.includes(line));
      };
    await here.heartbeat({ shard_id: 0, region_id: 0 });
    await once(
      "what the peer says is shown",
      [there],
      lines('tidaldb_peer_region_health{peer="there",region="us-east",state="healthy"} 1'),
    );
    await once(
      "they disagree on us-east alone",
      [there],
      lines(
        'tidaldb_exporter_disagreement{region="us-east"} 1',
        'tidaldb_exporter_disagreement{region="eu-west"} 0',
      ),
    );
    // On a busy machine the peer may be too late with an answer, and then says nothing for a moment.
    await once("the page shows it", [there], async () =>
      (await here.text("/")).includes("us-east is Healthy there, Offline here"),
    );
    await once(
      "they agree",
      [here, there],
      lines(
        'tidaldb_peer_region_health{peer="there",region="us-east",state="healthy"} 1',
        'tidaldb_exporter_disagreement{region="us-east"} 0',
      ),
    );
    await there.stop();
    await eventually("the peer is down", DEADLINE_MS, async () =>
      (await here.text("/metrics")).includes('tidaldb_exporter_peers{state="down"} 1') ? true : undefined,
    );
    // Who does not answer does not disagree.
    expect((await here.metrics("tidaldb_exporter_disagreement")).join("")).not.toMatch(/ [^0]/);
    expect(here.messages).toContainEqual(expect.stringContaining("peer does not tell what it sees"));
  });

  test("a reload takes a peer away, and its series with it", async () => {
    await here.configure(REGIONS);
    await here.request("/-/reload", { method: "POST" });
    expect(await here.metrics("tidaldb_peer_")).toEqual([]);
    expect(await here.metrics("tidaldb_exporter_peers")).toEqual([]);
  });
});

describe("a peer that is not what it should be", () => {
  let folder: string;
  let server: HealthServer | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "tidaldb-peers-test-"));
  });

  afterEach(async () => {
    await server?.stop();
    server = undefined;
    await rm(folder, { recursive: true, force: true });
  });

  async function pollerOf(answering: Answering, more = "", timeout = "30s"): Promise<PeerPoller> {
    server = await HealthServer.start(answering);
    const text = `peers: [ { name: b, url: "${server.url()}", interval: 1m, timeout: ${timeout}, max_body: 64KiB${more} } ]`;
    const parsed = parseConfig(text, join(folder, "config.yml"));
    if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join("; "));
    const [config] = parsed.value.peers;
    if (!config) throw new Error("there is no peer");
    return new PeerPoller(config, {
      logger: createLogger("debug", "json", { write: () => undefined }),
      clock: systemClock(),
      random: () => 0.5,
      nextTurn: () => nextTurn(),
      userAgent: "tidaldb-exporter/test",
    });
  }

  test.each<[string, Answering, RegExp, timeout?: string]>([
    [
      "redirects",
      (_, response) => response.writeHead(302, { location: "http://127.0.0.1:1/" }).end(),
      /a redirect/,
    ],
    ["is refused", (_, response) => response.writeHead(401).end(), /answered 401/],
    ["hangs", () => undefined, /no whole answer within 500 ms/, "500ms"],
    ["answers with something else", answersWith(() => "<html>"), /no ClusterHealth/],
    ["answers with too much", answersWith(() => " ".repeat(65_537)), /larger than max_body/],
    [
      "has a state that nobody knows",
      answersWith(() => healthDocument({ snapshotNs: wallNs(), shards: [], regions: { 0: "Great" } })),
      /regions/,
    ],
  ])(
    "one that %s is down, with the reason, and says nothing",
    async (_, answering, problem, timeout = "30s") => {
      const poller = await pollerOf(answering, "", timeout);
      await poller.poll();
      expect(poller.reading).toMatchObject({ isUp: false, regions: new Map(), lastSuccessNs: undefined });
      expect(poller.reading.problem).toMatch(problem);
    },
  );

  test("an answer that is the one from before is no answer, and what it said is not shown any more", async () => {
    const snapshotNs = wallNs();
    const document = healthDocument({ snapshotNs, shards: [], regions: { 0: "Offline" } });
    const poller = await pollerOf(answersWith(() => document));
    await poller.poll();
    expect(poller.reading.regions).toEqual(new Map([[0, "Offline"]]));
    await poller.poll();
    expect(poller.reading).toMatchObject({ isUp: false, regions: new Map() });
  });

  test("one that comes back is up again; replicas are not asked for, and the token is sent", async () => {
    await writeFile(join(folder, "token"), "s3cret\n");
    const poller = await pollerOf(
      (_, response) => response.writeHead(503).end(),
      ", authorization: { credentials_file: token }",
    );
    await poller.poll();
    if (server) server.answering = healthy([0, 0]);
    await poller.poll();
    expect(poller.reading).toMatchObject({
      isUp: true,
      problem: undefined,
      regions: new Map([[0, "Healthy"]]),
    });
    const request = server?.requests.at(-1);
    expect(request?.url).toMatch(/\?shards=false$/);
    expect(request?.headers.authorization).toBe("Bearer s3cret");
  });

  test("one that is stopped asks no more", async () => {
    const poller = await pollerOf(() => undefined);
    poller.start();
    await poller.stop();
    expect(poller.reading.problem).toBe("it has not answered yet");
  });
});

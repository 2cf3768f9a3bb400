import { describeWithProgram } from "../support/programs/describe-with-program";
import { eventually } from "../support/programs/eventually";
import { NatsControlPlanes } from "../support/programs/nats-control-planes";
import type { NatsExporter } from "../support/programs/nats-exporter";
import { NatsServers } from "../support/programs/nats-servers";
import { SteadyUse } from "../support/programs/steady-use";
import { TcpRelay } from "../support/programs/tcp-relay";

const REACHABLE = "tidaldb_exporter_store_reachable";
/** Until a connection on which nothing comes is given up, and a look has found nobody. */
const NOTICE_MS = 12_000;
const STEP_TIMEOUT_MS = 60_000;

describeWithProgram("nats-server", "A control plane that is cut off from NATS, and one that is not", () => {
  let servers: NatsServers;
  let relay: TcpRelay;
  let planes: NatsControlPlanes;
  let use: SteadyUse;

  beforeAll(async () => {
    servers = await NatsServers.start();
    const [url = ""] = servers.urls;
    relay = await TcpRelay.start(Number(new URL(url).port));
    const config = (server: string): object => ({
      nats: { servers: [server], heartbeats: true },
      storage: { kind: "nats", path: "copy.json", replicas: 1 },
    });
    planes = await NatsControlPlanes.start([config(`nats://127.0.0.1:${relay.port}`), config(url)]);
    const [, there] = planes.exporters as readonly [NatsExporter, NatsExporter];
    await planes.put(there, 1, 0);
    await planes.everybodyKnows(1, 0);
    use = new SteadyUse(planes.exporters, [{ shardId: 1, regionId: 0, to: planes.exporters }]);
    await planes.everywhere('tidaldb_region_health{region="0",state="healthy"}', 1);
  }, STEP_TIMEOUT_MS);

  afterAll(async () => {
    await use.stop();
    await planes.stop();
    await relay.stop();
    await servers.stop();
  });

  test.each([
    {
      how: "its connections break",
      cut: (): void => {
        relay.close();
      },
      home: 10,
    },
    {
      how: "nothing comes through any more, without a word",
      cut: (): void => {
        relay.silence();
      },
      home: 20,
    },
  ])(
    "$how: it goes on but for changes, which it refuses with the reason; joined again, it catches up",
    async ({ cut, home }) => {
      const [away, there] = planes.exporters as readonly [NatsExporter, NatsExporter];
      const before = await planes.transitions("0");
      cut();

      // The first may wait for an answer that does not come; those after it know better.
      expect((await planes.put(away, 2, home)).status).toBe(503);
      await eventually("the cut is noticed", NOTICE_MS, async () =>
        (await away.metrics()).get(REACHABLE) === 0 ? true : undefined,
      );
      const { status, text } = await planes.put(away, 2, home + 1);
      expect(status).toBe(503);
      expect(text).toMatch(/the bucket tidaldb of NATS at .* cannot be reached: .*nothing was changed/);
      expect((await planes.put(there, 2, home + 2)).status).toBeLessThan(300);
      expect((await planes.put(there, 3, home + 3)).status).toBeLessThan(300);
      expect(await planes.homeAt(away, 3)).not.toBe(home + 3);

      relay.restore();
      await planes.everybodyKnows(2, home + 2);
      await planes.everybodyKnows(3, home + 3);
      await planes.everywhere(REACHABLE, 1);
      await planes.everywhere("tidaldb_exporter_nats_connected", 1);
      expect((await planes.put(away, 2, home + 4)).status).toBe(200);
      await planes.everybodyKnows(2, home + 4);
      expect(await planes.transitions("0")).toBe(before);
      expect(use.troubles).toEqual([]);
    },
    STEP_TIMEOUT_MS,
  );
});

import { createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { join } from "node:path";

import { describeWithProgram } from "../support/programs/describe-with-program";
import { eventually } from "../support/programs/eventually";
import { ExporterProcess } from "../support/programs/exporter-process";
import { RunningProgram } from "../support/programs/running-program";
import { buildRustProgram } from "../support/programs/rust-program";

const EXAMPLES = join(__dirname, "..", "..", "examples");
const TOKEN = "token-of-the-senders-0123456789abcdef";
const BUILD_DEADLINE_MS = 180_000;
const START_DEADLINE_MS = 60_000;
const DEADLINE_MS = 30_000;

/** Accepts connections and says nothing; notes who comes and who gives up waiting. */
class SilentServer {
  readonly #server: Server;
  readonly #open = new Set<Socket>();

  private constructor(server: Server, name: string, events: string[]) {
    this.#server = server;
    server.on("connection", (socket) => {
      events.push(`${name} is asked`);
      this.#open.add(socket);
      // What is sent is read: whoever waits, waits for the answer.
      socket.resume();
      socket.on("error", () => undefined);
      socket.on("close", () => {
        events.push(`${name} is given up`);
        this.#open.delete(socket);
      });
    });
  }

  /** Listens on a free port, and adds what happens to `events`. */
  static async start(name: string, events: string[]): Promise<SilentServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new SilentServer(server, name, events);
  }

  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.#open) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

async function exporter(token: string, ...lines: readonly string[]): Promise<ExporterProcess> {
  const config = [
    ...lines,
    "auth: { tokens: [{ name: shards, scopes: [ingest, scrape], file: shards.token }] }",
  ].join("\n");
  const started = await ExporterProcess.start({
    "exporter.yml": config,
    "web.yml": "{}",
    "shards.token": token,
  });
  exporters.push(started);
  return started;
}

/** What an exporter knows of the replica in a region: the fields of its last heartbeat as they are printed. */
async function lastHeartbeat(
  { address }: ExporterProcess,
  regionId: number,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const answer = await fetch(`http://${address}/health.json`, {
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  const { shards } = (await answer.json()) as { shards: Readonly<Record<string, unknown>>[] };
  return shards.find((shard) => shard["region_id"] === regionId);
}

/** Every exporter that was started. */
const exporters: ExporterProcess[] = [];
let well: readonly ExporterProcess[];
let locked: ExporterProcess;
let strict: ExporterProcess;
/** HOST:PORT at which nobody listens. */
let away: string;

beforeAll(async () => {
  const [one, another, ...others] = await Promise.all([
    exporter(TOKEN),
    exporter(TOKEN),
    exporter(`${TOKEN}-another`),
    exporter(TOKEN, "registration: strict"),
  ]);
  well = [one, another];
  [locked, strict] = others;
  const gone = await SilentServer.start("gone", []);
  away = gone.address;
  await gone.stop();
}, START_DEADLINE_MS);

afterAll(async () => {
  await Promise.all(exporters.map((each) => each.stop()));
});

interface Example {
  /** Of the replica that it reports. */
  readonly regionId: number;
  /** What its figures say beside the required fields. */
  readonly says: Readonly<Record<string, unknown>>;
  readonly start: (addresses: readonly string[]) => RunningProgram;
}

/** The tests of a program that posts heartbeats; it is there from the first of them on. */
function postsToSeveral({ regionId, says, start }: Example): void {
  const events: string[] = [];
  let silent: readonly [SilentServer, SilentServer];
  let program: RunningProgram | undefined;

  beforeAll(async () => {
    silent = [await SilentServer.start("the first", events), await SilentServer.start("the last", events)];
    const [first, last] = silent;
    const between = [away, locked.address, strict.address, ...well.map(({ address }) => address)];
    program = start([first.address, ...between, last.address]);
  });

  afterAll(async () => {
    await program?.stop();
    await Promise.all(silent.map((each) => each.stop()));
  });

  test("reaches those that are well", async () => {
    await eventually("both have a heartbeat", DEADLINE_MS, async () => {
      const heartbeats = await Promise.all(well.map((each) => lastHeartbeat(each, regionId)));
      return heartbeats.every((each) => each !== undefined) ? true : undefined;
    });
  });

  test("does not wait for one before it asks the next", async () => {
    await eventually("the first is given up", DEADLINE_MS, () =>
      events.includes("the first is given up") ? true : undefined,
    );
    expect(events.slice(0, events.indexOf("the first is given up"))).toContain("the last is asked");
  });

  test.each(["401", "rejected", "registration"])("says what is wrong where it is: %s", async (word) => {
    await program?.line(new RegExp(word), DEADLINE_MS);
  });

  test("names those that give no answer", async () => {
    for (const address of [silent[0].address, away]) {
      await program?.line(new RegExp(`heartbeats to (http://)?${address}: .`), DEADLINE_MS);
    }
    const complaints = program?.lines.filter((line) => well.some(({ address }) => line.includes(address)));
    expect(complaints).toEqual([]);
  });

  test("goes on with the next heartbeat, which is one more of the same boot", async () => {
    const [first] = well as [ExporterProcess];
    const before = await lastHeartbeat(first, regionId);
    const after = await eventually("the second heartbeat", DEADLINE_MS, async () => {
      const heartbeat = await lastHeartbeat(first, regionId);
      return Number(heartbeat?.["heartbeat_seq"]) > 1 ? heartbeat : undefined;
    });
    expect(after).toMatchObject({ ...says, boot_id: before?.["boot_id"] });
    expect(Number(after["boot_id"])).toBeGreaterThan(0);
  });
}

function urls(addresses: readonly string[]): readonly string[] {
  return addresses.map((address) => `http://${address}`);
}

const FOLLOWER = { shard_id: 0, role: "follower", applied_seqno: expect.any(Number) as number };

describeWithProgram("cargo", "The Rust example posts to several exporters", () => {
  let executable: string;

  beforeAll(() => {
    executable = buildRustProgram("examples/rust", "heartbeat-sender");
  }, BUILD_DEADLINE_MS);

  postsToSeveral({
    regionId: 0,
    says: { shard_id: 0, role: "leader", leader_seqno: expect.any(Number) as number },
    start: (addresses) => new RunningProgram(executable, addresses, { INGEST_TOKEN: TOKEN }),
  });
});

describeWithProgram("python3", "The Python example posts to several exporters", () => {
  postsToSeveral({
    regionId: 1,
    says: FOLLOWER,
    start: (addresses) =>
      new RunningProgram("python3", [join(EXAMPLES, "python", "send_heartbeats.py"), ...urls(addresses)], {
        INGEST_TOKEN: TOKEN,
      }),
  });
});

describeWithProgram("curl", "The curl example posts to several exporters", () => {
  postsToSeveral({
    regionId: 2,
    says: FOLLOWER,
    start: (addresses) =>
      new RunningProgram("sh", [join(EXAMPLES, "curl", "send-heartbeats.sh"), ...urls(addresses)], {
        INGEST_TOKEN: TOKEN,
      }),
  });
});

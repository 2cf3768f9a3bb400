import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { parseConfig } from "../../src/config/parse";
import type { SourceConfig } from "../../src/config/sources";
import { createLogger } from "../../src/app/logging/logger";
import { systemClock } from "../../src/app/cluster/system-clock";
import { SourcePoller } from "../../src/sources/source-poller";
import { TestCluster } from "../support/domain/domain-cluster";
import { CertificateAuthority } from "../support/tls/certificate-authority";
import { wallNs } from "../support/programs/wall-ns";
import { answersWith, healthDocument, healthy, HealthServer } from "../support/sources/health-server";
import type { Answering } from "../support/sources/health-server";

let folder: string;
let server: HealthServer | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tidaldb-sources-test-"));
});

afterEach(async () => {
  await server?.stop();
  server = undefined;
  await rm(folder, { recursive: true, force: true });
});

function configOf(text: string): SourceConfig {
  const parsed = parseConfig(`sources: [ { name: leader, ${text} } ]`, join(folder, "config.yml"));
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join("; "));
  const [source] = parsed.value.sources;
  if (!source) throw new Error("expected a source");
  return source;
}

interface Polled {
  readonly cluster: TestCluster;
  readonly poller: SourcePoller;
  readonly log: string[];
}

function pollerOf(config: SourceConfig): Polled {
  const cluster = new TestCluster();
  cluster.time.set({ wallNs: wallNs() });
  cluster.controlPlane.sources.configure([{ name: "leader", patienceMs: 0 }]);
  const log: string[] = [];
  const poller = new SourcePoller(config, {
    evidence: cluster.controlPlane.sources,
    logger: createLogger("debug", "json", { write: (line) => log.push(line) }),
    clock: systemClock(),
    random: () => 0.5,
    nextTurn: () => nextTurn(),
    userAgent: "tidaldb-exporter/test",
  });
  return { cluster, poller, log };
}

/** Why the one poll of a source gave no evidence; "" when it did. */
async function outcome(config: SourceConfig): Promise<string> {
  const { poller } = pollerOf(config);
  await poller.poll();
  const { errors, isUp } = poller.tally.reading(String);
  const counted = Object.entries(errors).filter(([, count]) => count > 0);
  return isUp ? "" : counted.map(([error]) => error).join();
}

describe("a poll", () => {
  test("takes in every bit of a document that tidalDB prints", async () => {
    const heartbeatNs = wallNs();
    server = await HealthServer.start(
      answersWith(() =>
        healthDocument({
          snapshotNs: wallNs(),
          shards: [
            { shard: 3, region: 1, heartbeatNs, lag: { "0": 7 } },
            { shard: 3, region: 0, heartbeatNs: 0n },
          ],
          regions: { "1": "Degraded" },
        }),
      ),
    );
    const { cluster, poller } = pollerOf(configOf(`url: "${server.url()}"`));
    await poller.poll();
    expect(cluster.replica(3, 1)?.stats).toMatchObject({
      entityCount: 9007199254740993n,
      lastHeartbeatNs: heartbeatNs,
      replicationLag: new Map([[0, 7n]]),
    });
    expect(cluster.replica(3, 0)?.stats).toBeUndefined();
    expect(poller.tally.reading((id) => `region ${id}`)).toMatchObject({
      isUp: true,
      heartbeats: { accepted: 1, unheard: 1 },
      regions: [{ regionName: "region 1", state: "Degraded" }],
    });
    const [asked] = server.requests;
    expect(asked?.headers).toMatchObject({ "user-agent": "tidaldb-exporter/test" });
    expect(asked?.headers.authorization).toBeUndefined();
  });

  const shard = { heartbeatNs: 5n };
  const now = (): bigint => wallNs();
  const WRONG: readonly (readonly [name: string, answering: Answering, error: string])[] = [
    ["an empty answer", answersWith(() => ""), "document"],
    ["a page", answersWith(() => "<html>"), "document"],
    ["an array", answersWith(() => "[]"), "document"],
    ["an object without anything", answersWith(() => "{}"), "document"],
    [
      "a document that breaks off",
      answersWith(() => healthDocument({ snapshotNs: now(), shards: [shard] }).slice(0, -9)),
      "document",
    ],
    [
      "something behind the document",
      answersWith(() => `${healthDocument({ snapshotNs: now(), shards: [] })}{}`),
      "document",
    ],
    [
      "a snapshot_ns that is a text",
      answersWith(() => '{"snapshot_ns":"1","shards":[],"regions":{}}'),
      "document",
    ],
    [
      "a snapshot_ns past 64 bits",
      answersWith(() => '{"snapshot_ns":18446744073709551616,"shards":[],"regions":{}}'),
      "document",
    ],
    [
      "shards that are one object",
      answersWith(() => `{"snapshot_ns":${now()},"shards":{},"regions":{}}`),
      "document",
    ],
    [
      "shards that are none of them",
      answersWith(() => `{"snapshot_ns":${now()},"shards":[{"a":1}, 7],"regions":{}}`),
      "document",
    ],
    [
      "a health that there is not",
      answersWith(() => `{"snapshot_ns":${now()},"shards":[],"regions":{"0":"Fine"}}`),
      "document",
    ],
    [
      "a key twice",
      answersWith(() => `{"snapshot_ns":${now()},"snapshot_ns":1,"shards":[],"regions":{}}`),
      "document",
    ],
    [
      "bytes that are no UTF-8",
      (_, response) => response.end(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 1, 0x7d])),
      "document",
    ],
    ["401", (_, response) => response.writeHead(401).end(), "status"],
    ["204", (_, response) => response.writeHead(204).end(), "status"],
    [
      "a redirect",
      (_, response) => response.writeHead(302, { location: "http://169.254.169.254/" }).end(),
      "redirect",
    ],
    [
      "an encoding that nobody asked for",
      (_, response) => response.writeHead(200, { "content-encoding": "br" }).end("x"),
      "encoding",
    ],
    [
      "gzip that is none",
      (_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end("no gzip"),
      "encoding",
    ],
    [
      "a length that is too large",
      (_, response) => response.writeHead(200, { "content-length": 100_000_000 }).write("x"),
      "too_large",
    ],
    [
      "a gzip bomb",
      (_, response) =>
        response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(10_000_000))),
      "too_large",
    ],
    ["nothing", () => undefined, "timeout"],
    [
      "a head and nothing more",
      (_, response) => {
        response.writeHead(200).flushHeaders();
      },
      "timeout",
    ],
    ["no HTTP", (request) => request.socket.end("SSH-2.0-x\r\n\r\n"), "connection"],
    ["a closed connection", (request) => request.socket.destroy(), "connection"],
    [
      "an answer that is cut off",
      (request, response) => {
        response.writeHead(200, { "content-length": 100 }).write("{");
        setImmediate(() => request.socket.destroy());
      },
      "cut_off",
    ],
  ];

  test.each(WRONG)("that is answered with %s gives no evidence", async (_, answering, error) => {
    server = await HealthServer.start(answering);
    // Only what is to run out of time is short of it.
    const timeout = error === "timeout" ? "300ms" : "5s";
    expect(await outcome(configOf(`url: "${server.url()}", timeout: ${timeout}, max_body: 1MiB`))).toBe(
      error,
    );
  });

  test("is refused at its limit, however slowly or fast 100 MB come", async () => {
    const block = Buffer.alloc(1_000_000, " ");
    server = await HealthServer.start((_, response) => {
      let sent = 0;
      const send = (): void => {
        while (sent < 100 && !response.destroyed) {
          sent += 1;
          if (!response.write(block)) {
            response.once("drain", send);
            return;
          }
        }
        response.end();
      };
      send();
    });
    expect(await outcome(configOf(`url: "${server.url()}", max_body: 8MiB`))).toBe("too_large");
  });

  test("has its timeout for the whole body, also where it drips", async () => {
    server = await HealthServer.start((_, response) => {
      const drip = setInterval(() => response.write(" "), 20);
      response.on("close", () => {
        clearInterval(drip);
      });
    });
    expect(await outcome(configOf(`url: "${server.url()}", timeout: 300ms`))).toBe("timeout");
  });

  test("takes gzip, and a byte order mark", async () => {
    server = await HealthServer.start((_, response) => {
      const text = `\uFEFF${healthDocument({ snapshotNs: wallNs(), shards: [{ heartbeatNs: wallNs() }] })}`;
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(text));
    });
    expect(await outcome(configOf(`url: "${server.url()}"`))).toBe("");
  });

  test("keeps the valid entries where others are wrong, and the later of two", async () => {
    const later = wallNs();
    server = await HealthServer.start(
      answersWith(() => {
        const text = healthDocument({
          snapshotNs: wallNs(),
          shards: [{ heartbeatNs: later }, { heartbeatNs: later - 1n }, { shard: 1, heartbeatNs: later }],
        });
        return text.replace('"shards": [', '"shards": [{"shard_id":70000}, null, ');
      }),
    );
    const { cluster, poller } = pollerOf(configOf(`url: "${server.url()}"`));
    await poller.poll();
    expect(cluster.replica(0, 0)?.stats?.lastHeartbeatNs).toBe(later);
    expect(poller.tally.heartbeats).toMatchObject({ accepted: 2, stale: 1, rejected: 2 });
  });

  test("of a source that knows nobody yet is evidence of nobody", async () => {
    server = await HealthServer.start(healthy());
    expect(await outcome(configOf(`url: "${server.url()}"`))).toBe("");
  });

  test("of nobody who listens gives no evidence", async () => {
    server = await HealthServer.start(healthy());
    const url = server.url();
    await server.stop();
    server = undefined;
    expect(await outcome(configOf(`url: "${url}"`))).toBe("connection");
  });
});

describe("the address of a source", () => {
  const CASES = [
    ["localhost", ""],
    ["127.0.0.1", ""],
    // Longer than a name may be, so that no server is asked for it, which may not answer in time.
    [`${"nowhere".repeat(10)}.invalid`, "lookup"],
  ] as const;

  test.each(CASES)("%s: %j", async (host, expected) => {
    server = await HealthServer.start(healthy([0, 0]));
    expect(await outcome(configOf(`url: "${server.url("http", host)}"`))).toBe(expected);
    expect(server.requests).toHaveLength(expected === "" ? 1 : 0);
  });
});

describe("credentials", () => {
  const SCHEMES = [
    ["authorization: { credentials_file: secret }", "Bearer s3cret"],
    ["authorization: { type: Token, credentials_file: secret }", "Token s3cret"],
    ["basic_auth: { username: me, password_file: secret }", `Basic ${btoa("me:s3cret")}`],
  ] as const;

  test.each(SCHEMES)("%s", async (text, header) => {
    await writeFile(join(folder, "secret"), "s3cret\n");
    server = await HealthServer.start(healthy([0, 0]));
    const { poller } = pollerOf(configOf(`url: "${server.url()}", ${text}`));
    await poller.poll();
    await writeFile(join(folder, "secret"), "another\n");
    await poller.poll();
    const [first, second] = server.requests.map(({ headers }) => headers.authorization);
    expect(first).toBe(header);
    expect(second).not.toBe(header);
  });

  test("go nowhere while their file cannot be read, and to nobody that a redirect names", async () => {
    server = await HealthServer.start((_, response) => {
      response.writeHead(307, { location: "/elsewhere" }).end();
    });
    const config = configOf(`url: "${server.url()}", authorization: { credentials_file: secret }`);
    expect(await outcome(config)).toBe("files");
    expect(server.requests).toHaveLength(0);
    await writeFile(join(folder, "secret"), "s3cret");
    expect(await outcome(config)).toBe("redirect");
    expect(server.requests.map(({ url }) => url)).toEqual(["/cluster/health"]);
  });
});

describe("TLS", () => {
  test("is checked by ca_file as it is now, and certificates may change", async () => {
    const [first, second] = await Promise.all([CertificateAuthority.create(), CertificateAuthority.create()]);
    await writeFile(join(folder, "ca.pem"), first.cert);
    server = await HealthServer.start(healthy([0, 0]), await second.issue("leader"));
    const config = configOf(`url: "${server.url("https")}", tls_config: { ca_file: ca.pem }`);
    expect(await outcome(config)).toBe("tls");
    await writeFile(join(folder, "ca.pem"), second.cert);
    expect(await outcome(config)).toBe("");
    expect(await outcome(configOf(`url: "${server.url("https")}"`))).toBe("tls");
    const unchecked = "tls_config: { insecure_skip_verify: true }";
    expect(await outcome(configOf(`url: "${server.url("https")}", ${unchecked}`))).toBe("");
    const other = "tls_config: { ca_file: ca.pem, server_name: other.example }";
    expect(await outcome(configOf(`url: "${server.url("https")}", ${other}`))).toBe("tls");
  });

  test("shows a certificate where one is asked for", async () => {
    const authority = await CertificateAuthority.create();
    const client = await authority.issue("exporter", { usage: "client" });
    await writeFile(join(folder, "ca.pem"), authority.cert);
    await writeFile(join(folder, "cert.pem"), client.cert);
    await writeFile(join(folder, "key.pem"), client.key);
    const tls = { ...(await authority.issue("leader")), ca: authority.cert, requestCert: true };
    server = await HealthServer.start(healthy([0, 0]), { ...tls, rejectUnauthorized: true });
    const url = server.url("https");
    expect(await outcome(configOf(`url: "${url}", tls_config: { ca_file: ca.pem }`))).not.toBe("");
    const files = "ca_file: ca.pem, cert_file: cert.pem, key_file: key.pem";
    expect(await outcome(configOf(`url: "${url}", tls_config: { ${files} }`))).toBe("");
  });
});

describe("the time of a document", () => {
  async function polls(...snapshots: readonly bigint[]): Promise<Polled> {
    const left = [...snapshots];
    server = await HealthServer.start(
      answersWith(() =>
        healthDocument({ snapshotNs: left.shift() ?? 0n, shards: [{ heartbeatNs: wallNs() }] }),
      ),
    );
    const polled = pollerOf(configOf(`url: "${server.url()}"`));
    while (left.length > 0) await polled.poller.poll();
    return polled;
  }

  const HOUR = 3_600_000;

  test("that stands still or goes back is no evidence", async () => {
    const startNs = wallNs();
    const { poller } = await polls(startNs, startNs, startNs - 1n);
    expect(poller.tally.reading(String)).toMatchObject({
      isUp: false,
      errors: { snapshot: 2 },
      heartbeats: { accepted: 1 },
    });
  });

  test("that was set back goes on from there", async () => {
    const { poller } = await polls(wallNs(), wallNs(HOUR), wallNs(HOUR - 5_000));
    expect(poller.tally.reading(String)).toMatchObject({ isUp: true, errors: { snapshot: 1 } });
  });

  test("that is far from ours is believed once it moves", async () => {
    const first = await polls(wallNs(HOUR));
    expect(first.cluster.replicas).toEqual([]);
    expect(first.poller.tally.reading(String)).toMatchObject({ isUp: false, errors: { snapshot: 0 } });
    await server?.stop();
    const second = await polls(wallNs(HOUR), wallNs(HOUR - 1));
    expect(second.poller.tally.reading(String).isUp).toBe(true);
  });
});

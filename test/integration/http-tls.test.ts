import { Agent, get } from "node:https";
import { get as plainGet } from "node:http";
import type { IncomingMessage } from "node:http";
import { connect as connectPlain } from "node:net";
import type { Socket } from "node:net";
import { connect, TLSSocket } from "node:tls";
import type { ConnectionOptions } from "node:tls";

import { HttpServer } from "../../src/http/server/server";
import type { HttpServerOptions } from "../../src/http/server/server";
import type { TlsSettings } from "../../src/http/server/tls/tls-settings";
import { eventually } from "../support/programs/eventually";
import { CertificateAuthority } from "../support/tls/certificate-authority";
import type { Identity } from "../support/tls/certificate-authority";

let authority: CertificateAuthority;
let stranger: CertificateAuthority;
let first: Identity;
let second: Identity;
let client: Identity;
let unknownClient: Identity;
let server: HttpServer;
let settings: TlsSettings | undefined;
let refused: string[];

beforeAll(async () => {
  [authority, stranger] = await Promise.all([
    CertificateAuthority.create(),
    CertificateAuthority.create("Other"),
  ]);
  [first, second, client, unknownClient] = await Promise.all([
    authority.issue("first"),
    authority.issue("second"),
    authority.issue("client", { usage: "client", names: [{ type: "dns", value: "prometheus.example" }] }),
    stranger.issue("stranger", { usage: "client" }),
  ]);
});

beforeEach(async () => {
  refused = [];
  settings = tls();
  await start();
});

async function start(timeouts: HttpServerOptions["timeouts"] = {}): Promise<void> {
  server = new HttpServer({
    addresses: [{ host: "127.0.0.1", port: 0 }],
    listener: (_request, response) => response.end("hello"),
    timeouts,
    tls: { settings: () => settings, onRefused: (reason) => refused.push(reason) },
  });
  await server.start();
}

afterEach(async () => {
  await server.stop({ graceMs: 0 });
});

function tls(changes: Partial<TlsSettings> = {}, identity = first): TlsSettings {
  const secureContext = { cert: identity.cert, key: identity.key, ca: [authority.cert] };
  return { secureContext, clientAuth: "NoClientCert", allowedSans: undefined, ...changes };
}

function port(): number {
  return server.addresses[0]?.port ?? 0;
}

/** Whose certificate is served, and what is answered. */
interface Answer {
  readonly subject: string;
  readonly body: string;
  readonly connection: string | undefined;
}

function request(
  options: ConnectionOptions = {},
  agent = new Agent({ maxCachedSessions: 0 }),
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = get(
      { host: "127.0.0.1", port: port(), ca: authority.cert, agent, ...options },
      (response) => {
        const { socket } = response;
        const subject = socket instanceof TLSSocket ? socket.getPeerCertificate().subject : undefined;
        bodyOf(response).then((body) => {
          resolve({ subject: String(subject?.CN), body, connection: response.headers.connection });
        }, reject);
      },
    );
    request.once("error", reject);
  });
}

async function bodyOf(response: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of response.setEncoding("utf8")) body += chunk as string;
  return body;
}

function plainRequest(): Promise<string> {
  return new Promise((resolve, reject) => {
    plainGet({ host: "127.0.0.1", port: port(), agent: false }, (response) => {
      bodyOf(response).then(resolve, reject);
    }).once("error", reject);
  });
}

/** Whether a client gets an answer. */
async function getsIn(options: ConnectionOptions): Promise<boolean> {
  return request(options).then(
    () => true,
    () => false,
  );
}

test("requests are answered over TLS, and plain ones are not", async () => {
  expect(await request()).toMatchObject({ subject: "first", body: "hello" });
  await expect(plainRequest()).rejects.toThrow();
  await eventually("the refusal is told", 20_000, () => (refused.length > 0 ? true : undefined));
  expect(refused).toEqual(["ERR_SSL_HTTP_REQUEST"]);
});

test("only HTTP/1.1 is offered", async () => {
  const socket = connect({
    host: "127.0.0.1",
    port: port(),
    ca: authority.cert,
    ALPNProtocols: ["h2", "http/1.1"],
  });
  await new Promise((resolve) => socket.once("secureConnect", resolve));
  expect(socket.alpnProtocol).toBe("http/1.1");
  socket.destroy();
});

test.each([
  ["NoClientCert", true, true, true],
  ["RequestClientCert", true, true, true],
  ["RequireAnyClientCert", false, true, true],
  ["VerifyClientCertIfGiven", true, false, true],
  ["RequireAndVerifyClientCert", false, false, true],
] as const)(
  "%s: no certificate %s, an unknown one %s, a known one %s, on TLS 1.2 and 1.3",
  async (clientAuth, ...expected) => {
    settings = tls({ clientAuth });
    for (const maxVersion of ["TLSv1.2", "TLSv1.3"] as const) {
      const found = [];
      for (const identity of [{}, unknownClient, client])
        found.push(await getsIn({ ...identity, maxVersion }));
      expect({ maxVersion, found }).toEqual({ maxVersion, found: expected });
    }
  },
);

test("names of clients are looked at", async () => {
  settings = tls({ clientAuth: "RequireAndVerifyClientCert", allowedSans: ["prometheus.example"] });
  expect(await getsIn(client)).toBe(true);
  settings = tls({ clientAuth: "RequireAndVerifyClientCert", allowedSans: ["grafana.example"] });
  expect(await getsIn(client)).toBe(false);
  expect(refused).toEqual(["sent a certificate without any of the names in client_allowed_sans"]);
});

test("a server's certificate is none of a client", async () => {
  settings = tls({ clientAuth: "RequireAndVerifyClientCert" });
  expect(await getsIn(second)).toBe(false);
  expect(refused[0]).toContain("INVALID_PURPOSE");
});

test("a new certificate is served from the next handshake on, and the open connection is told to end after its answer", async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    expect(await request({}, agent)).toMatchObject({ subject: "first", connection: "keep-alive" });
    settings = tls({}, second);
    expect(await request({}, agent)).toMatchObject({ subject: "first", connection: "close" });
    expect(await request({}, agent)).toMatchObject({ subject: "second", connection: "keep-alive" });
  } finally {
    agent.destroy();
  }
});

test("settings that are only another object close nothing", async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    await request({}, agent);
    settings = tls();
    expect(await request({}, agent)).toMatchObject({ connection: "keep-alive" });
  } finally {
    agent.destroy();
  }
});

test("another client CA counts at once, also for a client that would resume a session", async () => {
  settings = tls({ clientAuth: "RequireAndVerifyClientCert" });
  const agent = new Agent({ maxCachedSessions: 10 });
  const options = { ...client, servername: "localhost" };
  expect(await request(options, agent)).toMatchObject({ body: "hello" });
  settings = tls({
    clientAuth: "RequireAndVerifyClientCert",
    secureContext: { ...first, ca: [stranger.cert] },
  });
  await expect(request(options, agent)).rejects.toThrow();
  expect(await getsIn(unknownClient)).toBe(true);
});

test("a version that is no longer offered is refused at once", async () => {
  expect(await getsIn({ maxVersion: "TLSv1.2" })).toBe(true);
  settings = tls({ secureContext: { ...first, minVersion: "TLSv1.3" } });
  expect(await getsIn({ maxVersion: "TLSv1.2" })).toBe(false);
  expect(await getsIn({})).toBe(true);
});

test("encryption can be switched on and off between connections", async () => {
  settings = undefined;
  expect(await plainRequest()).toBe("hello");
  settings = tls();
  expect(await request()).toMatchObject({ body: "hello" });
  settings = undefined;
  expect(await plainRequest()).toBe("hello");
});

test("a handshake that does not come is given up after its time", async () => {
  await server.stop({ graceMs: 0 });
  await start({ headerMs: 400 });
  const started = performance.now();
  const silent = connectPlain(port(), "127.0.0.1");
  await closeOf(silent);
  expect(performance.now() - started).toBeGreaterThan(300);
});

test("a handshake that does not come holds up no stop", async () => {
  const another = connectPlain(port(), "127.0.0.1");
  await new Promise((resolve) => another.once("connect", resolve));
  const closed = closeOf(another);
  await new Promise((resolve) => setImmediate(resolve));
  expect(await server.stop({ graceMs: 600_000 })).toBe(0);
  await closed;
});

test("an idle encrypted connection holds up no stop either", async () => {
  const agent = new Agent({ keepAlive: true });
  await request({}, agent);
  expect(await server.stop({ graceMs: 600_000 })).toBe(0);
  agent.destroy();
});

function closeOf(socket: Socket): Promise<unknown> {
  socket.on("error", () => undefined);
  return new Promise((resolve) => socket.once("close", resolve));
}

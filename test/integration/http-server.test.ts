import { once } from "node:events";
import { Agent, request } from "node:http";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { setImmediate as nextTurn } from "node:timers/promises";

import { parseListenAddress } from "../../src/http/server/listen-address";
import { ListenError } from "../../src/http/server/listen-error";
import { HttpServer } from "../../src/http/server/server";
import type { HttpServerOptions } from "../../src/http/server/server";

const LOOPBACK = { host: "127.0.0.1", port: 0 };
const started: HttpServer[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop({ graceMs: 0 })));
});

async function start(
  listener: RequestListener,
  options: Partial<HttpServerOptions> = {},
): Promise<{ server: HttpServer; port: number }> {
  const server = new HttpServer({ addresses: [LOOPBACK], listener, ...options });
  started.push(server);
  await server.start();
  return { server, port: server.addresses[0]?.port ?? 0 };
}

const answerAtOnce: RequestListener = (_request, response) => {
  response.end("done");
};

async function get(port: number, agent?: Agent): Promise<IncomingMessage> {
  const outgoing = request({ port, host: "127.0.0.1", agent: agent ?? false });
  outgoing.end();
  const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
  return incoming;
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of incoming.setEncoding("utf8")) text += String(chunk);
  return text;
}

async function refused(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  const opened = await Promise.race([
    once(socket, "connect").then(() => true),
    once(socket, "close").then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return !opened;
}

describe("listening", () => {
  test("several addresses are served by one application, on the ports the system chose", async () => {
    const { server } = await start(answerAtOnce, { addresses: [LOOPBACK, LOOPBACK] });
    const ports = server.addresses.map(({ port }) => port);
    expect(new Set(ports).size).toBe(2);
    for (const port of ports) expect(await textOf(await get(port))).toBe("done");
  });

  const hasIpv6 = Object.values(networkInterfaces()).some((each) =>
    each?.some(({ address }) => address === "::1"),
  );

  test.each([":0", "127.0.0.1:0", "localhost:0", ...(hasIpv6 ? ["[::1]:0"] : [])])(
    "the address %j can be listened on",
    async (text) => {
      const parsed = parseListenAddress(text);
      if (!parsed.ok) throw new Error(parsed.message);
      const { server } = await start(answerAtOnce, { addresses: [parsed.value] });
      expect(server.addresses[0]?.port).toBeGreaterThan(0);
    },
  );

  test("a port that is taken is an error with the address and the flag, and no other port stays open", async () => {
    const { port } = await start(answerAtOnce);
    const second = new HttpServer({ addresses: [LOOPBACK, { ...LOOPBACK, port }], listener: answerAtOnce });
    const failure = second.start();
    await expect(failure).rejects.toBeInstanceOf(ListenError);
    await expect(failure).rejects.toThrow(
      `cannot listen on 127.0.0.1:${port}: another program listens there already; change --web.listen-address`,
    );
    expect(second.addresses).toEqual([]);
  });

  test("an address that this machine does not have is an error that says so", async () => {
    const server = new HttpServer({ addresses: [{ host: "192.0.2.1", port: 0 }], listener: answerAtOnce });
    await expect(server.start()).rejects.toThrow("192.0.2.1:0: this machine has no such address");
  });
});

describe("stopping", () => {
  test("closes the port and idle connections at once", async () => {
    const { server, port } = await start(answerAtOnce);
    const agent = new Agent({ keepAlive: true });
    await textOf(await get(port, agent));
    const silent = connect(port, "127.0.0.1");
    await once(silent, "connect");
    // Longer than this test may take.
    expect(await server.stop({ graceMs: 600_000 })).toBe(0);
    expect(await refused(port)).toBe(true);
    agent.destroy();
    silent.destroy();
  });

  test("lets a request in flight end, on a connection that would have been kept open", async () => {
    let finish: () => void = () => undefined;
    const { server, port } = await start((_request, response) => {
      response.write("first,");
      finish = () => response.end("last");
    });
    const agent = new Agent({ keepAlive: true });
    const incoming = await get(port, agent);
    let stopped = false;
    const stopping = server.stop({ graceMs: 30_000 }).then((cut) => {
      stopped = true;
      return cut;
    });
    await nextTurn();
    expect(await refused(port)).toBe(true);
    expect(stopped).toBe(false);
    finish();
    expect(await textOf(incoming)).toBe("first,last");
    expect(await stopping).toBe(0);
    agent.destroy();
  });

  test("tells a client whose answer has not begun that the connection will close", async () => {
    let begun: (response: ServerResponse) => void = () => undefined;
    const arrived = new Promise<ServerResponse>((resolve) => (begun = resolve));
    const { server, port } = await start((_request, response) => {
      begun(response);
    });
    const agent = new Agent({ keepAlive: true });
    const incoming = get(port, agent);
    const response = await arrived;
    const stopping = server.stop({ graceMs: 30_000 });
    response.end("done");
    expect((await incoming).headers.connection).toBe("close");
    expect(await stopping).toBe(0);
    agent.destroy();
  });

  test("cuts off what is not over after the grace period, and says how many", async () => {
    const { server, port } = await start((_request, response) => {
      response.write("first,");
    });
    const incoming = await get(port);
    const cutOff = expect(textOf(incoming)).rejects.toThrow("aborted");
    expect(await server.stop({ graceMs: 20 })).toBe(1);
    await cutOff;
  });

  test("twice is as good as once", async () => {
    const { server } = await start(answerAtOnce);
    await Promise.all([server.stop({ graceMs: 0 }), server.stop({ graceMs: 0 })]);
    expect(server.addresses).toEqual([]);
  });
});

test("a client that stops reading its answer is closed after the idle timeout, and counts as refused", async () => {
  const refused: unknown[] = [];
  let report: (wasFinished: boolean) => void = () => undefined;
  const closed = new Promise<boolean>((resolve) => (report = resolve));
  const { port } = await start(
    (_request, response) => {
      response.once("close", () => {
        report(response.writableFinished);
      });
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) continue;
        response.once("drain", more);
      };
      more();
    },
    {
      timeouts: { idleMs: 200 },
      refusals: { note: (...refusal) => refused.push(refusal) },
    },
  );
  const incoming = await get(port);
  const failed = once(incoming, "error");
  incoming.pause();
  expect(await closed).toBe(false);
  expect(refused).toEqual([["idle_time", { client: "127.0.0.1" }]]);
  incoming.resume();
  await failed;
});

import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { connect } from "node:net";
import type { Socket } from "node:net";
import { connect as connectTls } from "node:tls";

import { passGuards } from "../../src/http/guards/pass-guards";
import { HttpServer } from "../../src/http/server/server";
import type { HttpServerOptions } from "../../src/http/server/server";
import { startHttp } from "../support/http/http-fixture";
import { requestFor } from "../support/http/slow-reader";
import { eventually } from "../support/programs/eventually";
import { CertificateAuthority } from "../support/tls/certificate-authority";

const DEADLINE_MS = 10_000;

const ends: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A server that answers nothing, and what it was to answer. */
async function serveNothing(options: Partial<HttpServerOptions> = {}) {
  const responses: ServerResponse[] = [];
  const server = new HttpServer({
    addresses: [{ host: "127.0.0.1", port: 0 }],
    listener: (_request, response) => responses.push(response),
    ...options,
  });
  await server.start();
  ends.push(() => server.stop({ graceMs: 0 }));
  return { port: server.addresses[0]?.port ?? 0, responses };
}

function untilAsked(responses: readonly ServerResponse[], count: number): Promise<true> {
  return eventually(`${count} requests arrive`, DEADLINE_MS, () => responses.length === count || undefined);
}

/** Node closes only the first of them: each of the others kept its place for good. */
describe("all answers that a connection waits for are over when it closes", () => {
  async function plain(): Promise<{ socket: Socket; responses: readonly ServerResponse[] }> {
    const { port, responses } = await serveNothing();
    return { socket: connect(port, "127.0.0.1"), responses };
  }

  async function encrypted(): Promise<{ socket: Socket; responses: readonly ServerResponse[] }> {
    const authority = await CertificateAuthority.create();
    const secureContext = await authority.issue("server");
    const settings = { secureContext, clientAuth: "NoClientCert", allowedSans: undefined } as const;
    const { port, responses } = await serveNothing({
      tls: { settings: () => settings, onRefused: () => undefined },
    });
    const socket = connectTls({ port, host: "127.0.0.1", ca: authority.cert, servername: "localhost" });
    return { socket, responses };
  }

  test.each([
    ["without TLS", plain],
    ["behind TLS", encrypted],
  ])("%s", async (_how, open) => {
    const { socket, responses } = await open();
    socket.write(requestFor("/").repeat(4));
    await untilAsked(responses, 4);
    const closed = responses.map((response) => once(response, "close"));
    socket.destroy();
    await Promise.all(closed);

    expect(responses.map(({ destroyed }) => destroyed)).toEqual([true, true, true, true]);
  });
});

test("scrapes that waited behind another answer give their places back when their client leaves", async () => {
  let asked = 0;
  const http = await startHttp({
    services: (usual) => ({
      limits: { ...usual.limits, maxScrapesInFlight: 3, addressShare: 100 },
      reload: () => {
        asked += 1;
        return new Promise(() => undefined);
      },
    }),
  });
  ends.push(() => http.close());
  const socket = connect(http.port, "127.0.0.1");
  socket.write(requestFor("/-/reload", "", "POST") + requestFor("/metrics").repeat(3));
  const status = async () => (await fetch(`http://127.0.0.1:${http.port}/metrics`)).status;
  await eventually("every place is taken", DEADLINE_MS, async () => (await status()) === 503 || undefined);
  socket.destroy();

  expect(asked).toBe(1);
  await eventually("a place is free", DEADLINE_MS, async () => (await status()) === 200 || undefined);
});

/** A place that is taken once the answer has closed is given back by nothing. */
test("a request whose client left while a password was checked goes no further", async () => {
  const passed: string[] = [];
  let isOver = (): void => undefined;
  const over = new Promise<void>((resolve) => (isOver = resolve));
  const { port, responses } = await serveNothing({
    listener: (request, response) => {
      responses.push(response);
      passGuards(
        [
          (_request, _response, next) => {
            passed.push("the check begins");
            response.once("close", () => {
              next();
              isOver();
            });
          },
          () => passed.push("a place is taken"),
        ],
        request,
        response,
        () => undefined,
        () => passed.push("answered"),
      );
    },
  });
  const socket = connect(port, "127.0.0.1");
  socket.write(requestFor("/"));
  await untilAsked(responses, 1);
  socket.destroy();
  await over;

  expect(passed).toEqual(["the check begins"]);
});

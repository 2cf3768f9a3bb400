import type { Router } from "express";

import type { Access, Scope } from "../../src/http/access/access-rules";
import { OPEN_ACCESS, PROTECTED_ACCESS, withClosedProbes } from "../../src/http/access/access-table";
import type { AccessRow } from "../../src/http/access/access-table";
import { createExpressApp } from "../../src/http/app";
import type { AccessToken } from "../../src/http/access/bearer-tokens";
import type { HttpServices } from "../../src/http/routing/http-services";
import type { PasswordAccess } from "../../src/http/access/passwords/password-access";
import { createRequestListener } from "../../src/http/request-listener";
import { routeTable } from "../../src/http/route-table";
import { HttpServer } from "../../src/http/server/server";
import { send } from "../support/http/http-client";
import { someRows } from "../support/property-runs";
import { startHttp } from "../support/http/http-fixture";

type Headers = Readonly<Record<string, string>>;

/** Every scope twice: as a token, and as a user with a password. */
const SCOPED: readonly Scope[] = ["scrape", "ingest", "admin"];
const TOKENS: readonly AccessToken[] = SCOPED.map((scope) => ({
  name: `${scope} token`,
  secret: `secret-of-${scope}`,
  scopes: [scope],
}));
const PASSWORDS: PasswordAccess = {
  check: ({ name, password }) => (password === `password of ${name}` ? "right" : "wrong"),
  scopesOf: (name) => SCOPED.filter((scope) => scope === name),
};

const bearer = (secret: string): Headers => ({ authorization: `Bearer ${secret}` });
const basic = (name: string, password: string): Headers => ({
  authorization: `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`,
});

/** What no header may change. */
const CLAIMS: Headers = {
  "x-forwarded-for": "127.0.0.1",
  forwarded: "for=127.0.0.1",
  "x-real-ip": "127.0.0.1",
};

interface Caller {
  readonly who: string;
  readonly row: AccessRow;
  readonly headers: Headers;
  readonly address: "127.0.0.1" | "::1" | "::ffff:127.0.0.1" | "192.0.2.7" | "2001:db8::7";
}

const OPEN_CALLERS: readonly Caller[] = [
  ...(["127.0.0.1", "::1", "::ffff:127.0.0.1"] as const).flatMap((address) => [
    { who: `nobody at ${address}`, row: OPEN_ACCESS.here, headers: {}, address },
    { who: `a token at ${address}`, row: OPEN_ACCESS.here, headers: bearer("secret-of-admin"), address },
  ]),
  ...(["192.0.2.7", "2001:db8::7"] as const).flatMap((address) => [
    { who: `nobody at ${address}`, row: OPEN_ACCESS.elsewhere, headers: {}, address },
    { who: `false claims at ${address}`, row: OPEN_ACCESS.elsewhere, headers: CLAIMS, address },
    { who: `a token at ${address}`, row: OPEN_ACCESS.elsewhere, headers: bearer("secret-of-admin"), address },
  ]),
];

const PROTECTED_CALLERS: readonly Caller[] = (["127.0.0.1", "192.0.2.7"] as const).flatMap((address) => [
  { who: `nobody at ${address}`, row: PROTECTED_ACCESS.nobody, headers: {}, address },
  { who: `false claims at ${address}`, row: PROTECTED_ACCESS.nobody, headers: CLAIMS, address },
  {
    who: `a wrong token at ${address}`,
    row: PROTECTED_ACCESS.stranger,
    headers: bearer("secret-of-nobody"),
    address,
  },
  {
    who: `a wrong password at ${address}`,
    row: PROTECTED_ACCESS.stranger,
    headers: basic("admin", "x"),
    address,
  },
  {
    who: `a token as a password at ${address}`,
    row: PROTECTED_ACCESS.stranger,
    headers: basic("admin", "secret-of-admin"),
    address,
  },
  ...SCOPED.flatMap((scope) => [
    {
      who: `the ${scope} token at ${address}`,
      row: PROTECTED_ACCESS[scope],
      headers: bearer(`secret-of-${scope}`),
      address,
    },
    {
      who: `the user ${scope} at ${address}`,
      row: PROTECTED_ACCESS[scope],
      headers: basic(scope, `password of ${scope}`),
      address,
    },
  ]),
]);

const ROUTES = routeTable("/metrics");

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly access: Access;
}

/** Every operation of the running program's own document, HEAD beside each GET. Fails for one that the route table lacks. */
async function operationsOf(port: number, headers: Headers): Promise<readonly Operation[]> {
  const answer = await send(port, { path: "/api/v1/openapi.json", headers });
  const { paths } = answer.json() as { paths: Record<string, Record<string, { operationId: string }>> };
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, { operationId }]) => {
      const access = ROUTES.find(({ name }) => name === operationId)?.access;
      if (access === undefined) throw new Error(`${method} ${path} is not in the route table`);
      const methods = method === "get" ? ["GET", "HEAD"] : [method.toUpperCase()];
      return methods.map((each) => ({ method: each, path: path.replaceAll(/\{\w+\}/g, "1"), access }));
    }),
  );
}

/** Asks every operation as one caller, and compares what became of it with the caller's row. */
async function walk(services: Partial<HttpServices>, { headers, address, row }: Caller): Promise<void> {
  const http = await startHttp({ services: () => services });
  const answer = createRequestListener(http.services);
  const server = new HttpServer({
    addresses: [{ host: "127.0.0.1", port: 0 }],
    listener: (request, response) => {
      Object.defineProperty(request.socket, "remoteAddress", { value: address });
      answer(request, response);
    },
  });
  try {
    await server.start();
    const port = server.addresses[0]?.port ?? 0;
    const operations = await operationsOf(http.port, bearer("secret-of-admin"));
    expect(new Set(operations.map(({ access }) => access)).size).toBe(4);
    for (const operation of operations) {
      const { status } = await send(port, { method: operation.method, path: operation.path, headers });
      const outcome = status === 401 || status === 403 ? status : "allowed";
      expect({ ...operation, outcome }).toEqual({ ...operation, outcome: row.outcomes[operation.access] });
    }
  } finally {
    await Promise.all([http.close(), server.stop({ graceMs: 0 })]);
  }
}

test.each(someRows(OPEN_CALLERS, 2))(
  "without protection, $who may do what the table says",
  async (caller) => {
    await walk({}, caller);
  },
);

test.each(someRows(OPEN_CALLERS, 2))(
  "without protection it is the same with closed probes, for $who",
  async (caller) => {
    await walk({ openProbes: () => false }, caller);
  },
);

describe.each([
  ["open", true],
  ["closed", false],
])("with tokens and passwords and %s probes", (_how, openProbes) => {
  test.each(someRows(PROTECTED_CALLERS, openProbes ? 4 : 2))(
    "$who may do what the table says",
    async (caller) => {
      const services = { tokens: () => TOKENS, passwords: () => PASSWORDS, openProbes: () => openProbes };
      await walk(services, openProbes ? caller : { ...caller, row: withClosedProbes(caller.row) });
    },
  );
});

test("with passwords alone, a user may do what a token with the same scope may", async () => {
  const http = await startHttp({ services: () => ({ passwords: () => PASSWORDS }) });
  try {
    for (const { method, path, access } of await operationsOf(
      http.port,
      basic("admin", "password of admin"),
    )) {
      const { status } = await send(http.port, {
        method,
        path,
        headers: basic("scrape", "password of scrape"),
      });
      const outcome = status === 401 || status === 403 ? status : "allowed";
      expect([path, outcome]).toEqual([path, PROTECTED_ACCESS.scrape.outcomes[access]]);
    }
  } finally {
    await http.close();
  }
});

test("nothing is served beside the document: every path that the application routes is in it", async () => {
  const http = await startHttp();
  try {
    const described = new Set((await operationsOf(http.port, {})).map(({ path }) => path));
    const { stack } = createExpressApp(http.services).router as Router;
    const routed = stack.flatMap(({ route }) => (route ? [route.path.replaceAll(/:\w+/g, "1")] : []));
    expect([...new Set(routed)].sort()).toEqual([...described].sort());
  } finally {
    await http.close();
  }
});

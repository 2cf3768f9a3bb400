import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import type { AccessToken } from "../../../../src/http/access/bearer-tokens";
import { SettingsOfRequests } from "../../../../src/http/guards/settings-of-requests";
import type { HttpLimits } from "../../../../src/http/routing/http-services";
import { printJson } from "../../../../src/wire/json/json";
import { send } from "../../../support/http/http-client";
import { startHttp } from "../../../support/http/http-fixture";

const TOKEN: AccessToken = { name: "ci", secret: "a secret of some length", scopes: ["admin"] };

function anyRequest(): IncomingMessage {
  return new IncomingMessage(new Socket());
}

test("a request keeps the settings that it came under; one that comes after a reload has the new ones", () => {
  let tokens: readonly AccessToken[] = [];
  let limits = { maxBatch: 1 } as HttpLimits;
  const settings = new SettingsOfRequests({
    tokens: () => tokens,
    openProbes: () => false,
    get limits() {
      return limits;
    },
  });
  const before = anyRequest();
  const then = { tokens, passwords: undefined, openProbes: false, limits };
  expect(settings.of(before)).toEqual(then);

  tokens = [TOKEN];
  limits = { maxBatch: 2 } as HttpLimits;
  expect(settings.of(before)).toEqual(then);
  expect(settings.of(anyRequest())).toEqual({ ...then, tokens, limits });
});

test.each([
  ["heartbeats", "POST", "/api/v1/heartbeats"],
  ["a scrape", "GET", "/metrics"],
  ["a change", "PUT", "/api/v1/topology/shards/7"],
  ["a path that leads nowhere", "GET", "/nowhere"],
])("of %s the settings are read once at the most", async (_what, method, path) => {
  const reads = { tokens: 0, passwords: 0, openProbes: 0 };
  const http = await startHttp({
    services: () => ({
      tokens: () => ((reads.tokens += 1), []),
      passwords: () => ((reads.passwords += 1), undefined),
      openProbes: () => ((reads.openProbes += 1), true),
    }),
  });
  try {
    const body = method === "POST" ? printJson(http.heartbeat()) : '{"region_id":0}';
    const headers = { "content-type": "application/json" };
    const { status } = await send(http.port, { method, path, headers, ...(method !== "GET" && { body }) });
    const times = path === "/nowhere" ? 0 : 1;
    expect({ status: Math.floor(status / 100), ...reads }).toEqual({
      status: times === 0 ? 4 : 2,
      tokens: times,
      passwords: times,
      openProbes: times,
    });
  } finally {
    await http.close();
  }
});

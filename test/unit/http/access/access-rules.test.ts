import { grants } from "../../../../src/http/access/access-rules";
import { routeTable } from "../../../../src/http/route-table";

test("every route has a name of its own", () => {
  const names = routeTable("/metrics").map(({ name }) => name);
  expect([...new Set(names)]).toEqual(names);
});

test("what is answered past express has no parameter in its path", () => {
  const direct = routeTable("/metrics").filter(({ isDirect }) => isDirect);
  expect(direct.map(({ name, path }) => [name, path])).toEqual([
    ["getMetrics", "/metrics"],
    ["postHeartbeats", "/api/v1/heartbeats"],
  ]);
});

test("what changes state is never open to a reader", () => {
  for (const { name, method, access } of routeTable("/metrics")) {
    expect([name, access === "admin" || access === "ingest"]).toEqual([name, method !== "GET"]);
  }
});

test.each(["scrape", "ingest", "admin"] as const)(
  "admin includes the scope %s, and the others only themselves",
  (needed) => {
    expect(grants(["admin"], needed)).toBe(true);
    expect(grants(["scrape"], needed)).toBe(needed === "scrape");
    expect(grants(["ingest"], needed)).toBe(needed === "ingest");
    expect(grants([], needed)).toBe(false);
  },
);

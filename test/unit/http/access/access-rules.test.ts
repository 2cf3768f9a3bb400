import { ACCESS_RULES, grants } from "../../../../src/http/access/access-rules";
import { routeTable } from "../../../../src/http/route-table";

test("every route has a rule, and every rule a route", () => {
  const names = routeTable("/metrics").map(({ name }) => name);
  expect([...names].sort()).toEqual(Object.keys(ACCESS_RULES).sort());
});

test("what changes state is never open to a reader", () => {
  for (const { name, method } of routeTable("/metrics")) {
    const access = ACCESS_RULES[name];
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

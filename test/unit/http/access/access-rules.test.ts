import { ACCESS_RULES, grants, SCOPES } from "../../../../src/http/access/access-rules";
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

test("admin includes every scope, and the others only themselves", () => {
  for (const needed of SCOPES) {
    expect(grants(["admin"], needed)).toBe(true);
    expect(grants(["scrape"], needed)).toBe(needed === "scrape");
    expect(grants(["ingest"], needed)).toBe(needed === "ingest");
    expect(grants([], needed)).toBe(false);
  }
});

import { foreignPage } from "../../../../src/http/guards/refuse-foreign-pages";

const host = "localhost:10843";

test.each([
  ["no browser at all", {}, false],
  [
    "this server's own page",
    { host, origin: "http://localhost:10843", "sec-fetch-site": "same-origin" },
    false,
  ],
  ["an address typed by a person", { host, "sec-fetch-site": "none" }, false],
  ["a page on the loopback address", { host: "[::1]:10843", origin: "http://[::1]:10843" }, false],
  ["another port", { host, origin: "http://localhost:3000" }, true],
  ["another site", { host, origin: "https://evil.example" }, true],
  ["an opaque origin", { host, origin: "null" }, true],
  ["an origin that is none", { host, origin: "x" }, true],
  ["cross-site by its own word", { host, "sec-fetch-site": "cross-site" }, true],
  ["same-site by its own word", { host, "sec-fetch-site": "same-site" }, true],
  ["a foreign name that points here", { host: "evil.example", origin: "http://evil.example" }, true],
])("%s", (_case, headers, isForeign) => {
  expect(foreignPage(headers, false) !== undefined).toBe(isForeign);
});

test("with tokens, this server may have any name", () => {
  const headers = { host: "exporter.example", origin: "https://exporter.example" };
  expect(foreignPage(headers, true)).toBeUndefined();
  expect(foreignPage({ ...headers, origin: "https://evil.example" }, true)).toContain("evil.example");
});

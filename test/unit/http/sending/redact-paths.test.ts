import { redactPaths } from "../../../../src/http/sending/redact-paths";

test.each([
  ["/etc/tidaldb-exporter/exporter.yml", "exporter.yml"],
  ["/exporter.yml:3:7: http: unknown key", "exporter.yml:3:7: http: unknown key"],
  ["./conf/exporter.yml", "exporter.yml"],
  ["../exporter.yml", "exporter.yml"],
  ["exporter.yml:1:1: /run/secrets/a.token cannot be read", "exporter.yml:1:1: a.token cannot be read"],
  ['expected "/var/lib/state.json", got nothing', 'expected "state.json", got nothing'],
  ["in force is the file /var/lib/state.json", "in force is the file state.json"],
  ["expected 1/2 of it, or https://example.org/a/b", "expected 1/2 of it, or https://example.org/a/b"],
  ["there is no path in this", "there is no path in this"],
])("%j is shown as %j", (sentence, shown) => {
  expect(redactPaths(sentence)).toBe(shown);
});

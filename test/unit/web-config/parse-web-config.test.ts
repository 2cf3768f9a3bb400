import { formatProblems } from "../../../src/strict-yaml/config-problem";
import { parseWebConfig } from "../../../src/web-config/parse-web-config";

const HASH = "$2y$04$LV/lcjfC.oC4zVa6Lly6GuTrolt9nJ6LScJCPUZQV358wylmLo2Vi";

function problemsOf(text: string): readonly string[] {
  const parsed = parseWebConfig(text, "web.yml");
  return parsed.ok ? [] : formatProblems(parsed.problems).trim().split("\n");
}

test("all problems are reported at once, in the order of their places", () => {
  const text = [
    "tls_server_config:",
    "  cert_file: a.crt",
    "  min_version: TLS10",
    "  cipher_suites: [RC4]",
    "  client_auth_type: Maybe",
    "basic_auth_users: {a: b}",
    "http_server_config: {headers: {Server: x}}",
    "rate_limit: {interval: 1s}",
    "",
  ].join("\n");
  expect(problemsOf(text).map((line) => /^web\.yml:(\d+:\d+: [\w.[\]]+):/.exec(line)?.[1])).toEqual([
    "1:1: tls_server_config",
    "3:16: tls_server_config.min_version",
    "4:19: tls_server_config.cipher_suites[0]",
    "5:21: tls_server_config.client_auth_type",
    "6:23: basic_auth_users.a",
    "7:32: http_server_config.headers.Server",
    "8:1: rate_limit",
  ]);
});

test.each([
  ["a hash that is cut", `basic_auth_users: {alice: ${HASH.slice(0, -1)}}`],
  ["a password in its place", "basic_auth_users: {alice: LV/lcjfC}"],
  ["users as a text", `basic_auth_users: "alice:${HASH}"`],
  ["a key that is a number", "tls_server_config: {cert: x, key: 20150304}"],
])("a problem with %s does not repeat the secret", (_case, text) => {
  const problems = problemsOf(text);
  expect(problems).toHaveLength(1);
  expect(problems.join("\n")).not.toMatch(/LV\/lcjfC|20150304|got/);
});

test("what stands in the file comes out as it was read", () => {
  const parsed = parseWebConfig(
    `basic_auth_users: {alice: ${HASH}}\nhttp_server_config: {http2: false}`,
    "web.yml",
  );
  expect(parsed.ok && parsed.value.document).toMatchObject({
    basic_auth_users: { alice: HASH },
    http_server_config: { http2: false },
  });
});

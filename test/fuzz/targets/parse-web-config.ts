import { ok } from "node:assert/strict";

import fc from "fast-check";

import { parseWebConfig } from "../../../src/web-config/parse-web-config";
import { checkProblems } from "../config-problem-rules";
import { fromArbitrary } from "../engine/from-arbitrary";
import type { FuzzTarget } from "../fuzz-target";

const FILE = "/etc/web.yml";
/** The hash of a password; its last part must never be repeated. */
const HASH = "$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi";
const SECRET = HASH.slice(-12);

const settings = fc.constantFrom(
  ...[
    "tls_server_config.cert_file",
    "tls_server_config.key_file",
    "tls_server_config.cert",
    "tls_server_config.key",
  ],
  ...[
    "tls_server_config.client_auth_type",
    "tls_server_config.client_ca_file",
    "tls_server_config.client_ca",
  ],
  ...[
    "tls_server_config.client_allowed_sans",
    "tls_server_config.min_version",
    "tls_server_config.max_version",
  ],
  ...["tls_server_config.cipher_suites", "tls_server_config.curve_preferences", "basic_auth_users.alice"],
  ...[
    "tls_server_config.prefer_server_cipher_suites",
    "http_server_config.http2",
    "http_server_config.headers.X-A",
  ],
  ...[
    "http_server_config.headers.Strict-Transport-Security",
    "rate_limit.burst",
    "basic_auth_users",
    "unknown",
  ],
);

const values = fc.oneof(
  fc.constantFrom(
    "a.pem",
    "true",
    "yes",
    "null",
    "''",
    "TLS12",
    "TLS13",
    "TLS10",
    "NoClientCert",
    "[]",
    "{}",
    "1",
  ),
  fc.constantFrom(
    "RequireAndVerifyClientCert",
    "[X25519, CurveP256]",
    "[TLS_AES_128_GCM_SHA256]",
    "nosniff",
    `"${HASH}"`,
  ),
  fc.constantFrom("max-age=31536000", "deny", `"${HASH.slice(0, 40)}"`, '"a\\r\\nb"', "[a.example, '']"),
  fc.string({ maxLength: 8 }).map((text) => JSON.stringify(text)),
);

const anyDocument = fc.array(fc.tuple(settings, values), { maxLength: 6 }).map((entries) =>
  entries
    .map(([path, value]) => {
      const [section = "", ...keys] = path.split(".");
      return `${section}: ${keys.reduceRight((inner, key) => `{${key}: ${inner}}`, value)}`;
    })
    .join("\n"),
);

/** Whatever lies in the file of `--web.config.file` is taken or explained, and no secret is told. */
export const target: FuzzTarget = {
  name: "parse-web-config",
  claim:
    "parseWebConfig never throws, every refusal names the line, the column and what is wrong, and none repeats the hash of a user",
  generate: fromArbitrary(anyDocument),
  maxBytes: 2048,
  check: (input) => {
    const text = Buffer.from(input).toString("utf8");
    const result = parseWebConfig(text, FILE);
    if (result.ok) return;
    checkProblems(result.problems, text, FILE);
    if (!/^basic_auth_users: *\{\w+: /m.test(text)) return;
    for (const { path, message } of result.problems) {
      if (path.startsWith("basic_auth_users")) ok(!message.includes(SECRET), `a secret: ${message}`);
    }
  },
};

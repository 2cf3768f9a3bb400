import { createSecureContext, getCiphers } from "node:tls";

import { parseWebConfig } from "../../../src/web-config/parse-web-config";
import { toProtocolOptions } from "../../../src/web-config/protocol-options";
import { CURVES, TLS12_SUITES, TLS13_SUITES } from "../../../src/web-config/tls-names";

function optionsOf(...lines: readonly string[]): ReturnType<typeof toProtocolOptions> {
  const pair = ["tls_server_config:", "  cert_file: a", "  key_file: b"];
  const parsed = parseWebConfig([...pair, ...lines.map((line) => `  ${line}`)].join("\n"), "web.yml");
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return toProtocolOptions(parsed.value.document.tls_server_config);
}

const TLS13 = TLS13_SUITES.join(":");

test("nothing said means TLS 1.2 and 1.3, the suites with authenticated encryption, in the server's order", () => {
  expect(optionsOf()).toEqual({
    minVersion: "TLSv1.2",
    maxVersion: "TLSv1.3",
    ciphers: [
      TLS13,
      "ECDHE-ECDSA-AES128-GCM-SHA256",
      "ECDHE-RSA-AES128-GCM-SHA256",
      "ECDHE-ECDSA-AES256-GCM-SHA384",
      "ECDHE-RSA-AES256-GCM-SHA384",
      "ECDHE-ECDSA-CHACHA20-POLY1305",
      "ECDHE-RSA-CHACHA20-POLY1305",
    ].join(":"),
    honorCipherOrder: true,
    allowPartialTrustChain: true,
  });
});

test("suites, curves and their order are the document's, with TLS 1.3 always there as in Go", () => {
  const options = optionsOf(
    "cipher_suites: [TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]",
    "curve_preferences: [CurveP384, X25519]",
    "prefer_server_cipher_suites: false",
  );
  expect(options).toMatchObject({
    ciphers: `${TLS13}:ECDHE-RSA-AES256-SHA:ECDHE-RSA-AES128-GCM-SHA256`,
    ecdhCurve: "P-384:X25519",
    honorCipherOrder: false,
  });
});

test("an empty list of suites or curves is none", () => {
  expect(optionsOf("cipher_suites: []", "curve_preferences: []")).toEqual(optionsOf());
});

test("every name that we map to is one that this OpenSSL knows", () => {
  const known = getCiphers();
  expect(
    [...TLS12_SUITES.values(), ...TLS13_SUITES].filter((name) => !known.includes(name.toLowerCase())),
  ).toEqual([]);
  for (const ecdhCurve of CURVES.values()) expect(() => createSecureContext({ ecdhCurve })).not.toThrow();
});

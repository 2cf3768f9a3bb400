import type { SecureContextOptions } from "node:tls";
import { CURVES, DEFAULT_TLS12_SUITES, TLS12_SUITES, TLS13_SUITES, TLS_VERSIONS } from "./tls-names";
import type { WebConfigDocument } from "./web-config-schema";

/** Versions, suites and curves in Node's terms. Also says what holds where the document says nothing. */
export function toProtocolOptions(document: WebConfigDocument["tls_server_config"]): SecureContextOptions {
  const listed = document.cipher_suites ?? [];
  const suites = listed.length === 0 ? DEFAULT_TLS12_SUITES : listed;
  const tls12 = suites.flatMap((suite) => TLS12_SUITES.get(suite) ?? []);
  const curves = (document.curve_preferences ?? []).flatMap((curve) => CURVES.get(curve) ?? []);
  return {
    minVersion: TLS_VERSIONS[document.min_version ?? "TLS12"],
    maxVersion: TLS_VERSIONS[document.max_version ?? "TLS13"],
    // Node takes a list without suites of TLS 1.3 for the wish to be without TLS 1.3; in Go they are always there.
    ciphers: [...TLS13_SUITES, ...tls12].join(":"),
    honorCipherOrder: document.prefer_server_cipher_suites ?? true,
    ...(curves.length > 0 && { ecdhCurve: curves.join(":") }),
    // As in Go: what is in the file is trusted, whether it signed itself or not.
    allowPartialTrustChain: true,
  };
}

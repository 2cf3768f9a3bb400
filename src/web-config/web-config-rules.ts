import type { ConfigFinding } from "../strict-yaml/config-problem";
import { entriesOf, itemsOf, valueAt } from "../strict-yaml/source/raw-document";
import { repeatedValues } from "../strict-yaml/repeated-values";
import { TLS12_SUITES } from "./tls-names";

const TLS = "tls_server_config";
const VERIFYING = ["VerifyClientCertIfGiven", "RequireAndVerifyClientCert"];

/**
 * What contradicts itself in a web configuration. Takes the document as it was read, before the schema, so that these
 * problems are reported together with whatever else is wrong.
 */
export function webConfigFindings(document: unknown): readonly ConfigFinding[] {
  return [
    ...keyPairFindings(document),
    ...clientFindings(document),
    ...protocolFindings(document),
    ...userFindings(document),
    ...rateLimitFindings(document),
  ];
}

/** Whether a key has something for a value: Go's programs take an empty text for none. */
function isGiven(document: unknown, key: string): boolean {
  const value = valueAt(document, TLS, key);
  return value !== undefined && value !== null && value !== "";
}

const MATERIALS = [
  ["cert_file", "cert"],
  ["key_file", "key"],
  ["client_ca_file", "client_ca"],
] as const;

function keyPairFindings(document: unknown): readonly ConfigFinding[] {
  const isUsed = entriesOf(valueAt(document, TLS)).some(([key]) => isGiven(document, key));
  if (!isUsed) return [];
  const [cert, key] = MATERIALS.map((names) => names.some((name) => isGiven(document, name)));
  const twice = MATERIALS.flatMap(([file, inline]): readonly ConfigFinding[] => {
    if (!isGiven(document, file) || !isGiven(document, inline)) return [];
    return [{ path: [TLS, inline], message: `given beside ${file}; keep one of the two`, at: "key" }];
  });
  if (cert && key) return twice;
  const both = cert === key ? "cert_file and key_file (or cert and key)" : undefined;
  const missing = both ?? (cert ? "key_file or key, its private key" : "cert_file or cert, the certificate");
  const message = `expected ${missing}; without it nothing would be encrypted`;
  return [{ path: [TLS], message, at: "key" }, ...twice];
}

function clientFindings(document: unknown): readonly ConfigFinding[] {
  const type = valueAt(document, TLS, "client_auth_type");
  const isVerifying = VERIFYING.some((name) => name === type);
  const caKey = ["client_ca_file", "client_ca"].find((key) => isGiven(document, key));
  const sans = valueAt(document, TLS, "client_allowed_sans");
  const findings: ConfigFinding[] = [];
  if (isVerifying && caKey === undefined) {
    const message = `${String(type)} needs client_ca_file or client_ca: without it, every certificate of every public authority would do`;
    findings.push({ path: [TLS, "client_auth_type"], message });
  }
  if (
    caKey !== undefined &&
    (type === undefined || type === null || type === "" || type === "NoClientCert")
  ) {
    const message = "no client is asked for a certificate; set client_auth_type: RequireAndVerifyClientCert";
    findings.push({ path: [TLS, caKey], message, at: "key" });
  }
  if (Array.isArray(sans) && sans.length === 0) {
    findings.push({
      path: [TLS, "client_allowed_sans"],
      message: "expected at least one name, got an empty list",
    });
  } else if (itemsOf(sans).length > 0 && !isVerifying) {
    const message =
      "needs client_auth_type: RequireAndVerifyClientCert; a certificate that nobody verifies can have any name";
    findings.push({ path: [TLS, "client_allowed_sans"], message, at: "key" });
  }
  return findings;
}

function protocolFindings(document: unknown): readonly ConfigFinding[] {
  const findings: ConfigFinding[] = [];
  const max = valueAt(document, TLS, "max_version");
  if (valueAt(document, TLS, "min_version") === "TLS13" && max === "TLS12") {
    findings.push({
      path: [TLS, "max_version"],
      message: "expected at least min_version (TLS13), got TLS12",
    });
  }
  const suites = itemsOf(valueAt(document, TLS, "cipher_suites"));
  if (suites.length > 0 && max === "TLS12" && !suites.some((suite) => TLS12_SUITES.has(String(suite)))) {
    const message =
      "has no suite of TLS 1.2, which is all that max_version leaves; add one, or leave max_version out";
    findings.push({ path: [TLS, "cipher_suites"], message, at: "key" });
  }
  for (const key of ["cipher_suites", "curve_preferences"]) {
    const items = itemsOf(valueAt(document, TLS, key));
    findings.push(...repeatedValues(items, (index) => [TLS, key, index], "is listed twice; once is enough"));
  }
  return findings;
}

function userFindings(document: unknown): readonly ConfigFinding[] {
  return entriesOf(valueAt(document, "basic_auth_users")).flatMap(([name]): readonly ConfigFinding[] => {
    if (name !== "" && !/[:\p{Cc}]/u.test(name)) return [];
    const message =
      "no client could send this name; expected one without colons and control characters, not empty";
    return [{ path: ["basic_auth_users", name], message, at: "key" }];
  });
}

function rateLimitFindings(document: unknown): readonly ConfigFinding[] {
  if (valueAt(document, "rate_limit") === undefined) return [];
  const message =
    "is not taken here; http.rate_limit in the file of --config.file limits each client by itself, so that none can use up the share of all";
  return [{ path: ["rate_limit"], message, at: "key" }];
}

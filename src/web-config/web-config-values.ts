import { z } from "zod";
import { valueSchema } from "../strict-yaml/value-schemas";
import type { ValueSchema } from "../strict-yaml/value-schemas";
import { nearest } from "../strict-yaml/unknown-key";
import { CURVES, TLS12_SUITES, TLS13_SUITES, TLS_VERSIONS } from "./tls-names";
import type { TlsVersionName } from "./tls-names";
import { CLIENT_AUTH_TYPES } from "./web-config";
import type { ClientAuthType } from "./web-config";

/**
 * 22 characters of salt and 31 of digest in bcrypt's own base64. The last of each stands for fewer than six bits, so it is
 * one of few: what ends otherwise was typed or cut, and no password would ever match it.
 */
const BCRYPT = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{21}[.Oeu][./A-Za-z0-9]{30}[.CGKOSWaeimquy26]$/;

/** A check takes twice as long with each step of the cost; with this one about a minute. */
const HIGHEST_COST = 20;
const LOWEST_COST = 4;

/** What may be left out by writing nothing or an empty text, as Go's programs take it. */
export function optionalText<T extends z.ZodType>(schema: T): z.ZodPreprocess<z.ZodOptional<T>> {
  return z.preprocess((value) => (value === "" || value === null ? undefined : value), schema.optional());
}

/** As {@link optionalText}, but nothing at all after the key is a mistake. */
export function writtenText<T extends z.ZodType>(schema: T): z.ZodPreprocess<z.ZodOptional<T>> {
  return z.preprocess((value) => (value === "" ? undefined : value), schema.optional());
}

/** A text that should be PEM. Whether it is will be seen when it is used. */
export function pemSchema(): ValueSchema<string> {
  return valueSchema("PEM text", (value) =>
    typeof value === "string" ? { value } : { expected: "PEM text (-----BEGIN ...)" },
  );
}

/** How far clients have to identify themselves by certificates. */
export function clientAuthSchema(): ValueSchema<ClientAuthType> {
  return valueSchema("client_auth_type", (value) => {
    // The name that the toolkit had first, and still takes.
    const name = value === "RequireClientCert" ? "RequireAnyClientCert" : value;
    const type = CLIENT_AUTH_TYPES.find((candidate) => candidate === name);
    return type === undefined ? { expected: orList(CLIENT_AUTH_TYPES) } : { value: type };
  });
}

/** A version of TLS that is still safe. */
export function tlsVersionSchema(): ValueSchema<TlsVersionName> {
  return valueSchema("TLS12 or TLS13", (value) => {
    if (value === "TLS12" || value === "TLS13") return { value };
    const expected = orList(Object.keys(TLS_VERSIONS));
    return value === "TLS10" || value === "TLS11"
      ? { expected: `${expected} (older versions can be broken and are withdrawn, see RFC 8996)` }
      : { expected };
  });
}

/** A cipher suite by Go's name. */
export function cipherSuiteSchema(): ValueSchema<string> {
  const known = [...TLS12_SUITES.keys(), ...TLS13_SUITES];
  return valueSchema("cipher suite", (value) => {
    if (typeof value !== "string") return { expected: "the name of a cipher suite" };
    if (known.includes(value)) return { value };
    if (value.startsWith("TLS_RSA_WITH_")) {
      return {
        expected:
          "a suite with forward secrecy (TLS_ECDHE_...): with this one, whoever gets the key can read what was recorded before",
      };
    }
    const meant = nearest(value, known);
    return { expected: meant === undefined ? `one of ${known.join(", ")}` : `a known suite (${meant}?)` };
  });
}

/** A curve by Go's name. */
export function curveSchema(): ValueSchema<string> {
  return valueSchema("curve", (value) =>
    typeof value === "string" && CURVES.has(value) ? { value } : { expected: orList([...CURVES.keys()]) },
  );
}

/** A Subject Alternative Name as a client's certificate may have it. */
export function sanSchema(): ValueSchema<string> {
  return valueSchema("name", (value) =>
    typeof value === "string" && value !== ""
      ? { value }
      : { expected: "a DNS name, an address, an e-mail address or a URI" },
  );
}

/** A bcrypt hash. */
export function bcryptHashSchema(): ValueSchema<string> {
  return valueSchema("bcrypt hash", (value) => {
    const expected = "a bcrypt hash of 60 characters ($2a$, $2b$ or $2y$), as from: htpasswd -nBC 10 NAME";
    const match = typeof value === "string" ? BCRYPT.exec(value) : null;
    if (match === null) return { expected };
    const cost = Number(match[1]);
    if (cost >= LOWEST_COST && cost <= HIGHEST_COST) return { value: match[0] };
    return {
      expected: `a bcrypt hash with a cost from ${LOWEST_COST} to ${HIGHEST_COST}; this one has ${cost}`,
    };
  });
}

/** The value of a header: one line, or one of few words. An empty one takes the header away. */
export function headerValueSchema(...words: readonly string[]): ValueSchema<string> {
  return valueSchema("text", (value) => {
    const isWord = words.length === 0 || words.some((word) => word === value);
    if (typeof value === "string" && isWord && /^[\t\x20-\x7e]*$/.test(value)) return { value };
    return { expected: words.length === 0 ? "a line of printable ASCII characters" : orList(words) };
  });
}

function orList(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} or ${words.at(-1)}` : words.join("");
}

import { z } from "zod";
import {
  dictionarySchema,
  sectionSchema,
  valuesSchema,
  writtenSectionSchema,
} from "../strict-yaml/section-schema";
import { filePathSchema, switchSchema } from "../strict-yaml/value-schemas";
import {
  bcryptHashSchema,
  cipherSuiteSchema,
  clientAuthSchema,
  curveSchema,
  headerValueSchema,
  optionalText,
  pemSchema,
  sanSchema,
  tlsVersionSchema,
  writtenText,
} from "./web-config-values";

const tlsSchema = writtenSectionSchema("How connections are encrypted.", {
  cert_file: optionalText(filePathSchema()),
  key_file: optionalText(filePathSchema()),
  cert: optionalText(pemSchema()),
  key: optionalText(pemSchema()),
  // Nothing after these keys would let clients in that are asked for a certificate now.
  client_auth_type: writtenText(clientAuthSchema()),
  client_ca_file: optionalText(filePathSchema()),
  client_ca: optionalText(pemSchema()),
  client_allowed_sans: valuesSchema("a list of names", sanSchema()).optional(),
  min_version: optionalText(tlsVersionSchema()),
  max_version: optionalText(tlsVersionSchema()),
  cipher_suites: valuesSchema("a list of cipher suites", cipherSuiteSchema()).nullish(),
  prefer_server_cipher_suites: switchSchema().optional(),
  curve_preferences: valuesSchema("a list of curves", curveSchema()).nullish(),
});

/** The headers that the exporter toolkit lets be set, spelled as there. */
const headersSchema = sectionSchema("Headers of every answer.", {
  "Content-Security-Policy": headerValueSchema().optional(),
  "X-Frame-Options": headerValueSchema("deny", "sameorigin").optional(),
  "X-Content-Type-Options": headerValueSchema("nosniff").optional(),
  "X-XSS-Protection": headerValueSchema().optional(),
  "Strict-Transport-Security": headerValueSchema().optional(),
});

const httpSchema = sectionSchema("What HTTP offers.", {
  http2: switchSchema().optional(),
  headers: headersSchema,
});

/** The whole document, as the exporter toolkit has it. Rules between values are in `web-config-rules.ts`. */
export const webConfigSchema = sectionSchema("The web configuration.", {
  tls_server_config: tlsSchema,
  http_server_config: httpSchema,
  basic_auth_users: dictionarySchema("bcrypt hashes by user.", bcryptHashSchema(), []),
  // Known, so that the rules can say why it is not taken.
  rate_limit: z.unknown().optional(),
});

/** The document with every value read. */
export type WebConfigDocument = z.output<typeof webConfigSchema>;

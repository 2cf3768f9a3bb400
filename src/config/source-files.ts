import { opensslRefusal } from "../strict-yaml/source/openssl-refusal";
import type { SecureContextOptions } from "node:tls";
import { readTextFile } from "../strict-yaml/source/read-text-file";
import type { Result, WithMessage } from "../domain/terms/result";
import type { SourceConfig } from "./sources";

/** Far above any chain of certificates or any token. */
const LARGEST_FILE_BYTES = 1024 * 1024;

/** What the files of a source hold. Not to be logged. */
export interface SourceSecrets {
  /** The value of the header `Authorization`. */
  readonly authorization: string | undefined;
  /** Undefined where the source says nothing of TLS. */
  readonly tls: SecureContextOptions | undefined;
}

/** The contents, or the setting whose file cannot be used, and why. */
export type SourceSecretsResult = Result<SourceSecrets, WithMessage & { readonly key: readonly string[] }>;

/**
 * Reads the files of a source as they are now, and has OpenSSL check certificates and keys. Messages never contain any of what
 * was read.
 */
export async function readSourceFiles({ credentials, tls }: SourceConfig): Promise<SourceSecretsResult> {
  let authorization: string | undefined;
  if (credentials !== undefined) {
    const isToken = credentials.kind === "token";
    const key = isToken ? ["authorization", "credentials_file"] : ["basic_auth", "password_file"];
    const secret = await readSecret(credentials.file, isToken ? NOT_IN_A_TOKEN : CONTROL);
    if (!secret.ok) return { ok: false, key, message: secret.message };
    authorization = isToken
      ? `${credentials.type} ${secret.value}`
      : `Basic ${Buffer.from(`${credentials.username}:${secret.value}`, "utf8").toString("base64")}`;
  }
  if (tls === undefined) return { ok: true, value: { authorization, tls: undefined } };
  const options: { ca?: string; cert?: string; key?: string } = {};
  const files = { ca: tls.caFile, cert: tls.certFile, key: tls.keyFile };
  for (const name of ["ca", "cert", "key"] as const) {
    const path = files[name];
    if (path === undefined) continue;
    const key = ["tls_config", `${name}_file`];
    const read = await readTextFile(path, LARGEST_FILE_BYTES);
    if (!read.ok) return { ok: false, key, message: `${path} ${read.message}` };
    options[name] = read.value;
    // OpenSSL takes a file without any certificate for one that trusts nobody.
    if (name !== "key" && !read.value.includes("-----BEGIN CERTIFICATE-----")) {
      const message = `${path}: expected a certificate as PEM (-----BEGIN CERTIFICATE-----), found none`;
      return { ok: false, key, message };
    }
    const refusal = opensslRefusal(name === "ca" ? { ca: read.value } : options);
    if (refusal !== undefined) return { ok: false, key, message: `${path}: ${refusal}` };
  }
  return { ok: true, value: { authorization, tls: options } };
}

/** What no header carries, and what nobody types. */
const NOT_IN_A_TOKEN = /[^\x21-\x7e]/;
const CONTROL = /\p{Cc}/u;

async function readSecret(path: string, unusable: RegExp): Promise<Result<string>> {
  const read = await readTextFile(path, LARGEST_FILE_BYTES);
  if (!read.ok) return { ok: false, message: `${path} ${read.message}` };
  // Editors and `echo` end a file with a newline that nobody means.
  const secret = read.value.replace(/\r?\n$/, "");
  if (secret === "") return { ok: false, message: `${path} is empty; expected a secret` };
  if (unusable.test(secret)) {
    return {
      ok: false,
      message: `${path} holds blanks, line breaks or characters that no secret of its kind has`,
    };
  }
  return { ok: true, value: secret };
}

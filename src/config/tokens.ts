import type { IngestNarrowing, TokenScope, TokenSource } from "./config";
import type { ConfigFinding } from "../strict-yaml/config-problem";
import { readTextFile } from "../strict-yaml/source/read-text-file";
import type { Result } from "../domain/terms/result";

/** Variables of the environment by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A bearer token with its secret. Not to be logged. */
export interface Token {
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  readonly ingest?: IngestNarrowing;
  /** At least 16 printable ASCII characters, none of them a blank: what an `Authorization` header can carry. */
  readonly secret: string;
}

/** Every token, or what is wrong with their secrets. */
export type TokensResult = Result<readonly Token[], { readonly findings: readonly ConfigFinding[] }>;

/** Below this many characters a secret can be guessed by trying. */
const SHORTEST_SECRET = 16;

/** Far above any token, far below any file that was named by mistake. */
const LARGEST_SECRET_FILE_BYTES = 64 * 1024;

type Secret = Result<string>;

/**
 * Fetches the secrets of tokens. Findings never contain any of what was read.
 *
 * @param sources `auth.tokens`, in the order of the file: findings count positions in it.
 */
export async function loadTokens(
  sources: readonly TokenSource[],
  environment: Environment,
): Promise<TokensResult> {
  const tokens: Token[] = [];
  const findings: ConfigFinding[] = [];
  for (const [index, { secretFrom, ...known }] of sources.entries()) {
    const secret =
      secretFrom.kind === "file"
        ? await secretFromFile(secretFrom.path)
        : secretFromVariable(secretFrom.variable, environment);
    if (secret.ok) tokens.push({ ...known, secret: secret.value });
    else findings.push({ path: ["auth", "tokens", index, secretFrom.kind], message: secret.message });
  }
  return findings.length > 0 ? { ok: false, findings } : { ok: true, value: tokens };
}

async function secretFromFile(path: string): Promise<Secret> {
  const read = await readTextFile(path, LARGEST_SECRET_FILE_BYTES);
  if (!read.ok) return { ok: false, message: `${path} ${read.message}` };
  // Editors and `echo` end a file with a newline that nobody means.
  return checkSecret(read.value.replace(/\r?\n$/, ""), path);
}

function secretFromVariable(variable: string, environment: Environment): Secret {
  const value = environment[variable];
  if (value === undefined) {
    return {
      ok: false,
      message: `the environment variable ${variable} is not set; expected the token's secret in it`,
    };
  }
  return checkSecret(value, `the environment variable ${variable}`);
}

function checkSecret(secret: string, place: string): Secret {
  if (secret === "") return { ok: false, message: `${place} is empty; expected a secret` };
  if (secret.length < SHORTEST_SECRET) {
    return {
      ok: false,
      message: `${place} holds a secret of ${secret.length} characters; expected at least ${SHORTEST_SECRET}, as from: openssl rand -hex 32`,
    };
  }
  if (!/^[\x21-\x7e]+$/.test(secret)) {
    return {
      ok: false,
      message: `${place} holds blanks, line breaks or other characters that no Authorization header carries; expected one printable word`,
    };
  }
  return { ok: true, value: secret };
}

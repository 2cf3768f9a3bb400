import { readFile } from "node:fs/promises";
import type { Result } from "../../domain/terms/result";
import { parseJson, printJson } from "../../wire/json/json";

/** Where an exporter that runs answers, and what it is told so that it does. */
export interface ExporterAddress {
  /** As the operator gave it: `http://127.0.0.1:10843`, or with the path that a proxy put before it. */
  readonly url: string;
  /** Holds the token; undefined where the exporter asks for none. */
  readonly tokenFile: string | undefined;
}

/** What it answered; `json` is undefined where the answer has no body. */
export interface ExporterAnswer {
  readonly status: number;
  readonly json: unknown;
}

/** A request that is not answered by then was not heard. Milliseconds. */
const TIMEOUT_MS = 15_000;

/**
 * Asks an exporter over its API. Whatever keeps it from answering with success is a sentence: that it cannot be reached, or what it says is
 * wrong. Redirects are not followed, so that the token goes to nobody but who was named.
 */
export async function askExporter(
  { url, tokenFile }: ExporterAddress,
  method: "GET" | "PUT" | "DELETE",
  path: string,
  body?: unknown,
): Promise<Result<ExporterAnswer>> {
  const target = targetOf(url, path);
  if (!target.ok) return target;
  const token = await tokenIn(tokenFile);
  if (!token.ok) return token;
  const headers: Record<string, string> = {
    ...(token.value !== undefined && { authorization: `Bearer ${token.value}` }),
    ...(body !== undefined && { "content-type": "application/json" }),
  };
  try {
    const response = await fetch(target.value, {
      method,
      headers,
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body !== undefined && { body: printJson(body) }),
    });
    return answerOf(response.status, await response.text());
  } catch (error) {
    return { ok: false, message: `${url} cannot be reached: ${reasonOf(error)}` };
  }
}

function targetOf(url: string, path: string): Result<URL> {
  try {
    const target = new URL(`${url.replace(/\/+$/, "")}${path}`);
    const isPlain = target.username === "" && target.password === "" && !/[?#]/.test(url);
    if (/^https?:$/.test(target.protocol) && isPlain) return { ok: true, value: target };
  } catch {
    // Said below.
  }
  const message = `--url: expected an address such as http://127.0.0.1:10843, without credentials, got ${JSON.stringify(url)}`;
  return { ok: false, message };
}

async function tokenIn(file: string | undefined): Promise<Result<string | undefined>> {
  if (file === undefined) return { ok: true, value: undefined };
  try {
    const token = (await readFile(file, "utf8")).trim();
    if (/^[!-~]+$/.test(token)) return { ok: true, value: token };
    return { ok: false, message: `--token-file: expected one token in ${file}, without blanks` };
  } catch (error) {
    return { ok: false, message: `--token-file: ${reasonOf(error)}` };
  }
}

function answerOf(status: number, text: string): Result<ExporterAnswer> {
  const json = text === "" ? undefined : parseJson(text);
  const value = json?.ok === true ? json.value : undefined;
  if (status >= 200 && status < 300 && json?.ok !== false)
    return { ok: true, value: { status, json: value } };
  const detail = (value as { readonly detail?: unknown } | undefined)?.detail;
  if (typeof detail === "string") return { ok: false, message: detail };
  return { ok: false, message: `it answered ${status}, and not as tidaldb-exporter does` };
}

/** What `fetch` throws says no more than that it failed; its cause does. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as { readonly message?: unknown; readonly cause?: unknown };
  const { code, message: deeper } = (cause ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  const told = [deeper, code, message].find((text) => typeof text === "string" && text !== "");
  return String(told ?? error);
}

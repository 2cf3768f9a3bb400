import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createSecureContext } from "node:tls";
import { InvalidArgumentError, Option } from "commander";
import type { Command } from "commander";
import type { Result } from "../../domain/terms/result";
import { withEnvironmentTwin } from "../arguments/environment-twin";
import { givenText } from "../arguments/given-text";
import type { TerminalHost } from "../terminal/terminal-host";

/** Where an exporter is that runs on this machine with the defaults. */
const DEFAULT_URL = "http://127.0.0.1:10843";

const DEFAULT_TIMEOUT_SECONDS = 10;

/** The flags of every command that asks a running exporter. */
export interface ConnectionFlags {
  readonly url: URL;
  readonly tokenFile?: string;
  readonly user?: string;
  readonly passwordFile?: string;
  readonly caFile?: string;
  readonly certFile?: string;
  readonly keyFile?: string;
  readonly serverName?: string;
  readonly insecureSkipVerify: boolean;
  readonly timeout: number;
}

/** How an exporter is asked. */
export interface Connection {
  /** With the path that a proxy may have put in front. */
  readonly url: URL;
  /** The header; undefined without credentials. */
  readonly authorization: string | undefined;
  /** What of it nobody is to see, in whatever form it was sent. */
  readonly secrets: readonly string[];
  readonly tls: {
    readonly ca?: Buffer | undefined;
    readonly cert?: Buffer | undefined;
    readonly key?: Buffer | undefined;
    readonly servername?: string | undefined;
    readonly rejectUnauthorized: boolean;
  };
  /** For a whole answer; of a stream, for its beginning. */
  readonly timeoutMs: number;
}

/** Adds the flags that say which exporter is asked, and how. Each has a twin in the environment, but for the one that is not safe. */
export function addConnectionFlags(command: Command, env: TerminalHost["env"]): Command {
  const file = givenText("the path of a file");
  const name = givenText("a name");
  const options = [
    new Option("--url <url>", "the exporter's address")
      .default(new URL(DEFAULT_URL), DEFAULT_URL)
      .argParser(address),
    new Option("--token-file <path>", "file with a bearer token").argParser(file),
    new Option("--user <name>", "name of a user with a password").argParser(name),
    new Option("--password-file <path>", "file with that user's password").argParser(file),
    new Option(
      "--ca-file <path>",
      "certificate authorities that the exporter's certificate is checked with",
    ).argParser(file),
    new Option("--cert-file <path>", "certificate of this client").argParser(file),
    new Option("--key-file <path>", "its private key").argParser(file),
    new Option(
      "--server-name <name>",
      "name in the exporter's certificate, if another than in --url",
    ).argParser(name),
    new Option("--timeout <seconds>", "how long an answer may take")
      .default(DEFAULT_TIMEOUT_SECONDS)
      .argParser(seconds),
  ];
  for (const option of options) command.addOption(withEnvironmentTwin(option, env));
  return command.option("--insecure-skip-verify", "take any certificate; never where it matters", false);
}

/** The connection that flags ask for, with what is in their files; or the sentence that says what is wrong with them. */
export async function readConnection(flags: ConnectionFlags): Promise<Result<Connection>> {
  const { url, user, tokenFile, passwordFile } = flags;
  if (tokenFile !== undefined && user !== undefined)
    return problem("--token-file and --user: expected one of them, got both");
  if ((user === undefined) !== (passwordFile === undefined))
    return problem("--user and --password-file: expected both or neither");
  if ((flags.certFile === undefined) !== (flags.keyFile === undefined))
    return problem("--cert-file and --key-file: expected both or neither");
  try {
    const ca = await certificatesOf("--ca-file", flags.caFile);
    const cert = await certificatesOf("--cert-file", flags.certFile);
    const key = await bytesOf("--key-file", flags.keyFile);
    if (cert !== undefined && key !== undefined) checkKey(cert, key, flags);
    const token = await secretOf("--token-file", tokenFile);
    const password = await secretOf("--password-file", passwordFile);
    const basic = Buffer.from(`${user ?? ""}:${password ?? ""}`).toString("base64");
    const authorization =
      token !== undefined ? `Bearer ${token}` : user === undefined ? undefined : `Basic ${basic}`;
    const secrets = [token, password, user === undefined ? undefined : basic].filter(
      (secret) => secret !== undefined,
    );
    const rejectUnauthorized = !flags.insecureSkipVerify;
    const tls = { ca, cert, key, servername: flags.serverName, rejectUnauthorized };
    return { ok: true, value: { url, authorization, secrets, tls, timeoutMs: flags.timeout * 1000 } };
  } catch (error) {
    if (error instanceof FileProblem) return problem(error.message);
    throw error;
  }
}

/** A file of a flag is no good. */
class FileProblem extends Error {}

async function bytesOf(flag: string, path: string | undefined): Promise<Buffer | undefined> {
  if (path === undefined) return undefined;
  try {
    return await readFile(path);
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new FileProblem(`${flag}: ${path} cannot be read (${code})`);
  }
}

/** Checked here, because a file without any would be taken for an empty list of authorities, and nobody told why nothing is trusted. */
async function certificatesOf(flag: string, path: string | undefined): Promise<Buffer | undefined> {
  const bytes = await bytesOf(flag, path);
  if (bytes === undefined) return undefined;
  try {
    if (bytes.includes("-----BEGIN ")) new X509Certificate(bytes);
    else throw new Error("no PEM");
  } catch {
    throw new FileProblem(`${flag}: ${String(path)}: expected certificates in PEM, got something else`);
  }
  return bytes;
}

function checkKey(cert: Buffer, key: Buffer, { certFile, keyFile }: ConnectionFlags): void {
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    const found = code === "ERR_OSSL_X509_KEY_VALUES_MISMATCH" ? "another one" : "something else";
    throw new FileProblem(
      `--key-file: ${String(keyFile)}: expected the private key of ${String(certFile)}, in PEM and without a passphrase, got ${found}`,
    );
  }
}

async function secretOf(flag: string, path: string | undefined): Promise<string | undefined> {
  const secret = (await bytesOf(flag, path))?.toString("utf8").trim();
  if (secret === undefined || /^[^\r\n\0]+$/.test(secret)) return secret;
  throw new FileProblem(
    `${flag}: ${String(path)}: expected a secret in one line, got ${secret === "" ? "nothing" : "something else"}`,
  );
}

function address(text: string): URL {
  const url = URL.parse(/^(\[[\da-f:.]+\]|[\w.-]+):\d+(\/|$)/i.test(text) ? `http://${text}` : text);
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:"))
    throw new InvalidArgumentError(`Expected an address such as ${DEFAULT_URL}.`);
  if (url.username !== "" || url.password !== "")
    throw new InvalidArgumentError(
      "Expected no password in the address: everybody can see it. Use --user and --password-file.",
    );
  return url;
}

function seconds(text: string): number {
  const value = /^\d{1,5}(\.\d{1,3})?$/.test(text) ? Number(text) : 0;
  if (value > 0) return value;
  throw new InvalidArgumentError("Expected a number of seconds, more than 0.");
}

function problem(message: string): { readonly ok: false; readonly message: string } {
  return { ok: false, message };
}

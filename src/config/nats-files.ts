import type { ConfigFinding } from "../strict-yaml/config-problem";
import { readTextFile } from "../strict-yaml/source/read-text-file";
import type { NatsConfig } from "./nats";

/** Far above any of them, far below any file that was named by mistake. */
const LARGEST_FILE_BYTES = 1024 * 1024;

/** What a file has to look like; what it says is for the servers to judge. */
interface FileRule {
  readonly key: readonly string[];
  readonly path: string | undefined;
  readonly expected: string;
  readonly pattern: RegExp;
}

const CREDENTIALS = /BEGIN NATS USER JWT[^]*BEGIN USER NKEY SEED/;
const SEED = /^\s*SU[A-Z2-7]{56}\s*$/;
const WORD = /^\s*\S+\s*$/;
const PEM = /-----BEGIN /;

/** What is wrong with the files that the section `nats` names. Findings never contain any of what was read. */
export async function natsFileFindings(nats: NatsConfig | undefined): Promise<readonly ConfigFinding[]> {
  const findings: ConfigFinding[] = [];
  for (const { key, path, expected, pattern } of nats === undefined ? [] : rulesOf(nats)) {
    if (path === undefined) continue;
    const read = await readTextFile(path, LARGEST_FILE_BYTES);
    if (!read.ok) findings.push({ path: ["nats", ...key], message: `${path} ${read.message}` });
    else if (!pattern.test(read.value)) {
      findings.push({
        path: ["nats", ...key],
        message: `${path} holds something else; expected ${expected}`,
      });
    }
  }
  return findings;
}

function rulesOf({ identity, tls }: NatsConfig): readonly FileRule[] {
  const file = (kind: typeof identity.kind): string | undefined =>
    identity.kind === kind && identity.kind !== "nobody" ? identity.file : undefined;
  return [
    {
      key: ["credentials_file"],
      path: file("credentials"),
      expected: "credentials as `nsc` writes them: a user's JWT and its seed",
      pattern: CREDENTIALS,
    },
    {
      key: ["nkey_seed_file"],
      path: file("nkey"),
      expected: "the seed of a user's NKey, SU...",
      pattern: SEED,
    },
    { key: ["token_file"], path: file("token"), expected: "one word, the token", pattern: WORD },
    { key: ["password_file"], path: file("password"), expected: "one word, the password", pattern: WORD },
    { key: ["tls", "ca_file"], path: tls?.caFile, expected: "certificates in PEM", pattern: PEM },
    { key: ["tls", "cert_file"], path: tls?.certFile, expected: "a certificate in PEM", pattern: PEM },
    { key: ["tls", "key_file"], path: tls?.keyFile, expected: "a key in PEM", pattern: PEM },
  ];
}

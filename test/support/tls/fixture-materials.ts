import { createPrivateKey } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { CertificateAuthority } from "./certificate-authority";

/** What fixtures have inside of themselves, by the word that stands for it. */
export type InlineMaterials = Readonly<Record<"SERVER_CERT" | "SERVER_KEY" | "CA_CERT", string>>;

/** Writes every certificate and key that a fixture refers to into a folder. */
export async function writeFixtureMaterials(folder: string): Promise<InlineMaterials> {
  const authority = await CertificateAuthority.create();
  const [server, other, rsa, short] = await Promise.all([
    authority.issue("server"),
    authority.issue("other"),
    authority.issue("rsa", { rsaBits: 2048 }),
    authority.issue("short", { rsaBits: 512 }),
  ]);
  const files: Readonly<Record<string, string>> = {
    "ca.crt": authority.cert,
    "server.crt": server.cert,
    "server.key": server.key,
    "folder/server.crt": server.cert,
    "both.pem": `a note that nobody reads\n${server.key}${server.cert}`,
    "chain.pem": server.cert + authority.cert,
    "other.key": other.key,
    "rsa.crt": rsa.cert,
    "rsa.key": rsa.key,
    "short.crt": short.cert,
    "short.key": short.key,
    "broken.crt": broken(server.cert),
    "broken.key": broken(server.key),
    "encrypted.key": encrypted(server.key),
    "empty.pem": "",
  };
  await mkdir(join(folder, "folder"));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return { SERVER_CERT: server.cert, SERVER_KEY: server.key, CA_CERT: authority.cert };
}

/** The same PEM block with less in it. */
function broken(pem: string): string {
  const lines = pem.trim().split("\n");
  return `${[lines[0], lines[1], lines.at(-1)].join("\n")}\n`;
}

function encrypted(key: string): string {
  const options = { type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "not told" } as const;
  return createPrivateKey(key).export(options).toString();
}

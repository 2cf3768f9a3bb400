import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { formatProblems } from "../../../src/strict-yaml/config-problem";
import { loadWebConfig } from "../../../src/web-config/load-web-config";
import type { WebConfigResult } from "../../../src/web-config/load-web-config";
import { WebConfigReloader } from "../../../src/reload/web-config-reloader";
import { CertificateAuthority } from "../../support/tls/certificate-authority";
import type { Identity } from "../../support/tls/certificate-authority";

const TLS = "tls_server_config: {cert_file: server.crt, key_file: server.key}\n";

let authority: CertificateAuthority;
let first: Identity;
let second: Identity;
let folder: string;

beforeAll(async () => {
  authority = await CertificateAuthority.create();
  [first, second] = await Promise.all([authority.issue("first"), authority.issue("second")]);
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "web-config-reload-"));
  await write({ "server.crt": first.cert, "server.key": first.key, "web.yml": TLS });
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}

async function start(path = join(folder, "web.yml")): Promise<WebConfigReloader> {
  const { result, reads } = await loadWebConfig(path);
  if (!result.ok) throw new Error(formatProblems(result.problems));
  return new WebConfigReloader(path, { result, reads });
}

/** What a number of looks in a row find. */
async function looks(reloader: WebConfigReloader, count: number): Promise<readonly string[]> {
  const found: string[] = [];
  for (let look = 0; look < count; look += 1) {
    const result = await reloader.reloadIfChanged();
    found.push(result === undefined ? "nothing new" : outcome(result));
  }
  return found;
}

function outcome(result: WebConfigResult): string {
  return result.ok ? "loaded" : formatProblems(result.problems).replaceAll(`${folder}/`, "").trim();
}

function served(reloader: WebConfigReloader): unknown {
  return reloader.current.tls?.secureContext.cert;
}

test("files that stay the same are not loaded again", async () => {
  expect(await looks(await start(), 3)).toEqual(["nothing new", "nothing new", "nothing new"]);
});

test("a new certificate counts from the second look on that finds it", async () => {
  const reloader = await start();
  await write({ "server.crt": second.cert, "server.key": second.key });
  expect(await looks(reloader, 3)).toEqual(["nothing new", "loaded", "nothing new"]);
  expect(served(reloader)).toBe(second.cert);
});

test("a look between the two files of a key pair finds nothing wrong", async () => {
  const reloader = await start();
  await write({ "server.crt": second.cert });
  expect(await looks(reloader, 1)).toEqual(["nothing new"]);
  await write({ "server.key": second.key });
  expect(await looks(reloader, 2)).toEqual(["nothing new", "loaded"]);
});

test("a key that stays wrong is told once, what was there goes on, and the repair counts", async () => {
  const reloader = await start();
  await write({ "server.key": second.key });
  expect(await looks(reloader, 4)).toEqual([
    "nothing new",
    "web.yml:1:54: tls_server_config.key_file: is not the key of the certificate in cert_file (CN=first)",
    "nothing new",
    "nothing new",
  ]);
  expect([reloader.lastReloadSuccessful, served(reloader)]).toEqual([false, first.cert]);
  await write({ "server.key": first.key });
  expect(await looks(reloader, 2)).toEqual(["nothing new", "loaded"]);
  expect(reloader.lastReloadSuccessful).toBe(true);
});

test("a file that is taken away and comes back is noticed both times", async () => {
  const reloader = await start();
  await rm(join(folder, "server.crt"));
  const [, found] = await looks(reloader, 2);
  expect(found).toContain("server.crt cannot be read: no such file");
  await write({ "server.crt": second.cert, "server.key": second.key });
  expect(await looks(reloader, 2)).toEqual(["nothing new", "loaded"]);
});

test("a file that is named from now on is looked at from now on", async () => {
  const reloader = await start();
  await write({
    "ca.crt": authority.cert,
    "web.yml": `${TLS.replace("}", "")}, client_auth_type: RequestClientCert}`,
  });
  await looks(reloader, 2);
  await write({
    "web.yml": `${TLS.replace("}\n", "")}, client_ca_file: ca.crt, client_auth_type: RequestClientCert}`,
  });
  expect(await looks(reloader, 2)).toEqual(["nothing new", "loaded"]);
  await write({ "ca.crt": authority.cert + first.cert });
  expect(await looks(reloader, 2)).toEqual(["nothing new", "loaded"]);
});

test("the links that Kubernetes swaps are followed", async () => {
  const version = async (name: string, identity: Identity): Promise<void> => {
    await mkdir(join(folder, name));
    await write({ [`${name}/tls.crt`]: identity.cert, [`${name}/tls.key`]: identity.key });
    await symlink(name, join(folder, "..data_tmp"));
    await rename(join(folder, "..data_tmp"), join(folder, "..data"));
  };
  await version("..2026_01", first);
  for (const name of ["tls.crt", "tls.key"]) await symlink(join("..data", name), join(folder, name));
  await write({ "web.yml": "tls_server_config: {cert_file: tls.crt, key_file: tls.key}" });
  const reloader = await start();
  await version("..2026_02", second);
  expect(await looks(reloader, 2)).toEqual(["nothing new", "loaded"]);
  expect(served(reloader)).toBe(second.cert);
});

test("an explicit reload counts at once, and is not repeated by the next look", async () => {
  const reloader = await start();
  await write({ "server.crt": second.cert, "server.key": second.key });
  expect(outcome(await reloader.reload())).toBe("loaded");
  expect(served(reloader)).toBe(second.cert);
  expect(await looks(reloader, 2)).toEqual(["nothing new", "nothing new"]);
});

test("encryption can be switched on", async () => {
  await write({ "web.yml": "{}" });
  const reloader = await start();
  await write({ "web.yml": TLS });
  expect(await looks(reloader, 2)).toEqual(["nothing new", "loaded"]);
  expect(served(reloader)).toBe(first.cert);
});

test.each([
  ["{}\n", "web.yml: has no tls_server_config any more; encryption needs a restart to be switched off"],
  [" \n", "web.yml:1:1: is empty; restore the file, or write {} if it is meant to set nothing"],
])("encryption cannot be switched off by %j", async (text, message) => {
  const reloader = await start();
  await write({ "web.yml": text });
  expect(outcome(await reloader.reload())).toContain(message);
  expect(served(reloader)).toBe(first.cert);
  await write({ "web.yml": TLS });
  expect(outcome(await reloader.reload())).toBe("loaded");
});

test("a file that loses its users because it loses everything keeps them", async () => {
  const hash = "$2y$04$LV/lcjfC.oC4zVa6Lly6GuTrolt9nJ6LScJCPUZQV358wylmLo2Vi";
  await write({ "web.yml": `basic_auth_users: {alice: ${hash}}` });
  const reloader = await start();
  await write({ "web.yml": "" });
  expect(outcome(await reloader.reload())).toContain("is empty");
  expect(reloader.current.users).toEqual([{ name: "alice", hash }]);
});

test("reloads and looks at the same time take turns", async () => {
  const reloader = await start();
  await write({ "server.crt": second.cert, "server.key": second.key });
  const results = await Promise.all([
    reloader.reloadIfChanged(),
    reloader.reload(),
    reloader.reloadIfChanged(),
  ]);
  expect(results.map((result) => (result ? outcome(result) : "nothing new"))).toEqual([
    "nothing new",
    "loaded",
    "nothing new",
  ]);
  expect(await readFile(join(folder, "server.crt"), "utf8")).toBe(served(reloader));
});

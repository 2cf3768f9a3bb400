import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { hashSync } from "@node-rs/bcrypt";

import { describeWithProgram } from "../support/programs/describe-with-program";
import { eventually } from "../support/programs/eventually";
import { ExporterProcess } from "../support/programs/exporter-process";
import { Prometheus } from "../support/programs/prometheus";
import { SecureScraper, secureGet } from "../support/programs/secure-scraper";
import type { ScraperCredentials } from "../support/programs/secure-scraper";
import { CertificateAuthority } from "../support/tls/certificate-authority";
import type { Identity } from "../support/tls/certificate-authority";

const run = promisify(execFile);

const PASSWORDS = { prometheus: "old-password", successor: "new-password", boss: "boss-password" };
const HASHES = Object.fromEntries(
  Object.entries(PASSWORDS).map(([name, password]) => [name, hashSync(password, 8)]),
);
const TOKENS = {
  scrape: "scrape-token-0123456",
  ingest: "ingest-token-0123456",
  admin: "admin-token-01234567",
};
const NEW_TOKEN = "another-scrape-token-01";

/** From one scrape to the next, and what each may take. */
const SCRAPE_SECONDS = 1;

/** Long enough for two looks at the files, on a busy machine. */
const NOTICE_DEADLINE_MS = 20_000;

interface Materials {
  readonly authority: CertificateAuthority;
  readonly nextAuthority: CertificateAuthority;
  readonly server: Identity;
  readonly nextServer: Identity;
  readonly client: Identity;
  readonly nextClient: Identity;
}

async function createMaterials(): Promise<Materials> {
  const [authority, nextAuthority] = await Promise.all([
    CertificateAuthority.create("CA"),
    CertificateAuthority.create("Next CA"),
  ]);
  const [server, nextServer, client, nextClient] = await Promise.all([
    authority.issue("server"),
    authority.issue("next server"),
    authority.issue("client", { usage: "client" }),
    nextAuthority.issue("next client", { usage: "client" }),
  ]);
  return { authority, nextAuthority, server, nextServer, client, nextClient };
}

function webConfig(users: readonly string[]): string {
  return [
    "tls_server_config:",
    "  cert_file: server.crt",
    "  key_file: server.key",
    "  client_ca_file: clients.crt",
    "  client_auth_type: RequireAndVerifyClientCert",
    "basic_auth_users:",
    ...users.map((name) => `  ${name}: ${HASHES[name] ?? ""}`),
    "",
  ].join("\n");
}

function config(scrapeTokens: readonly string[]): string {
  const scrape = scrapeTokens.map(
    (file, index) => `    - {name: scrape${index}, scopes: [scrape], file: ${file}}`,
  );
  return [
    "auth:",
    "  users: {boss: [admin]}",
    "  tokens:",
    ...scrape,
    "    - {name: ingest, scopes: [ingest], file: ingest.token}",
    "    - {name: admin, scopes: [admin], file: admin.token}",
    "",
  ].join("\n");
}

function startExporter({ authority, server, client }: Materials): Promise<ExporterProcess> {
  return ExporterProcess.start({
    "exporter.yml": config(["scrape.token"]),
    "web.yml": webConfig(["prometheus", "boss"]),
    "server.crt": server.cert,
    "server.key": server.key,
    "ca.crt": authority.cert,
    "clients.crt": authority.cert,
    "client.pem": client.cert + client.key,
    "scrape.token": TOKENS.scrape,
    "ingest.token": TOKENS.ingest,
    "admin.token": TOKENS.admin,
    "client.token": TOKENS.scrape,
    "client.password": PASSWORDS.prometheus,
  });
}

function basic(name: keyof typeof PASSWORDS): string {
  return `Basic ${Buffer.from(`${name}:${PASSWORDS[name]}`).toString("base64")}`;
}

describeWithProgram("curl", "curl, with each kind of credentials", () => {
  let materials: Materials;
  let exporter: ExporterProcess;

  beforeAll(async () => {
    materials = await createMaterials();
    exporter = await startExporter(materials);
  });

  afterAll(async () => {
    await exporter.stop();
  });

  async function statusOf(path: string, ...args: readonly string[]): Promise<string> {
    const certificates = ["--cacert", "ca.crt", "--cert", "client.pem"];
    const output = ["--silent", "--output", "/dev/null", "--write-out", "%{http_code}"];
    const { stdout } = await run(
      "curl",
      [...output, ...certificates, ...args, `https://${exporter.address}${path}`],
      {
        cwd: exporter.folder,
      },
    );
    return stdout;
  }

  const bearer = (token: string): readonly string[] => ["--oauth2-bearer", token];
  const user = (name: keyof typeof PASSWORDS): readonly string[] => ["--user", `${name}:${PASSWORDS[name]}`];

  test.each<[string, readonly string[], string, string, string]>([
    ["nothing", [], "401", "401", "401"],
    ["the token for scrapes", bearer(TOKENS.scrape), "200", "403", "403"],
    ["the token for heartbeats", bearer(TOKENS.ingest), "403", "202", "403"],
    ["the token for everything", bearer(TOKENS.admin), "200", "202", "200"],
    ["a token that is none", bearer("no-token-at-all-0123"), "401", "401", "401"],
    ["a user's password", user("prometheus"), "200", "403", "403"],
    ["the password of a user who may do everything", user("boss"), "200", "202", "200"],
    ["a wrong password", ["--user", "prometheus:wrong"], "401", "401", "401"],
    ["a password after a question for it", ["--anyauth", ...user("prometheus")], "200", "403", "403"],
  ])("%s", async (_case, credentials, scrape, heartbeat, reload) => {
    const json = ["--header", "Content-Type: application/json", "--data", "[]"];
    expect({
      scrape: await statusOf("/metrics", ...credentials),
      heartbeat: await statusOf("/api/v1/heartbeats", ...json, ...credentials),
      reload: await statusOf("/-/reload", "--request", "POST", ...credentials),
      probe: await statusOf("/-/ready", ...credentials),
    }).toEqual({ scrape, heartbeat, reload, probe: "200" });
  });

  test("gets nowhere without a certificate, whatever it knows", async () => {
    const args = [
      "--silent",
      "--cacert",
      "ca.crt",
      ...bearer(TOKENS.admin),
      `https://${exporter.address}/metrics`,
    ];
    await expect(run("curl", args, { cwd: exporter.folder })).rejects.toMatchObject({ stdout: "" });
  });

  test("finds the end of the certificate in the metrics", async () => {
    const { authority, client } = materials;
    const credentials = { ca: authority.cert, client, authorization: basic("prometheus") };
    const { body } = await secureGet(exporter.address, credentials);
    const expiry = /^tidaldb_exporter_certificate_expiry_timestamp_seconds (\S+)$/m.exec(body)?.[1];
    const left = Number(expiry) - Date.now() / 1000;
    expect(left).toBeGreaterThan(3_000);
    expect(left).toBeLessThan(3_700);
  });
});

describeWithProgram("prometheus", "A real Prometheus, with certificates and passwords", () => {
  let materials: Materials;
  let exporter: ExporterProcess;
  let prometheus: Prometheus;

  beforeAll(async () => {
    materials = await createMaterials();
    exporter = await startExporter(materials);
    const job = (name: string, credentials: object, certificates: object): object => ({
      job_name: name,
      scheme: "https",
      ...credentials,
      tls_config: { ca_file: exporter.file("ca.crt"), ...certificates },
      static_configs: [{ targets: [exporter.address] }],
    });
    const client = { cert_file: exporter.file("client.pem"), key_file: exporter.file("client.pem") };
    const password = {
      basic_auth: { username: "prometheus", password_file: exporter.file("client.password") },
    };
    const token = { authorization: { credentials_file: exporter.file("client.token") } };
    prometheus = await Prometheus.start({
      global: { scrape_interval: `${SCRAPE_SECONDS}s`, scrape_timeout: `${SCRAPE_SECONDS}s` },
      scrape_configs: [
        job("password", password, client),
        job("token", token, client),
        job("nameless", password, {}),
        job("guessing", { basic_auth: { username: "prometheus", password: "guess" } }, client),
      ],
    });
    await eventually("a first scrape by every job", 20_000, async () => {
      const targets = await prometheus.targets();
      return targets.length === 4 && targets.every(({ health }) => health !== "unknown") ? true : undefined;
    });
  });

  afterAll(async () => {
    await prometheus.stop();
    await exporter.stop();
  });

  test("gets in with a certificate and a password or a token, and not with less", async () => {
    let targets = await prometheus.targets();
    const errorOf = (job: string): string | undefined =>
      targets.find(({ labels }) => labels["job"] === job)?.lastError;
    // On a busy machine a scrape may be too late, whatever it brings with it.
    await eventually("no scrape was too late", NOTICE_DEADLINE_MS, async () => {
      targets = await prometheus.targets();
      const isLate = targets.some(({ lastError }) => lastError.includes("deadline exceeded"));
      return isLate ? undefined : true;
    });
    const found = new Map(targets.map(({ labels, health }) => [labels["job"], health]));
    expect(Object.fromEntries(found)).toEqual({
      password: "up",
      token: "up",
      nameless: "down",
      guessing: "down",
    });
    expect(errorOf("guessing")).toContain("status 401");
    expect(errorOf("nameless")).not.toContain("status 401");
  });

  test("certificate, client CA, users and tokens are replaced, and no scrape fails", async () => {
    const { authority, nextAuthority, nextServer, client, nextClient } = materials;
    const old: ScraperCredentials = { ca: authority.cert, client, authorization: basic("prometheus") };
    const scraper = new SecureScraper(exporter.address, old, 200);
    const withToken = new SecureScraper(
      exporter.address,
      { ...old, authorization: `Bearer ${TOKENS.scrape}` },
      200,
    );
    /** Makes a change and waits until the exporter has taken it. */
    const change = async (message: string, make: () => Promise<void>): Promise<void> => {
      const before = exporter.timesLogged(message);
      await make();
      await eventually(message, NOTICE_DEADLINE_MS, () =>
        exporter.timesLogged(message) > before ? true : undefined,
      );
    };
    const web = (files: Readonly<Record<string, string>>): Promise<void> =>
      change("web configuration loaded", () => exporter.write(files));
    const reload = (files: Readonly<Record<string, string>>): Promise<void> =>
      change("configuration reloaded", async () => {
        await exporter.write(files);
        exporter.hangUp();
      });

    // The certificate of the server, in two files that cannot be written at once.
    await web({ "server.crt": nextServer.cert, "server.key": nextServer.key });
    // The authority of the clients: both for a while, then clients change over, then only the new one.
    await web({ "clients.crt": authority.cert + nextAuthority.cert });
    await exporter.replace("client.pem", nextClient.cert + nextClient.key);
    const middle: ScraperCredentials = { ...old, client: nextClient };
    scraper.credentials = middle;
    withToken.credentials = { ...withToken.credentials, client: nextClient };
    await web({ "clients.crt": nextAuthority.cert });
    // The password: a second user for a while.
    await web({ "web.yml": webConfig(["prometheus", "successor", "boss"]) });
    scraper.credentials = { ...middle, authorization: basic("successor") };
    // The token likewise.
    await reload({ "exporter.yml": config(["scrape.token", "next.token"]), "next.token": NEW_TOKEN });
    withToken.credentials = { ...middle, authorization: `Bearer ${NEW_TOKEN}` };
    await exporter.replace("client.token", NEW_TOKEN);
    const scrapesBefore = withToken.scrapes;
    await eventually("everybody uses the new token", NOTICE_DEADLINE_MS, () =>
      withToken.scrapes > scrapesBefore + 15 ? true : undefined,
    );
    await reload({ "exporter.yml": config(["next.token"]) });
    const last = await secureGet(exporter.address, { ...middle, authorization: `Bearer ${TOKENS.scrape}` });
    await Promise.all([scraper.stop(), withToken.stop()]);

    expect([scraper.failures, withToken.failures]).toEqual([[], []]);
    expect(scraper.scrapes).toBeGreaterThan(30);
    expect([...scraper.subjects]).toEqual(["server", "next server"]);
    expect(last.status).toBe(401);
    await expect(secureGet(exporter.address, old)).rejects.toThrow();
    for (const job of ["password", "token"]) {
      expect([job, await prometheus.failedInTime(job, SCRAPE_SECONDS)]).toEqual([job, 0]);
    }
  }, 150_000);
});

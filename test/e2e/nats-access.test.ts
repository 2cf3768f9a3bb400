import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NatsLink } from "../../src/nats/nats-link";
import type { NatsLinkEvent } from "../../src/nats/nats-link";
import { loadNatsPackages } from "../../src/nats/nats-packages";
import type { NatsIdentity, NatsTls } from "../../src/nats/nats-settings";
import { describeWithProgram } from "../support/programs/describe-with-program";
import { eventually } from "../support/programs/eventually";
import { NatsServers } from "../support/programs/nats-servers";
import { CertificateAuthority } from "../support/tls/certificate-authority";

const { nkeys } = loadNatsPackages().transport;
const UP_MS = 20_000;
/** Long enough for a client that knows the right password: it tries again every half second. */
const REFUSED_MS = 2_000;

/** A signed claim, as NATS reads it. */
function jwt(issuer: ReturnType<typeof nkeys.createOperator>, subject: string, claims: object): string {
  const coded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const head = { typ: "JWT", alg: "ed25519-nkey" };
  const body = { jti: "1", iat: 1, iss: issuer.getPublicKey(), name: "test", sub: subject, nats: claims };
  const text = `${coded(head)}.${coded(body)}`;
  return `${text}.${Buffer.from(issuer.sign(Buffer.from(text))).toString("base64url")}`;
}

describeWithProgram("nats-server", "Who we are for NATS", () => {
  let folder: string;
  let servers: NatsServers | undefined;
  let link: NatsLink | undefined;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "nats-access-"));
  });

  afterEach(async () => {
    await link?.close();
    await servers?.stop();
    link = undefined;
    servers = undefined;
    rmSync(folder, { recursive: true });
  });

  function file(name: string, text: string): string {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  }

  function open(identity: NatsIdentity, tls?: NatsTls): readonly NatsLinkEvent[] {
    const events: NatsLinkEvent[] = [];
    link = NatsLink.open({
      settings: { servers: servers?.urls ?? [], identity, tls },
      packages: loadNatsPackages(),
      name: "access",
      onEvent: (event) => events.push(event),
    });
    return events;
  }

  test("a token, a password and the seed of an NKey are read from their files", async () => {
    const user = nkeys.createUser();
    servers = await NatsServers.start({
      extra: `authorization { users: [ { user: exporter, password: "s3cret" }, { nkey: ${user.getPublicKey()} } ] }`,
    });

    open({ kind: "password", user: "exporter", file: file("password", "s3cret\n") });
    expect(await link?.up(UP_MS)).toBe(true);
    await link?.close();
    open({ kind: "nkey", file: file("seed", `${Buffer.from(user.getSeed()).toString()}\n`) });
    expect(await link?.up(UP_MS)).toBe(true);
    await link?.close();
    await servers.stop();

    servers = await NatsServers.start({ extra: "authorization { token: t0ken }" });
    open({ kind: "token", file: file("token", "t0ken\n") });
    expect(await link?.up(UP_MS)).toBe(true);
  });

  test("a wrong password is told, not given up on: the right one is used as soon as it is in the file", async () => {
    servers = await NatsServers.start({ extra: 'authorization { user: exporter, password: "s3cret" }' });
    const password = file("password", "wrong");
    const events = open({ kind: "password", user: "exporter", file: password });
    await eventually("the refusal is told", UP_MS, () => (events.length > 0 ? true : undefined));
    expect(link?.problem).toMatch(/Authorization Violation/i);
    expect(JSON.stringify(events)).not.toContain("wrong");

    writeFileSync(password, "s3cret");

    expect(await link?.up(UP_MS)).toBe(true);
    expect(events.map(({ kind }) => kind)).toEqual(["refused", "connected"]);
  });

  test("a reload connects anew, with what the file holds by then", async () => {
    servers = await NatsServers.start({ extra: 'authorization { user: exporter, password: "s3cret" }' });
    const password = file("password", "s3cret");
    open({ kind: "password", user: "exporter", file: password });
    expect(await link?.up(UP_MS)).toBe(true);

    writeFileSync(password, "of yesterday");
    await link?.reconnect();
    await eventually("the connection is gone", UP_MS, () => (link?.problem ? true : undefined));
    expect(await link?.up(REFUSED_MS)).toBe(false);

    writeFileSync(password, "s3cret");
    expect(await link?.up(UP_MS)).toBe(true);
  });

  test("credentials as nsc writes them", async () => {
    const [operator, account, user] = [nkeys.createOperator(), nkeys.createAccount(), nkeys.createUser()];
    const limits = {
      subs: -1,
      data: -1,
      payload: -1,
      conn: -1,
      leaf: -1,
      imports: -1,
      exports: -1,
      wildcards: true,
    };
    const system = nkeys.createAccount();
    const accountJwt = (key: typeof account): string =>
      jwt(operator, key.getPublicKey(), { limits, type: "account", version: 2 });
    const userJwt = jwt(account, user.getPublicKey(), {
      subs: -1,
      data: -1,
      payload: -1,
      type: "user",
      version: 2,
    });
    const operatorJwt = jwt(operator, operator.getPublicKey(), { type: "operator", version: 2 });
    servers = await NatsServers.start({
      extra: [
        `operator: ${operatorJwt}`,
        "resolver: MEMORY",
        `system_account: ${system.getPublicKey()}`,
        `resolver_preload { ${[account, system].map((key) => `${key.getPublicKey()}: ${accountJwt(key)}`).join(", ")} }`,
      ].join("\n"),
    });
    const seed = Buffer.from(user.getSeed()).toString();
    const credentials = [
      "-----BEGIN NATS USER JWT-----",
      userJwt,
      "------END NATS USER JWT------",
      "",
      "-----BEGIN USER NKEY SEED-----",
      seed,
      "------END USER NKEY SEED------",
    ].join("\n");

    open({ kind: "credentials", file: file("exporter.creds", credentials) });

    await link?.up(UP_MS);
    expect(link?.problem).toBeUndefined();
  });

  test("servers that verify get our certificate; those of a stranger are refused", async () => {
    const authority = await CertificateAuthority.create();
    const stranger = await CertificateAuthority.create("A stranger");
    const server = await authority.issue("127.0.0.1");
    const client = await authority.issue("exporter", { usage: "client" });
    const caFile = file("ca.pem", authority.cert);
    const tls = `cert_file: "${file("server.crt", server.cert)}", key_file: "${file("server.key", server.key)}"`;
    servers = await NatsServers.start({
      scheme: "tls",
      extra: `tls { ${tls}, ca_file: "${caFile}", verify: true }`,
    });
    const identity = { kind: "nobody" } as const;

    open(identity, { caFile, certFile: file("c.crt", client.cert), keyFile: file("c.key", client.key) });
    expect(await link?.up(UP_MS)).toBe(true);
    await link?.close();

    const events = open(identity, { caFile: file("stranger.pem", stranger.cert) });
    await eventually("the refusal is told", UP_MS, () => (events.length > 0 ? true : undefined));
    expect(link?.connection).toBeUndefined();
    expect(link?.problem).toMatch(/self.signed|unable to (get|verify)|certificate/i);
  });
});

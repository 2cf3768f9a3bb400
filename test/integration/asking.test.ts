import { createServer } from "node:http";
import type { RequestListener, Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { statusCommand } from "../../src/cli/cluster/status-command";
import { runProgram } from "../../src/cli/program";
import { recordingHost } from "../support/app/cli-host";
import type { RecordingHost } from "../support/app/cli-host";
import { RunningExporter } from "../support/app/running-exporter";
import { eventually } from "../support/programs/eventually";
import { CertificateAuthority } from "../support/tls/certificate-authority";

async function run(url: string, ...args: readonly string[]): Promise<RecordingHost> {
  const host = recordingHost();
  await runProgram([...args, "--url", url], host);
  return host;
}

describe("a running exporter", () => {
  const CONFIG =
    "health: { offline_after: 1500ms }\ncluster: { name: production, regions: { 0: us-east, 1: eu-west } }\n" +
    "topology: { shards: [{ shard_id: 0, region_id: 0 }, { shard_id: 3, region_id: 1 }] }\n" +
    "tenants: [{ tenant_id: 9, required_regions: [1] }]\n";
  let exporter: RunningExporter;

  beforeAll(async () => {
    exporter = await RunningExporter.start(CONFIG);
    await exporter.heartbeat({ shard_id: 3, region_id: 1 });
    await eventually("the region is Offline, and an incident explains it", 20_000, async () => {
      const health = await (await exporter.request("/health.json?region=eu-west&shards=false")).json();
      const { status, incidents } = health as { status: string; incidents: readonly unknown[] };
      return status === "Offline" && incidents.length > 0 ? true : undefined;
    });
  });

  afterAll(async () => {
    await exporter.remove();
  });

  test("status says what is wrong and ends with 0, unless it is asked for a code", async () => {
    const { output, errors, exitCode } = await run(exporter.url, "status");

    expect(errors).toBe("");
    expect(output).toMatch(/^cluster production: Offline\n.* wrong/);
    expect(output).toMatch(/^eu-west +Offline +\d/m);
    expect(exitCode).toBe(0);
    expect((await run(exporter.url, "status", "--exit-code")).exitCode).toBe(2);
  });

  test("status --json is the health as the API has it", async () => {
    const { output } = await run(exporter.url, "status", "--json");

    expect(JSON.parse(output)).toMatchObject({ cluster: "production", status: "Offline", shards: [] });
  });

  test("status --watch asks again and again, until nobody reads it", async () => {
    const usual = recordingHost();
    const isOutputGone = (): boolean => usual.output.split("cluster production").length > 3;
    const host = { ...usual, isOutputGone, terminal: () => ({ columns: 80 }) };
    const pauses: number[] = [];
    const pause = (ms: number): Promise<unknown> => Promise.resolve(pauses.push(ms));
    await statusCommand(host, pause).parseAsync(["--watch", "7", "--url", exporter.url], { from: "user" });

    expect(usual.output.split("\u001b[H\u001b[J")).toHaveLength(4);
    expect(pauses).toEqual([7_000, 7_000, 7_000]);
  });

  test.each(["eu-west", "1"])(
    "explain region %s gives incidents, evidence and what happened",
    async (name) => {
      const { output, exitCode } = await run(exporter.url, "explain", "region", name);

      expect(output).toMatch(/^region eu-west \(1\) is Offline for /);
      expect(output).toMatch(/WHAT EXPLAINS IT\n\* .*eu-west/);
      expect(output).toMatch(/EVIDENCE\n- Shard 3: no heartbeat for /);
      expect(output).toMatch(/WHAT HAPPENED LATELY\n[^]*eu-west went from Healthy to Offline\n/);
      expect(exitCode).toBe(0);
    },
  );

  test("explain of a region that nobody knows says which there are", async () => {
    const { errors, exitCode } = await run(exporter.url, "explain", "region", "eu-wets");

    expect(errors).toBe(
      `error: ${exporter.url}/ cannot be asked: it answered 404: region: expected one of us-east, eu-west, got "eu-wets"\n`,
    );
    expect(exitCode).toBe(3);
  });

  test("events tells what happened, the latest last, and narrows it", async () => {
    const all = await run(exporter.url, "events");
    expect(all.output).toMatch(/^\S+Z {2}exporter started[^]*incident began/);
    const some = await run(
      exporter.url,
      "events",
      "--region",
      "us-east",
      "--kind",
      "config_refused",
      "--since",
      "1h",
    );
    expect([some.output, some.errors]).toEqual(["", ""]);
    const last = await run(exporter.url, "events", "--limit", "1", "--json");
    expect(JSON.parse(last.output)).toMatchObject({ kind: expect.any(String) as string });
  });

  test("events --follow goes on with what happens, until nobody reads it", async () => {
    const usual = recordingHost();
    const isOutputGone = (): boolean => usual.output.includes("configuration reloaded");
    const following = runProgram(["events", "-f", "--limit", "1", "--url", exporter.url], {
      ...usual,
      isOutputGone,
    });
    await eventually("the page was told", 20_000, () => (usual.output === "" ? undefined : true));
    await exporter.request("/-/reload", { method: "POST" });
    await following;

    expect(usual.output.split("\n").at(-2)).toMatch(/Z {2}configuration reloaded$/);
  });

  test("topology and tenants have the names of regions", async () => {
    expect((await run(exporter.url, "topology")).output).toMatch(/^eu-west +1 +1 +3$/m);
    expect((await run(exporter.url, "tenants")).output).toMatch(/^9 .* eu-west$/m);
    expect(JSON.parse((await run(exporter.url, "tenants", "--json")).output)).toMatchObject({
      tenants: [{ tenant_id: 9 }],
    });
  });

  test("the address can be in the environment, and with a path behind it", async () => {
    const host = recordingHost();
    process.env["TIDALDB_EXPORTER_URL"] = `${exporter.url}/`;
    try {
      await runProgram(["topology"], host);
    } finally {
      Reflect.deleteProperty(process.env, "TIDALDB_EXPORTER_URL");
    }

    expect(host.output).toContain("us-east");
  });
});

describe("what is no exporter, or does not answer", () => {
  let folder: string;
  let server: Server | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "asking-"));
  });

  afterEach(async () => {
    server?.closeAllConnections();
    await new Promise((resolve) => {
      if (server?.listening === true) server.close(resolve);
      else resolve(undefined);
    });
    await rm(folder, { recursive: true });
  });

  async function serve(listener: RequestListener): Promise<string> {
    return listen(createServer(listener));
  }

  async function listen(made: Server): Promise<string> {
    server = made;
    await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
    return `127.0.0.1:${(made.address() as AddressInfo).port}`;
  }

  async function file(name: string, text: string): Promise<string> {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  }

  function answering(status: number, type: string, body: string, headers = {}): RequestListener {
    return (_request, response) => {
      response.writeHead(status, { "content-type": type, ...headers }).end(body);
    };
  }

  const problem = (detail: string): string =>
    JSON.stringify({ type: "about:blank", title: "x", status: 401, detail });

  test.each<[string, RequestListener, string, timeoutSeconds?: string]>([
    [
      "a proxy's error page",
      answering(502, "text/html", "<h1>Bad gateway</h1>"),
      "it answered 502 with text/html, which is no answer of an exporter; is --url right, or a proxy in between?",
    ],
    [
      "a page that looks like success",
      answering(200, "text/html", "<h1>Log in</h1>"),
      "it answered 200 with text/html, which is no answer of an exporter; is --url right, or a proxy in between?",
    ],
    [
      "JSON that is none",
      answering(200, "application/json", "{"),
      "it answered 200 with application/json, which is no answer of an exporter; is --url right, or a proxy in between?",
    ],
    [
      "a refusal",
      answering(401, "application/problem+json", problem("this route needs a bearer token")),
      "it answered 401: this route needs a bearer token (--token-file, or --user)",
    ],
    [
      "a refusal that would harm a terminal",
      answering(403, "application/problem+json", problem("\u001b[2Jgone")),
      "it answered 403: \\u001b[2Jgone",
    ],
    [
      "a redirect",
      answering(302, "text/html", "", { location: "https://login.example/" }),
      "it answered 302, a redirect to https://login.example/, which is not followed; give that as --url",
    ],
    ["nothing in time", () => undefined, "no answer within 0.3 s (--timeout)", "0.3"],
    [
      "half an answer in time",
      (_request, response) => {
        response.writeHead(200, { "content-type": "application/json" }).write("{");
      },
      "no whole answer within 2 s (--timeout)",
      // Its head comes at once, which a busy machine takes for a moment.
      "2",
    ],
    [
      "an answer that is cut off",
      (_request, response) => {
        response
          .writeHead(200, { "content-type": "application/json", "content-length": "100" })
          .write("{", () => {
            response.destroy();
          });
      },
      "the connection broke within the answer",
    ],
  ])("%s is one line that says what to look at", async (_what, listener, message, timeoutSeconds = "60") => {
    const address = await serve(listener);
    const { output, errors, exitCode } = await run(
      `http://${address}`,
      "status",
      "--timeout",
      timeoutSeconds,
    );

    expect([output, errors, exitCode]).toEqual([
      "",
      `error: http://${address}/ cannot be asked: ${message}\n`,
      3,
    ]);
  });

  test("an address may do without http:// and have a path", async () => {
    const asked: (string | undefined)[] = [];
    const address = await serve((request, response) => {
      asked.push(request.url);
      answering(200, "application/json", '{"shards":[]}')(request, response);
    });

    expect((await run(`${address}/behind/a/proxy/`, "topology", "--json")).errors).toBe("");
    expect(asked).toEqual(["/behind/a/proxy/api/v1/topology"]);
  });

  test("an answer of another shape names the field", async () => {
    const address = await serve(answering(200, "application/json", "{}"));
    const { errors, exitCode } = await run(`http://${address}`, "topology");

    expect(errors).toBe(
      "error: /api/v1/topology: the answer is not understood: shards: is missing, expected an array of shard assignments; is the exporter of another version?\n",
    );
    expect(exitCode).toBe(3);
  });

  test("a connection that is refused, and TLS where there is none", async () => {
    const address = await serve(answering(200, "application/json", "{}"));
    expect((await run(`https://${address}`, "status")).errors).toMatch(
      /cannot be asked: it does not speak TLS; is it http and not https\?\n$/,
    );
    server?.close();
    server?.closeAllConnections();
    expect((await run(`http://${address}`, "status")).errors).toBe(
      `error: http://${address}/ cannot be asked: the connection was refused; does an exporter run there, and is --url right?\n`,
    );
  });

  test("a certificate is checked, with the authority that is given, unless it is written out that it is not", async () => {
    const authority = await CertificateAuthority.create();
    const identity = await authority.issue("exporter");
    const seen: (string | undefined)[] = [];
    const address = await listen(
      createTlsServer({ cert: identity.cert, key: identity.key }, (request, response) => {
        seen.push(request.headers.authorization);
        answering(200, "application/json", '{"shards":[]}')(request, response);
      }),
    );
    const url = `https://${address}`;
    const token = await file("token", "secret\n");
    const unchecked = await run(url, "topology", "--token-file", token);
    expect(unchecked.errors).toMatch(
      /its certificate is of an authority that is not known here; give that as --ca-file\n$/,
    );
    expect(seen).toEqual([]);
    const ca = await file("ca.pem", authority.cert);
    const checked = await run(url, "topology", "--json", "--token-file", token, "--ca-file", ca);
    expect([checked.errors, checked.output]).toEqual(["", '{"shards":[]}']);
    const insecure = await run(url, "topology", "--json", "--insecure-skip-verify");
    expect(insecure.errors).toBe("");
    expect(seen).toEqual(["Bearer secret", undefined]);
    const another = await file("other.pem", (await CertificateAuthority.create()).cert);
    const untrusted = await run(url, "topology", "--token-file", token, "--ca-file", another);
    expect(untrusted.errors).toMatch(/its certificate is of none of the authorities in --ca-file\n$/);
    expect(seen).toHaveLength(2);
    const wrong = await run(url, "topology", "--ca-file", ca, "--server-name", "other.example");
    expect(wrong.errors).toMatch(/its certificate is of another name: .*\(--server-name\)\n$/);
  });

  test("what it was sent is not shown, although the answer says it", async () => {
    const address = await serve((request, response) => {
      const sent = request.headers.authorization ?? "";
      answering(
        401,
        "application/problem+json",
        problem(`${sent} is ${atob(sent.split(" ")[1] ?? "")}`),
      )(request, response);
    });
    const secret = await file("secret", "pass word\n");
    const flags = ["--user", "me", "--password-file", secret];
    expect((await run(`http://${address}`, "topology", ...flags)).errors).toMatch(
      /it answered 401: Basic \(secret\) is me:\(secret\)\n$/,
    );
  });

  test("a file of certificates without any, and a key of another certificate, are found before anybody is asked", async () => {
    const authority = await CertificateAuthority.create();
    const [one, other] = [await authority.issue("one"), await authority.issue("other")];
    const [cert, key, otherKey] = [
      await file("cert.pem", one.cert),
      await file("key.pem", one.key),
      await file("other.pem", other.key),
    ];
    const asked = async (...flags: readonly string[]): Promise<string> =>
      (await run("https://127.0.0.1:1", "topology", ...flags)).errors;

    expect(await asked("--ca-file", key)).toBe(
      `error: --ca-file: ${key}: expected certificates in PEM, got something else\n`,
    );
    expect(await asked("--cert-file", cert, "--key-file", otherKey)).toBe(
      `error: --key-file: ${otherKey}: expected the private key of ${cert}, in PEM and without a passphrase, got another one\n`,
    );
    expect(await asked("--cert-file", cert, "--key-file", cert)).toMatch(
      /without a passphrase, got something else\n$/,
    );
    expect(await asked("--cert-file", cert, "--key-file", key)).toMatch(/the connection was refused/);
  });

  test("a user is sent with his password", async () => {
    const seen: (string | undefined)[] = [];
    const address = await serve((request, response) => {
      seen.push(request.headers.authorization);
      answering(200, "application/json", '{"shards":[]}')(request, response);
    });
    const password = await file("password", "pass word\n");
    await run(`http://${address}`, "topology", "--json", "--user", "me", "--password-file", password);

    expect(seen).toEqual([`Basic ${Buffer.from("me:pass word").toString("base64")}`]);
  });

  test.each([
    [["--user", "me"], "--user and --password-file: expected both or neither"],
    [["--cert-file", "x"], "--cert-file and --key-file: expected both or neither"],
    [["--token-file", "x", "--user", "me"], "--token-file and --user: expected one of them, got both"],
    [["--token-file", "/nowhere/token"], "--token-file: /nowhere/token cannot be read (ENOENT)"],
    [["--token-file", "/dev/null"], "--token-file: /dev/null: expected a secret in one line, got nothing"],
  ])("%j is refused before anybody is asked", async (flags, message) => {
    const { errors, exitCode } = await run("http://127.0.0.1:1", "status", ...flags);

    expect([errors, exitCode]).toEqual([`error: ${message}\n`, 3]);
  });

  test.each([
    [["status", "--url", "ftp://x"], "Expected an address such as http://127.0.0.1:10843."],
    [["status", "--url", "http://me:secret@x"], "Expected no password in the address"],
    [["status", "--timeout", "0"], "Expected a number of seconds, more than 0."],
    [["status", "--watch", "0.1"], "Expected a number of seconds, half a second at the least."],
    [["status", "--jsn"], "(Did you mean --json?)"],
    [["explain", "regoin", "x"], "(Did you mean region?)"],
    [["explain", "eu-west"], "unknown command 'explain eu-west'; did you mean explain region eu-west?"],
    [
      ["explain", "shard", "3"],
      "unknown command 'explain shard'; expected explain region NAME; events --shard NUMBER",
    ],
    [["help", "stauts"], "unknown command 'stauts'; did you mean status?"],
    [["explain", "region", ""], "Expected the name of a region, got nothing.\n"],
    [["maintenance", "start", "x", "--reason", " "], "Expected a reason, got nothing.\n"],
    [["stauts", "--exit-code"], "unknown command 'stauts'; did you mean status?"],
    [["events", "--limit", "0"], "Expected a whole number from 1 to 1000."],
    [["events", "--kind", "x"], "No kind of event: expected one of exporter_started, "],
    [["events", "--kind", "incident_begun"], "No kind of event: did you mean incident_began?"],
    [["maintenance", "anounce"], "(add --help for the commands)"],
  ])("%j is a mistake, and no state of the cluster", async (args, message) => {
    const host = recordingHost();
    await runProgram(args, host);

    expect(host.errors).toContain(message);
    expect(host.exitCode).toBe(3);
  });
});

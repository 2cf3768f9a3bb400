import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

import { parse } from "yaml";

const ROOT = join(__dirname, "..", "..", "..");
const COMPOSE_FILE = join(ROOT, "docker-compose.yml");

interface Service {
  readonly image?: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly [key: string]: unknown;
}

const { services } = parse(readFileSync(COMPOSE_FILE, "utf8"), { merge: true }) as {
  services: Readonly<Record<string, Service>>;
};

function service(name: string): Service {
  const found = services[name];
  if (!found) throw new Error(`docker-compose.yml: expected a service ${name}`);
  return found;
}

/** The service that copies what the others read, and the volume that it copies to. */
const COPIER = "files";

/** What is mounted from the repository, by itself or as a copy: where from, and where to. */
function mounts(
  name: string,
): readonly { readonly from: string; readonly to: string; readonly mode: string }[] {
  return (service(name).volumes ?? [])
    .map((volume) => volume.split(":"))
    .flatMap(([from = "", to = "", mode = ""]) => {
      if (from === COPIER && name !== COPIER) {
        return mounts(COPIER).map((copied) => ({
          from: copied.from,
          to: copied.to.replace(/^\/from/, to),
          mode,
        }));
      }
      return from.startsWith("./") ? [{ from, to, mode }] : [];
    });
}

/** Where in the repository a path in the container comes from. */
function mountedFrom(name: string, path: string): string {
  const mount = mounts(name).find(({ to }) => path === to || path.startsWith(`${to}/`));
  if (!mount) throw new Error(`service ${name}: nothing is mounted at ${path}`);
  return join(ROOT, mount.from, path.slice(mount.to.length));
}

function flag(name: string, prefix: string): string {
  return (
    service(name)
      .command?.find((word) => word.startsWith(prefix))
      ?.slice(prefix.length) ?? ""
  );
}

const NAMES = Object.keys(services);

test("dclint, which knows the present schema, has no finding", () => {
  const dclint = join(ROOT, "node_modules", "dclint", "bin", "dclint.cjs");
  const { status, stdout } = spawnSync(process.execPath, [dclint, "--max-warnings=0", COMPOSE_FILE], {
    encoding: "utf8",
  });

  expect({ status, findings: stdout.trim() }).toEqual({ status: 0, findings: "" });
});

test("there are the exporter, Prometheus, Alertmanager, Grafana, who takes the pages, and who copies files", () => {
  const usual = NAMES.filter((name) => !("profiles" in service(name)));

  expect(usual).toEqual(["alertmanager", "exporter", "files", "grafana", "pager", "prometheus"]);
});

describe.each(NAMES)("The service %s", (name) => {
  test("is built here, or is an image of one exact version", () => {
    const { image, build } = service(name);

    if (build) expect(existsSync(join(ROOT, build.context, build.dockerfile))).toBe(true);
    else expect(image).toMatch(/^[a-z0-9/-]+:v?\d+\.\d+\.\d+(?:-[a-z-]+)?$/);
  });

  test("publishes its ports on this machine only", () => {
    for (const port of service(name).ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:(\d+):\1$/);
  });

  test("mounts files that exist, to be read only", () => {
    for (const { from, mode } of mounts(name)) {
      expect([from, existsSync(join(ROOT, from)), mode]).toEqual([from, true, "ro"]);
    }
  });

  test("can write to its volumes only and gains no privileges", () => {
    expect(service(name)).toMatchObject({
      read_only: true,
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
    });
  });

  test("has its log bounded", () => {
    expect(service(name)["logging"]).toEqual({
      driver: "json-file",
      options: { "max-file": "3", "max-size": "10m" },
    });
  });

  test("keeps no more than a bound of what it collects, if it is a Prometheus", () => {
    if (service(name).image?.startsWith("prom/prometheus") !== true) return;
    expect(flag(name, "--storage.tsdb.retention.size=")).toMatch(/^[1-9]\d*GB$/);
    expect(flag(name, "--storage.tsdb.retention.time=")).toMatch(/^[1-9]\d*d$/);
  });

  test("waits for the files that it reads, which every user can read there", () => {
    const reads = (service(name).volumes ?? []).some((volume) => volume.startsWith(`${COPIER}:`));
    const waits = (service(name)["depends_on"] as Record<string, object> | undefined)?.[COPIER];

    if (name === COPIER) expect(service(name).command?.at(-1)).toContain("chmod -R a+rX");
    else expect(waits).toEqual(reads ? { condition: "service_completed_successfully" } : undefined);
    // From nowhere else: a checkout may have been made under a umask that lets nobody else read it.
    const own = (service(name).volumes ?? []).filter((volume) => volume.startsWith("./"));
    if (name !== COPIER) expect(own).toEqual([]);
  });

  test("holds no secret", () => {
    const { environment = {}, command = [] } = service(name);

    expect(Object.keys(environment).filter((key) => /PASSWORD|SECRET|TOKEN|_KEY$/.test(key))).toEqual([]);
    expect(command.filter((word) => /password|secret|token/i.test(word))).toEqual([]);
  });

  test("has a health check, its own or its image's, or ends by itself", () => {
    const { build, healthcheck, restart } = service(name);
    if (restart === "no") return;
    const own = healthcheck?.test[0] === "CMD";
    const images =
      build !== undefined && /^HEALTHCHECK /m.test(readFileSync(join(ROOT, build.dockerfile), "utf8"));

    expect(own || images).toBe(true);
  });
});

describe("What the services are given", () => {
  test("is a Prometheus configuration whose rules are found beside it", () => {
    const path = flag("prometheus", "--config.file=");
    const { rule_files: ruleFiles } = parse(readFileSync(mountedFrom("prometheus", path), "utf8")) as {
      rule_files: readonly string[];
    };
    const found = ruleFiles.map((file) => mountedFrom("prometheus", posix.join(posix.dirname(path), file)));

    expect(found).toEqual([join(ROOT, "alerts", "tidaldb.rules.yml")]);
  });

  test("is Alertmanager's own configuration, titles and texts too, with the pager in the place of addresses and secrets", () => {
    const path = flag("alertmanager", "--config.file=");
    const given = read(mountedFrom("alertmanager", path));
    const shipped = read(join(ROOT, "alerts", "alertmanager.yml"));
    const [templates = ""] = given.templates;

    expect(mountedFrom("alertmanager", posix.join(posix.dirname(path), templates))).toBe(
      join(ROOT, "alerts", ...(shipped.templates[0] ?? "").split("/")),
    );
    expect(given.route).toEqual(shipped.route);
    expect(given.inhibit_rules).toEqual(shipped.inhibit_rules);
    expect(given.receivers.map(withoutAddresses)).toEqual(shipped.receivers.map(withoutAddresses));
    const addresses = JSON.stringify(given.receivers).match(/"(?:api_)?url":"http:[^"]*"/g);
    expect(addresses).toEqual([
      '"url":"http://pager:8080/pager"',
      '"api_url":"http://pager:8080/quiet"',
      '"url":"http://pager:8080/dead-mans-switch"',
    ]);
    expect(JSON.stringify(given.receivers)).not.toContain("secrets");
  });

  test("is for Grafana what its provisioning looks for: the dashboards' folder and the addresses of Prometheus and Alertmanager", () => {
    const provider = mountedFrom("grafana", "/etc/tidaldb/dashboards/provisioning/dashboards/tidaldb.yml");
    const folder = service("grafana").environment?.["GF_PATHS_PROVISIONING"] ?? "";
    const source = (name: string): string =>
      readFileSync(mountedFrom("grafana", `${folder}/datasources/${name}.yml`), "utf8");
    const { providers } = parse(readFileSync(provider, "utf8")) as {
      providers: { options: { path: string } }[];
    };
    const home = service("grafana").environment?.["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"] ?? "";

    expect(providers.map(({ options }) => mountedFrom("grafana", options.path))).toEqual([
      join(ROOT, "dashboards"),
    ]);
    expect(existsSync(mountedFrom("grafana", home))).toBe(true);
    expect(source("prometheus")).toContain("${PROMETHEUS_URL}");
    expect(service("grafana").environment?.["PROMETHEUS_URL"]).toBe("http://prometheus:9090");
    expect(source("alertmanager")).toContain("${ALERTMANAGER_URL}");
    expect(service("grafana").environment?.["ALERTMANAGER_URL"]).toBe("http://alertmanager:9093");
  });

  test.each(["pager", "files"])("is for the service %s the very Node that the exporter runs on", (name) => {
    const dockerfile = readFileSync(join(ROOT, "deploy", "Dockerfile"), "utf8");

    expect(dockerfile).toContain(`FROM ${service(name).image ?? "?"}\n`);
  });
});

describe("The profile ha", () => {
  const PAIRS = ["exporter", "prometheus", "alertmanager"].flatMap((name) => [`${name}-a`, `${name}-b`]);
  const { scrape_configs: jobs, alerting } = parse(
    readFileSync(mountedFrom("prometheus-a", flag("prometheus-a", "--config.file=")), "utf8"),
  ) as {
    scrape_configs: { static_configs: { targets: string[] }[] }[];
    alerting: { alertmanagers: { static_configs: { targets: string[] }[] }[] };
  };

  /** Where a service listens, as others call it. */
  function listens(name: string, host = name): string {
    return `${host}${flag(name, "--web.listen-address=")}`;
  }

  test("has two of everything that watches, and a cluster", () => {
    const withProfile = NAMES.filter((name) => "profiles" in service(name));

    expect(withProfile).toEqual(["cluster", ...PAIRS].sort());
    for (const name of withProfile) expect(service(name)["profiles"]).toEqual(["ha"]);
  });

  test.each(["exporter", "prometheus", "alertmanager"])("gives both of %s the same files", (name) => {
    expect(mounts(`${name}-a`)).toEqual(mounts(`${name}-b`));
  });

  test("has the cluster post to both exporters on the network that they share", () => {
    const urls = (service("cluster").command ?? []).filter((word) => word.startsWith("--exporter-url="));

    expect(urls).toEqual(
      ["exporter-a", "exporter-b"].map((name) => `--exporter-url=http://${listens(name, "127.0.0.1")}`),
    );
    for (const name of ["exporter-a", "exporter-b"]) {
      expect(service(name)["network_mode"]).toBe("service:cluster");
    }
  });

  test("has every Prometheus scrape both exporters and tell both Alertmanagers", () => {
    expect(jobs.flatMap((job) => job.static_configs.flatMap(({ targets }) => targets))).toEqual(
      ["exporter-a", "exporter-b"].map((name) => listens(name, "cluster")),
    );
    expect(
      alerting.alertmanagers.flatMap((group) => group.static_configs.flatMap(({ targets }) => targets)),
    ).toEqual(["alertmanager-a", "alertmanager-b"].map((name) => listens(name)));
  });

  test("has the Alertmanagers gossip with each other", () => {
    const port = /:(\d+)$/.exec(flag("alertmanager-a", "--cluster.listen-address="))?.[1] ?? "";

    expect([flag("alertmanager-a", "--cluster.peer="), flag("alertmanager-b", "--cluster.peer=")]).toEqual([
      `alertmanager-b:${port}`,
      `alertmanager-a:${port}`,
    ]);
  });
});

interface AlertmanagerConfig {
  readonly route: unknown;
  readonly inhibit_rules: unknown;
  readonly templates: readonly string[];
  readonly receivers: readonly Readonly<Record<string, unknown>>[];
}

/** A receiver without where it sends to and what it shows there to be let in. */
function withoutAddresses(receiver: Readonly<Record<string, unknown>>): unknown {
  const isAddress = ["routing_key", "routing_key_file", "api_url", "api_url_file", "http_config"];
  return JSON.parse(
    JSON.stringify(receiver, (key, value: unknown) =>
      isAddress.includes(key) || (key === "url" && String(value).startsWith("http:")) ? undefined : value,
    ),
  );
}

function read(path: string): AlertmanagerConfig {
  return parse(readFileSync(path, "utf8")) as AlertmanagerConfig;
}

import { posix } from "node:path";

import { DEFAULT_LISTEN_ADDRESS, DEFAULT_TELEMETRY_PATH } from "../../../../src/app/start-exporter";
import { bundleOptions } from "../../../../src/bundle/options/options";
import type { BundleOptions } from "../../../../src/bundle/options/options";
import { serveOptions } from "../../../../src/cli/flags";
import { parseConfig } from "../../../../src/config/parse";
import { routeTable } from "../../../../src/http/route-table";
import { container, manifest, podSpec } from "../../../support/bundle/kubernetes-manifests";

function exporterConfig(options?: BundleOptions): ReturnType<typeof parseConfig> {
  const text = manifest("config-map.yaml", options).data?.["tidaldb-exporter.yml"] ?? "";
  return parseConfig(text, "/etc/tidaldb-exporter/tidaldb-exporter.yml");
}

describe("The pod", () => {
  test("meets the restricted Pod Security Standard, with a read-only root", () => {
    const { securityContext, automountServiceAccountToken, hostNetwork, hostPID, hostIPC } = podSpec();

    expect(securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
    expect(securityContext?.runAsUser).toBeGreaterThan(0);
    expect(automountServiceAccountToken).toBe(false);
    expect([hostNetwork, hostPID, hostIPC]).toEqual([undefined, undefined, undefined]);
    expect(container().securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
  });

  test("is replaced by ending the old one first: the state file has one writer", () => {
    const { spec } = manifest("deployment.yaml");

    expect([spec?.replicas, spec?.strategy]).toEqual([1, { type: "Recreate" }]);
  });

  test("listens where the program listens by default", () => {
    expect(container().ports?.map(({ containerPort }) => `:${containerPort}`)).toEqual([
      DEFAULT_LISTEN_ADDRESS,
    ]);
  });

  test("is probed at routes that need no credentials", () => {
    const routes = routeTable(DEFAULT_TELEMETRY_PATH);
    const { startupProbe, livenessProbe, readinessProbe } = container();
    const names = [startupProbe, livenessProbe, readinessProbe].map((probe) => {
      const route = routes.find(({ path }) => path === probe?.httpGet?.path);
      return [route?.method.toLowerCase(), route?.name];
    });

    expect(names).toEqual([
      ["get", "getHealthy"],
      ["get", "getHealthy"],
      ["get", "getReady"],
    ]);
    for (const probe of [startupProbe, livenessProbe, readinessProbe])
      expect(probe?.httpGet?.port).toBe("http");
  });

  test("is started with flags that the program has", () => {
    const [command, ...flags] = container().args ?? [];
    const known = serveOptions({}).map(({ long }) => long);

    expect(command).toBe("serve");
    for (const flag of flags) expect(known).toContain(flag.split("=")[0]);
  });

  test("has a limit on memory but none on CPU, because a throttled exporter stands still", () => {
    const { limits = {}, requests = {} } = container().resources ?? {};

    expect(Object.keys(limits)).toEqual(["memory"]);
    expect(Object.keys(requests)).toEqual(["cpu", "memory"]);
  });

  test("mounts what its volumes are, and volumes that exist", () => {
    const mounts = container().volumeMounts?.map(({ name }) => name);
    const claim = manifest("persistent-volume-claim.yaml").metadata?.name;

    expect(mounts).toEqual(podSpec().volumes?.map(({ name }) => name));
    expect(podSpec().volumes?.[1]).toEqual({ name: "state", persistentVolumeClaim: { claimName: claim } });
    expect(podSpec().volumes?.[0]?.projected?.sources?.[0]?.configMap?.name).toBe(
      manifest("config-map.yaml").metadata?.name,
    );
  });
});

describe("The exporter's configuration in the ConfigMap", () => {
  test("is one that the exporter accepts, with the thresholds of the rules", () => {
    const options = bundleOptions({ thresholds: { offlineAfterMs: 90_000, degradedLagMs: 2_500 } });
    const parsed = exporterConfig(options);

    expect(parsed).toMatchObject({
      ok: true,
      value: { controlPlane: { offlineAfterMs: 90_000, degradedLagMs: 2_500 } },
    });
  });

  test("is where the flag looks for it, and keeps its state in the volume", () => {
    const parsed = exporterConfig();
    const [config, state] = container().volumeMounts ?? [];

    expect(container().args).toContain(`--config.file=${config?.mountPath ?? ""}/tidaldb-exporter.yml`);
    expect(parsed.ok && parsed.value.storage).toEqual({
      kind: "file",
      path: `${state?.mountPath ?? ""}/state.json`,
    });
  });

  test("reads its tokens where the Secret is mounted", () => {
    const parsed = exporterConfig();
    const folder = container().volumeMounts?.[0]?.mountPath ?? "";
    const items = podSpec().volumes?.[0]?.projected?.sources?.[1]?.secret?.items ?? [];
    const tokens = parsed.ok ? parsed.value.auth.tokens : [];

    expect(tokens.map(({ scopes }) => scopes)).toEqual([["ingest"], ["scrape"], ["admin"]]);
    expect(tokens.map(({ secretFrom }) => secretFrom)).toEqual(
      items.map(({ path }) => ({ kind: "file", path: posix.join(folder, path) })),
    );
  });
});

import type { Deployment } from "kubernetes-types/apps/v1";
import type { Container, PodSpec, Probe, Volume, VolumeProjection } from "kubernetes-types/core/v1";

import type { KubernetesOptions } from "../terms/kubernetes-options";
import { CONTAINER_PATHS, TLS_FILES } from "./container-paths";
import { EXPORTER_ENDPOINT } from "./exporter-endpoint";
import { OBJECT_LABELS, OBJECT_NAMES, SELECTOR_LABELS, TOKEN_KEYS } from "./object-names";

/** The user `node` of the image, by number: Kubernetes cannot tell from a name that it is not root. */
const USER_ID = 1000;

/** Owner and group may read, no user may write: 0440, which JSON has no digits for. */
const READ_ONLY_MODE = 0o440;

const PORT_NAME = "http";

/** The volume of the state file. */
export const STATE_VOLUME: Volume = {
  name: "state",
  persistentVolumeClaim: { claimName: OBJECT_NAMES.state },
};

/**
 * One pod.
 *
 * @param image with a tag, such as `tidaldb-exporter:1.2.3`.
 * @param state the volume for the state file, or undefined where there is none.
 */
export function deployment(
  image: string,
  kubernetes: KubernetesOptions,
  state: Volume | undefined,
): Deployment {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: OBJECT_NAMES.exporter, labels: OBJECT_LABELS },
    spec: {
      replicas: 1,
      // The state file has one writer, which holds a lock on it: a new pod could not start beside the old one.
      strategy: { type: "Recreate" },
      selector: { matchLabels: SELECTOR_LABELS },
      template: {
        metadata: { labels: OBJECT_LABELS },
        spec: podSpec(image, kubernetes, state),
      },
    },
  };
}

/**
 * The pod of every Deployment.
 *
 * @param state the volume for the state file, if there is one.
 */
export function podSpec(image: string, kubernetes: KubernetesOptions, state?: Volume): PodSpec {
  const { priorityClassName } = kubernetes;
  return {
    ...(priorityClassName !== "" && { priorityClassName }),
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: USER_ID,
      runAsGroup: USER_ID,
      fsGroup: USER_ID,
      fsGroupChangePolicy: "OnRootMismatch",
      seccompProfile: { type: "RuntimeDefault" },
    },
    containers: [container(image, kubernetes, state)],
    volumes: [configVolume(kubernetes), ...(state ? [state] : [])],
  };
}

function container(image: string, kubernetes: KubernetesOptions, state: Volume | undefined): Container {
  const { configFolder, configFile, webConfigFile, stateFolder } = CONTAINER_PATHS;
  const servesTls = kubernetes.tlsSecret !== "";
  const probe = (path: string, timing: Omit<Probe, "httpGet">): Probe => ({
    httpGet: { path, port: PORT_NAME, ...(servesTls && { scheme: "HTTPS" }) },
    ...timing,
  });
  return {
    name: OBJECT_NAMES.exporter,
    image,
    imagePullPolicy: "IfNotPresent",
    args: [
      "serve",
      `--config.file=${configFolder}/${configFile}`,
      "--log.format=json",
      ...(servesTls ? [`--web.config.file=${configFolder}/${webConfigFile}`] : []),
    ],
    ports: [{ name: PORT_NAME, containerPort: EXPORTER_ENDPOINT.port, protocol: "TCP" }],
    startupProbe: probe(EXPORTER_ENDPOINT.livenessPath, { periodSeconds: 1, failureThreshold: 60 }),
    livenessProbe: probe(EXPORTER_ENDPOINT.livenessPath, {
      periodSeconds: 10,
      timeoutSeconds: 5,
      failureThreshold: 6,
    }),
    readinessProbe: probe(EXPORTER_ENDPOINT.readinessPath, {
      periodSeconds: 5,
      timeoutSeconds: 2,
      failureThreshold: 2,
    }),
    resources: {
      // For some hundred shards; `tidaldb-exporter plan` predicts the memory of larger clusters. There is no limit on CPU:
      // a throttled exporter stands still, and does not watch meanwhile.
      requests: { cpu: "50m", memory: "192Mi" },
      limits: { memory: "512Mi" },
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
    volumeMounts: [
      { name: "config", mountPath: configFolder, readOnly: true },
      ...(state ? [{ name: state.name, mountPath: stateFolder }] : []),
    ],
  };
}

/** Configuration, tokens and certificate in one volume: none could be mounted inside the other's, which is read-only. */
function configVolume({ tlsSecret }: KubernetesOptions): Volume {
  const tokens = TOKEN_KEYS.map((key) => ({ key, path: `${CONTAINER_PATHS.tokensFolder}/${key}` }));
  return {
    name: "config",
    projected: {
      defaultMode: READ_ONLY_MODE,
      sources: [
        { configMap: { name: OBJECT_NAMES.config } },
        { secret: { name: OBJECT_NAMES.tokens, items: tokens } },
        ...(tlsSecret === "" ? [] : [certificate(tlsSecret)]),
      ],
    },
  };
}

function certificate(tlsSecret: string): VolumeProjection {
  const { cert, key } = TLS_FILES;
  return {
    secret: {
      name: tlsSecret,
      items: [cert, key].map((file) => ({ key: file, path: `${CONTAINER_PATHS.tlsFolder}/${file}` })),
    },
  };
}

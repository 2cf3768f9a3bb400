import type { Volume } from "kubernetes-types/core/v1";

import { deployment, STATE_VOLUME } from "../kubernetes/deployment";
import { OBJECT_NAMES } from "../kubernetes/object-names";
import { redundantDeployment } from "../kubernetes/redundant-deployment";
import type { BundleOptions } from "../options/options";
import type { KubernetesOptions } from "../terms/kubernetes-options";
import { helper } from "./helpers";
import { inRelease, OF_VALUES } from "./in-release";
import { at, choose, inline, items, lines, optional, optionalText, put, when } from "./template-tree";

/** Whether there are several control planes. */
export const IS_SEVERAL = "gt (int $.Values.replicas) 1";

/** Whether the state file is in a volume of its own. */
export const HAS_CLAIM = `eq (${helper("state")}) "claim"`;

/** Whether the exporter serves HTTPS. */
const SERVES_TLS = "$.Values.tls.secretName";

/** What gets lost with the pod: a copy of what is in NATS, or a state file that nobody wants to keep. */
const FOLDER: Volume = { name: STATE_VOLUME.name, emptyDir: {} };

const POD = ["spec", "template", "spec"];
const CONTAINER = [...POD, "containers", 0];

/** What is made of the options for Kubernetes, for plain HTTP and for HTTPS. */
export function withTls(
  { kubernetes }: BundleOptions,
  make: (kubernetes: KubernetesOptions) => unknown,
): unknown {
  return choose(SERVES_TLS, make({ ...kubernetes, ...OF_VALUES }), make({ ...kubernetes, tlsSecret: "" }));
}

/** The Deployment in all its shapes: one pod or several, with a volume for its state or without, with TLS or without. */
export function deploymentTree(options: BundleOptions): unknown {
  const tree = withTls(options, (kubernetes) => shapes(options, kubernetes));
  const annotations = when(
    "or $.Values.podAnnotations $.Values.rollOnConfigChange",
    lines(helper("podAnnotations")),
  );
  const spread = choose(
    "$.Values.topologySpreadConstraints",
    lines("toYaml $.Values.topologySpreadConstraints"),
    at(tree, [...POD, "topologySpreadConstraints"]),
  );
  const entries: readonly (readonly [path: readonly (string | number)[], node: unknown])[] = [
    [["spec", "replicas"], inline("int $.Values.replicas")],
    [["spec", "template", "metadata", "labels"], lines(helper("podLabels"))],
    [["spec", "template", "metadata", "annotations"], annotations],
    [[...POD, "priorityClassName"], optionalText("$.Values.priorityClassName")],
    [[...POD, "imagePullSecrets"], optional("$.Values.image.pullSecrets")],
    [[...POD, "topologySpreadConstraints"], spread],
    [[...POD, "nodeSelector"], optional("$.Values.nodeSelector")],
    [[...POD, "tolerations"], optional("$.Values.tolerations")],
    [[...POD, "affinity"], optional("$.Values.affinity")],
    [[...CONTAINER, "image"], inline(helper("image"))],
    [[...CONTAINER, "imagePullPolicy"], inline("$.Values.image.pullPolicy")],
    [
      [...CONTAINER, "args"],
      [...list(tree, [...CONTAINER, "args"]), items("$.Values.extraArgs")],
    ],
    [[...CONTAINER, "env"], optional("$.Values.extraEnv")],
    [[...CONTAINER, "resources"], lines("toYaml $.Values.resources")],
    [[...POD, "volumes", 1], when(helper("state"), choose(HAS_CLAIM, inRelease(STATE_VOLUME), FOLDER))],
    [
      [...POD, "volumes", 0, "projected", "sources"],
      [...list(tree, [...POD, "volumes", 0, "projected", "sources"]), items("$.Values.extraConfigSources")],
    ],
  ];
  return entries.reduce((filled, [path, node]) => put(filled, path, node), tree);
}

/** One pod or several, each with a folder for its state or without. */
function shapes(options: BundleOptions, kubernetes: KubernetesOptions): unknown {
  const own = { ...options, kubernetes };
  const image = OBJECT_NAMES.exporter;
  const forState = (state: Volume | undefined): unknown =>
    choose(
      IS_SEVERAL,
      inRelease(redundantDeployment(image, own, state)),
      inRelease(deployment(image, kubernetes, state)),
    );
  return choose(helper("state"), forState(STATE_VOLUME), forState(undefined));
}

function list(tree: unknown, path: readonly (string | number)[]): readonly unknown[] {
  const found = at(tree, path);
  if (!Array.isArray(found)) throw new RangeError(`${path.join(".")}: expected a list`);
  return found;
}

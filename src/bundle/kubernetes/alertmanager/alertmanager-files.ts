import type { Secret } from "kubernetes-types/core/v1";

import type { BundleFile } from "../../terms/bundle-file";
import { alertmanagerConfig, receiverKeys } from "./alertmanager-config";
import { manifestText } from "../manifest-text";
import { OBJECT_LABELS, OBJECT_NAMES } from "../object-names";
import type { AlertmanagerTexts } from "./shipped-alertmanager";

/** Where the operator mounts the Secret of an Alertmanager's configuration, and the Secrets that `spec.secrets` names. */
const MOUNTED = { config: "/etc/alertmanager/config", secrets: "/etc/alertmanager/secrets" } as const;

/**
 * Routes, inhibitions, receivers and texts for Alertmanagers that the Prometheus operator runs: as an AlertmanagerConfig for
 * one that others use too, and below `secret/` as the whole configuration of one that is for tidalDB alone.
 */
export function alertmanagerFiles(texts: AlertmanagerTexts): readonly BundleFile[] {
  const config = alertmanagerConfig(texts);
  return [
    {
      path: "kustomization.yaml",
      text: kustomizationOf("alertmanager-config.yaml", sharedIntroduction(receiverKeys(config))),
    },
    { path: "alertmanager-config.yaml", text: manifestText(config) },
    {
      path: "secret/kustomization.yaml",
      text: kustomizationOf("alertmanager-secret.yaml", OWN_INTRODUCTION),
    },
    { path: "secret/alertmanager-secret.yaml", text: manifestText(alertmanagerSecret(texts)) },
  ];
}

/** The whole configuration. There is no secret in it: receivers read theirs from files. */
function alertmanagerSecret({ config, templates }: AlertmanagerTexts): Secret {
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: OBJECT_NAMES.alertmanager, labels: OBJECT_LABELS },
    type: "Opaque",
    stringData: {
      "alertmanager.yaml": config
        .replaceAll(`${MOUNTED.secrets}/`, `${MOUNTED.secrets}/${OBJECT_NAMES.receivers}/`)
        .replaceAll("templates/*.tmpl", `${MOUNTED.config}/*.tmpl`),
      "tidaldb.tmpl": templates,
    },
  };
}

function kustomizationOf(path: string, introduction: readonly string[]): string {
  const kustomization = {
    apiVersion: "kustomize.config.k8s.io/v1beta1",
    kind: "Kustomization",
    resources: [path],
  };
  return manifestText(kustomization, introduction);
}

function sharedIntroduction(keys: readonly string[]): readonly string[] {
  return [
    "Who is told of what, for an Alertmanager of the Prometheus operator that others use too. Once, what receivers need; every key has to",
    "be there, or the operator takes none of the routes:",
    "",
    `  kubectl create secret generic ${OBJECT_NAMES.receivers} \\`,
    ...keys.map((key, index) => `    --from-file=${key}${index < keys.length - 1 ? " \\" : ""}`),
    "",
    "then, in the same namespace: kubectl apply -k . The Alertmanager has to select it (alertmanagerConfigSelector). By default only",
    "alerts with the label namespace of this object are routed by it. Watchdog, which feeds the dead man's switch, and the alert about",
    "an exporter that never was there have none of any series: either the rules were written with the option kubernetes.namespace, or",
    "the Alertmanager has",
    "",
    "  spec: { alertmanagerConfigMatcherStrategy: { type: None } }",
  ];
}

const OWN_INTRODUCTION = [
  "The whole configuration of an Alertmanager of the Prometheus operator that is for tidalDB alone, instead of the AlertmanagerConfig:",
  "",
  `  spec: { configSecret: ${OBJECT_NAMES.alertmanager}, secrets: [${OBJECT_NAMES.receivers}] }`,
  "",
  "Patch the address of the dead man's switch, which is the one that alerts/alertmanager.yml has.",
];

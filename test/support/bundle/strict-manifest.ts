import type { IAlertmanagerConfig } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1alpha1/AlertmanagerConfig";
import type { IPrometheusRule } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule";
import type { IServiceMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor";
import type { Deployment } from "kubernetes-types/apps/v1";
import type { ConfigMap, PersistentVolumeClaim, Service } from "kubernetes-types/core/v1";
import type { NetworkPolicy } from "kubernetes-types/networking/v1";
import type { PodDisruptionBudget } from "kubernetes-types/policy/v1";

type Group = NonNullable<IPrometheusRule["spec"]["groups"]>[number];

/** The package's rule is older than the operator's 0.66, which added this field. */
type Rule = NonNullable<Group["rules"]>[number] & { keep_firing_for?: string };

interface PrometheusRule extends Omit<IPrometheusRule, "spec"> {
  spec: { groups: (Omit<Group, "rules"> & { rules: Rule[] })[] };
}

type Receiver = NonNullable<IAlertmanagerConfig["spec"]["receivers"]>[number];

/** The package takes this field for a description of its type, and leaves it out. */
type PagerDuty = NonNullable<Receiver["pagerdutyConfigs"]>[number] & { description?: string };

interface AlertmanagerConfig extends Omit<IAlertmanagerConfig, "spec"> {
  spec: Omit<IAlertmanagerConfig["spec"], "receivers"> & {
    receivers: (Omit<Receiver, "pagerdutyConfigs"> & { pagerdutyConfigs?: PagerDuty[] })[];
  };
}

/** The types of the objects that the project deploys, by their kinds. A JSON Schema is made of it. */
export interface StrictManifests {
  AlertmanagerConfig: AlertmanagerConfig;
  ConfigMap: ConfigMap;
  Deployment: Deployment;
  NetworkPolicy: NetworkPolicy;
  PersistentVolumeClaim: PersistentVolumeClaim;
  PodDisruptionBudget: PodDisruptionBudget;
  PrometheusRule: PrometheusRule;
  Service: Service;
  ServiceMonitor: IServiceMonitor;
}

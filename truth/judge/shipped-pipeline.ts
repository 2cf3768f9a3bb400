import { ModelAlertmanager } from "../alertmanager/model-alertmanager";
import type { EmptyGroups } from "../alertmanager/model-alertmanager";
import { ModelPrometheus } from "../prometheus/model-prometheus";
import { RuleBook } from "../prometheus/rule-book";
import { EPOCH_MS } from "../world/shape";
import type { PipelineFactory } from "./pipeline";

/**
 * Pipelines of the models of Prometheus and Alertmanager, each new and empty, with a rules file and a configuration.
 *
 * @param emptyGroups - as Alertmanager before 0.32 has them unless given.
 * @throws Error when either uses what is not modelled.
 */
export function shippedPipeline(rules: string, config: string, emptyGroups?: EmptyGroups): PipelineFactory {
  const book = new RuleBook(rules);
  return () => {
    const prometheus = new ModelPrometheus(book);
    const alertmanager = new ModelAlertmanager(config, emptyGroups);
    return {
      scrape: (instance, text, atMs) => {
        prometheus.scrape({ job: "tidaldb-exporter", instance }, text, EPOCH_MS + atMs);
      },
      evaluate: (atMs) => {
        const nowMs = EPOCH_MS + atMs;
        alertmanager.post(prometheus.evaluate(nowMs), nowMs);
        if (prometheus.failures.length > 0) throw new Error(prometheus.failures.join("\n"));
        return alertmanager
          .advance(nowMs)
          .map((notification) => ({ ...notification, atMs: notification.atMs - EPOCH_MS }));
      },
    };
  };
}

import { ALERT_NAMES } from "../alerts/alert-entries";
import type { AlertName } from "../alerts/alert-entries";
import type { BundleOptions } from "../options/options";

/** Who is told of an alert by the shipped configuration of Alertmanager, whatever its severity. */
const RECEIVERS: Readonly<Partial<Record<AlertName, string>>> = {
  Watchdog: "dead-mans-switch",
  TidaldbRegionInvolved: "nobody",
};

/** The receiver that an alert of this bundle must reach, and the labels by which it is routed. */
export interface RoutingTest {
  readonly receiver: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Where each alert of this bundle must go, by its urgency. */
export function routingTests({ alertUrgencies }: BundleOptions): readonly RoutingTest[] {
  return ALERT_NAMES.filter((name) => alertUrgencies[name].enabled).map((alertname) => {
    const { severity, pages } = alertUrgencies[alertname];
    const isQuiet = !pages && (severity === "warning" || severity === "info");
    return {
      receiver: RECEIVERS[alertname] ?? (isQuiet ? "quiet" : "pager"),
      labels: { alertname, severity, ...(pages && severity !== "critical" && { page: "true" }) },
    };
  });
}

/** A script for `sh` that has promtool and amtool judge what is in the bundle's folder `alerts`. */
export function checkScript(options: BundleOptions): string {
  const routes = routingTests(options).map(({ receiver, labels }) => {
    const pairs = Object.entries(labels).map(([label, value]) => `${label}=${value}`);
    return `route ${receiver} ${pairs.join(" ")}`;
  });
  return `#!/bin/sh
# Generated with the rules. Needs promtool and amtool; ends with 1 at the first thing that is wrong.
set -eu
cd "$(dirname "$0")"

promtool check rules tidaldb.rules.yml
# Each alert with a limit of its own fires past it and not below it.
promtool test rules tests/own-limits.yml

amtool check-config alertmanager.yml
# Each alert reaches the receiver that its urgency asks for, and no other.
route() {
  receiver=$1
  shift
  amtool config routes test --config.file=alertmanager.yml --verify.receivers="$receiver" "$@" > /dev/null || {
    echo "alertmanager.yml: expected $receiver to be told of $*" >&2
    exit 1
  }
}
${routes.join("\n")}

echo "rules, their limits and their routes are as they should be"
`;
}

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { SHIPPED_ALERTMANAGER_CONFIG } from "../bundle/shipped-alertmanager-config";

const TEMPLATES = join(dirname(SHIPPED_ALERTMANAGER_CONFIG), "templates", "*.tmpl");

/** How a run of amtool ended. */
export interface AmtoolResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Data of a notification, for templates, as Alertmanager's webhooks spell it. */
export interface TemplateData {
  readonly status: "firing" | "resolved";
  readonly groupLabels: Readonly<Record<string, string>>;
  readonly commonLabels?: Readonly<Record<string, string>>;
  readonly externalURL: string;
  readonly alerts: readonly {
    readonly status: "firing" | "resolved";
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
    readonly startsAt: string;
    readonly endsAt: string;
  }[];
}

/** Runs Debian's amtool. */
export function amtool(...args: readonly string[]): AmtoolResult {
  const { status, stdout, stderr, error } = spawnSync("amtool", args, { encoding: "utf8" });
  if (error) throw error;
  return { status, stdout, stderr };
}

/** Asks amtool whether the shipped configuration sends an alert with these labels to this receiver and no other. */
export function routesTo(receiver: string, labels: Readonly<Record<string, string>>): AmtoolResult {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  const config = `--config.file=${SHIPPED_ALERTMANAGER_CONFIG}`;
  return amtool("config", "routes", "test", config, `--verify.receivers=${receiver}`, ...pairs);
}

/** The text that a shipped template makes of a notification. @throws Error with what amtool says when it makes none. */
export function renderTemplate(name: string, data: TemplateData): string {
  const folder = mkdtempSync(join(tmpdir(), "amtool-test-"));
  try {
    const dataPath = join(folder, "data.json");
    writeFileSync(dataPath, JSON.stringify(data));
    const { status, stdout, stderr } = amtool(
      "template",
      "render",
      `--template.glob=${TEMPLATES}`,
      `--template.text={{ template "${name}" . }}`,
      `--template.data=${dataPath}`,
    );
    if (status !== 0) throw new Error(`template ${name}: ${stderr}`);
    return stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

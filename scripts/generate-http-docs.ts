import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { DEFAULT_MAX_SCRAPES_IN_FLIGHT, DEFAULT_TELEMETRY_PATH } from "../src/app/start-exporter";
import { documentSchema } from "../src/config/schema";
import { configKeys } from "../src/strict-yaml/config-keys";
import type { ConfigKey } from "../src/strict-yaml/config-keys";
import { accessMarkdown } from "./docs/access-markdown";
import { limitsMarkdown } from "./docs/limits-markdown";
import { routeTable } from "../src/http/route-table";

/** The default of a flag or of a dotted key. */
function defaultOf(setting: string): string {
  if (setting === "--web.max-requests") return String(DEFAULT_MAX_SCRAPES_IN_FLIGHT);
  let keys: readonly ConfigKey[] = configKeys(documentSchema);
  let key: ConfigKey | undefined;
  for (const name of setting.split(".")) {
    key = keys.find((candidate) => candidate.name === name);
    keys = key?.children ?? [];
  }
  const value = key?.default;
  if (value === undefined) throw new Error(`docs/limits.md: there is no default of ${setting}`);
  return typeof value === "string" ? value : JSON.stringify(value);
}

const docs = join(__dirname, "..", "docs");
writeFileSync(join(docs, "access.md"), accessMarkdown(routeTable(DEFAULT_TELEMETRY_PATH)));
writeFileSync(join(docs, "limits.md"), limitsMarkdown(defaultOf));

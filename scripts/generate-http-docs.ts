import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { DEFAULT_MAX_SCRAPES_IN_FLIGHT, DEFAULT_TELEMETRY_PATH } from "../src/app/start-exporter";
import { documentSchema } from "../src/config/schema";
import { configKeys } from "../src/strict-yaml/config-keys";
import type { ConfigKey } from "../src/strict-yaml/config-keys";
import { accessMarkdown } from "./docs/access-markdown";
import { limitsMarkdown } from "./docs/limits-markdown";
import { openApiDocument } from "../src/http/routing/openapi";
import type { Route } from "../src/http/routing/route";
import { routeTable } from "../src/http/route-table";
import { printJson } from "../src/wire/json/json";

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

/** What an exporter says of itself, but for where it is: a file has no address that one could start from. */
function publishedOpenApi(routes: readonly Route[]): Record<string, unknown> {
  const { version } = JSON.parse(readFileSync(join(__dirname, "..", "package.json"), "utf8")) as {
    version: string;
  };
  const servers = [{ url: "http://127.0.0.1:10843", description: "An exporter on its usual port." }];
  return { ...openApiDocument(routes, version), servers };
}

const docs = join(__dirname, "..", "docs");
const routes = routeTable(DEFAULT_TELEMETRY_PATH);
writeFileSync(join(docs, "access.md"), accessMarkdown(routes));
writeFileSync(join(docs, "limits.md"), limitsMarkdown(defaultOf));
// As the exporter prints it: JSON.stringify cannot print the largest u64.
writeFileSync(join(docs, "openapi.json"), `${printJson(publishedOpenApi(routes), 2)}\n`);

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { dashboardFiles } from "../src/bundle/dashboards/dashboard-files";
import { DEFAULT_BUNDLE_OPTIONS } from "../src/bundle/options/options";

for (const { path, text } of dashboardFiles(DEFAULT_BUNDLE_OPTIONS)) {
  const target = join(__dirname, "..", "dashboards", path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}

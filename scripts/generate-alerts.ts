import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { alertsMarkdown } from "./docs/alerts-markdown";
import { rulesYaml } from "../src/bundle/alerts/rules-yaml";
import { DEFAULT_BUNDLE_OPTIONS } from "../src/bundle/options/options";

const root = join(__dirname, "..");
mkdirSync(join(root, "alerts"), { recursive: true });
writeFileSync(join(root, "alerts", "tidaldb.rules.yml"), rulesYaml(DEFAULT_BUNDLE_OPTIONS));
writeFileSync(join(root, "docs", "alerts.md"), alertsMarkdown(DEFAULT_BUNDLE_OPTIONS));

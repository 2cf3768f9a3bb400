import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { configMarkdown } from "../src/config/config-markdown";

writeFileSync(join(__dirname, "..", "docs", "config.md"), configMarkdown());

import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { configMarkdown } from "./docs/config-markdown";

writeFileSync(join(__dirname, "..", "docs", "config.md"), configMarkdown());

import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { catalogueMarkdown } from "./docs/catalogue-markdown";

writeFileSync(join(__dirname, "..", "docs", "metrics.md"), catalogueMarkdown());

import { Command } from "commander";
import type { Host } from "./host";
/** `bundle`: writes dashboards, rules, runbooks and manifests for an installation whose numbers or names are its own. */
export declare function bundleCommand(host: Pick<Host, "stdout" | "stderr" | "exitWith">): Command;

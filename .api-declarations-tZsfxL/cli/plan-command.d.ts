import { Command } from "commander";
import type { Host } from "./host";
/** `plan`: predicts series, size of a scrape and memory for a cluster that need not exist. */
export declare function planCommand(host: Pick<Host, "stdout" | "stderr" | "exitWith">): Command;

import { Command } from "commander";
import type { Host } from "./host";
/** `check-config FILE...`: prints everything that is wrong with configuration files, and ends with 1 if anything is. */
export declare function checkConfigCommand(host: Pick<Host, "env" | "stdout" | "stderr" | "exitWith">): Command;

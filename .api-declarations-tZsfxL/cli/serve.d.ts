import { Command } from "commander";
import type { Host } from "./host";
/** `serve`: runs the exporter until it is told to stop. */
export declare function serveCommand(host: Host): Command;

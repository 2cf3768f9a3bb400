import { Command } from "commander";
import type { Host } from "./host";
/** `demo`: the exporter beside a reference cluster, so that every metric has real data at once. */
export declare function demoCommand(host: Host): Command;

import { readFile } from "node:fs/promises";

const BOOT_ID_PATH = "/proc/sys/kernel/random/boot_id";

/** Names the run of this machine, another after each of its starts; undefined where no kernel says so, as on macOS. */
export async function machineRun(): Promise<string | undefined> {
  try {
    const text = (await readFile(BOOT_ID_PATH, "latin1")).trim();
    return /^[0-9a-f-]{36}$/.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

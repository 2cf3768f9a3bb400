import { spawnSync } from "node:child_process";

/** What the Rust program makes of a `ClusterHealth`: the JSON that it prints, or why it refuses to read this one. */
export function readWithRust(
  executable: string,
  json: string,
): { readonly ok: true; readonly json: string } | { readonly ok: false; readonly message: string } {
  const { status, stdout, stderr } = spawnSync(executable, { input: json, encoding: "utf8" });
  return status === 0 ? { ok: true, json: stdout } : { ok: false, message: stderr.trim() };
}

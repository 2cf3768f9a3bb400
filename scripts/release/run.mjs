import { spawnSync } from "node:child_process";

/** What a program prints. @throws Error when it fails, with what it said. */
export function run(file, args, options) {
  const { status, stdout, stderr, error } = spawnSync(file, args, {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    ...options,
  });
  if (error) throw error;
  if (status !== 0)
    throw new Error(
      `${[file, ...args].join(" ")} ended with ${status}${stderr ? `: ${stderr}` : "; what it said stands above"}`,
    );
  return stdout;
}

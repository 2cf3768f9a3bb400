import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..", "..");
const DEBIAN_CRATES = "/usr/share/cargo/registry";

/** Where the crates come from, which cargo builds with them, and how the folder that keeps what it built is called. */
interface Toolchain {
  readonly cargo: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly crates: "debian" | "crates-io";
}

/** Debian's crates with Debian's compiler need no network; anything else asks crates.io. */
function toolchain(): Toolchain {
  const hasDebianCrates =
    existsSync(DEBIAN_CRATES) && readdirSync(DEBIAN_CRATES).some((crate) => crate.startsWith("serde_json-"));
  if (!hasDebianCrates || !existsSync("/usr/bin/cargo")) {
    return { cargo: "cargo", arguments: [], environment: {}, crates: "crates-io" };
  }
  const source = ['source.crates-io.replace-with="debian"', `source.debian.directory="${DEBIAN_CRATES}"`];
  return {
    cargo: "/usr/bin/cargo",
    arguments: ["--offline", ...source.flatMap((setting) => ["--config", setting])],
    environment: { RUSTC: "/usr/bin/rustc" },
    crates: "debian",
  };
}

/**
 * Builds a Rust program that needs nothing but serde, and returns the path of its executable. The sources are copied first:
 * cargo writes its lock file beside them, and which crates it finds is this machine's affair.
 *
 * @param sources - its folder, as a path from the repository.
 * @param name - of its package.
 * @throws Error with cargo's own words when there is no cargo or it fails.
 */
export function buildRustProgram(sources: string, name: string): string {
  const { cargo, arguments: options, environment, crates } = toolchain();
  const folder = join(ROOT, "node_modules", ".cache", `${name}-${crates}`);
  cpSync(join(ROOT, sources), folder, { recursive: true, preserveTimestamps: true });
  const target = join(folder, "target");
  const { status, stderr, error } = spawnSync(cargo, ["build", ...options, "--target-dir", target], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, ...environment },
  });
  if (status === 0) return join(target, "debug", name);
  throw new Error(
    `${cargo} build failed: ${error?.message ?? stderr}\n` +
      "The test needs cargo and serde (Debian: cargo, librust-serde-json-dev, librust-serde-derive-dev), " +
      "or E2E_WITHOUT=cargo to do without.",
  );
}

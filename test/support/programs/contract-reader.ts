import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..", "..");
const SOURCES = join(ROOT, "test", "interop", "rust");
const DEBIAN_CRATES = "/usr/share/cargo/registry";

/** Where the crates come from, which cargo builds with them, and the folder that keeps what it built. */
interface Toolchain {
  readonly cargo: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
}

/** Debian's crates with Debian's compiler need no network; anything else asks crates.io. */
function toolchain(): Toolchain {
  const cache = join(ROOT, "node_modules", ".cache");
  const hasDebianCrates =
    existsSync(DEBIAN_CRATES) && readdirSync(DEBIAN_CRATES).some((crate) => crate.startsWith("serde_json-"));
  if (!hasDebianCrates || !existsSync("/usr/bin/cargo")) {
    return {
      cargo: "cargo",
      arguments: [],
      environment: {},
      folder: join(cache, "contract-reader-crates-io"),
    };
  }
  const source = ['source.crates-io.replace-with="debian"', `source.debian.directory="${DEBIAN_CRATES}"`];
  return {
    cargo: "/usr/bin/cargo",
    arguments: ["--offline", ...source.flatMap((setting) => ["--config", setting])],
    environment: { RUSTC: "/usr/bin/rustc" },
    folder: join(cache, "contract-reader-debian"),
  };
}

/**
 * Builds the Rust program of test/interop/rust and returns the path of its executable. The sources are copied first:
 * cargo writes its lock file beside them, and which crates it finds is this machine's affair.
 *
 * @throws Error with cargo's own words when there is no cargo or it fails.
 */
export function buildContractReader(): string {
  const { cargo, arguments: options, environment, folder } = toolchain();
  cpSync(SOURCES, folder, { recursive: true, preserveTimestamps: true });
  const target = join(folder, "target");
  const { status, stderr, error } = spawnSync(cargo, ["build", ...options, "--target-dir", target], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, ...environment },
  });
  if (status === 0) return join(target, "debug", "contract-reader");
  throw new Error(
    `${cargo} build failed: ${error?.message ?? stderr}\n` +
      "The test needs cargo and serde (Debian: cargo, librust-serde-json-dev, librust-serde-derive-dev), " +
      "or E2E_WITHOUT=cargo to do without.",
  );
}

/** What the Rust program makes of a `ClusterHealth`: the JSON that it prints, or why it refuses to read this one. */
export function readWithRust(
  executable: string,
  json: string,
): { readonly ok: true; readonly json: string } | { readonly ok: false; readonly message: string } {
  const { status, stdout, stderr } = spawnSync(executable, { input: json, encoding: "utf8" });
  return status === 0 ? { ok: true, json: stdout } : { ok: false, message: stderr.trim() };
}

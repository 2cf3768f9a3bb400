import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";

import { PROJECT_FOLDER } from "../project-folder";

/** The path of a program, or why there is none. */
export type BuildResult =
  { readonly ok: true; readonly path: string } | { readonly ok: false; readonly reason: string };

/** Where Debian puts Go libraries, and the one that this takes. */
const GO_LIBRARIES = "/usr/share/gocode";
const CLIENT_GOLANG = join(GO_LIBRARIES, "src/github.com/prometheus/client_golang");

const MISSING_GO: BuildResult = { ok: false, reason: "there is no go on this machine" };

/** Debian's libraries are laid out for Go as it was before modules, so modules are off. */
export function buildClientGolang(): BuildResult {
  if (!answers("go", "version")) return MISSING_GO;
  if (!existsSync(CLIENT_GOLANG)) {
    return { ok: false, reason: "Debian's golang-github-prometheus-client-golang-dev is not installed" };
  }
  return buildWithGo("client-golang", { GOPATH: GO_LIBRARIES, GO111MODULE: "off", GOFLAGS: "" });
}

/** Its module is fetched as go.sum names it. */
export function buildVictoriaMetrics(): BuildResult {
  return answers("go", "version") ? buildWithGo("victoriametrics", { GOFLAGS: "-mod=readonly" }) : MISSING_GO;
}

/** Its crates are fetched as Cargo.lock names them; building takes a minute the first time. */
export function buildPrometheusClient(): BuildResult {
  if (!answers("cargo", "--version")) return { ok: false, reason: "there is no cargo on this machine" };
  const target = join(cacheFolder(), "rust");
  const args = ["build", "--release", "--locked", "--target-dir", target];
  return build("cargo", args, "rust", {}, join(target, "release", "prometheus-client-baseline"));
}

function answers(file: string, argument: string): boolean {
  return spawnSync(file, [argument]).status === 0;
}

function cacheFolder(): string {
  const folder = join(PROJECT_FOLDER, "node_modules", ".cache", "bench-programs");
  mkdirSync(folder, { recursive: true });
  return folder;
}

function buildWithGo(name: string, environment: Readonly<Record<string, string>>): BuildResult {
  const path = join(cacheFolder(), name);
  return build("go", ["build", "-o", path, "."], join("go", name), environment, path);
}

function build(
  file: string,
  args: readonly string[],
  sources: string,
  environment: Readonly<Record<string, string>>,
  path: string,
): BuildResult {
  const { status, stderr } = spawnSync(file, args, {
    cwd: join(PROJECT_FOLDER, "bench", sources),
    encoding: "utf8",
    env: { ...process.env, ...environment },
  });
  if (status === 0) return { ok: true, path };
  return { ok: false, reason: `${file} could not build it: ${stderr.trim().replaceAll(/\s*\n\s*/g, "; ")}` };
}

import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { kubernetesFiles } from "../src/bundle/kubernetes/kubernetes-files";
import { redundantKubernetesFiles } from "../src/bundle/kubernetes/redundant-files";
import { DEFAULT_BUNDLE_OPTIONS } from "../src/bundle/options/options";
import type { BundleFile } from "../src/bundle/terms/bundle-file";

const root = join(__dirname, "..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };

/** Writes the files into a folder below deploy/, and removes whatever else is in it. */
function writeFolder(name: string, files: readonly BundleFile[]): void {
  const folder = join(root, "deploy", name);
  mkdirSync(folder, { recursive: true });
  const paths = new Set(files.map(({ path }) => path));
  for (const file of readdirSync(folder)) if (!paths.has(file)) rmSync(join(folder, file));
  for (const { path, text } of files) writeFileSync(join(folder, path), text);
}

writeFolder("kubernetes", kubernetesFiles(DEFAULT_BUNDLE_OPTIONS, version));
writeFolder("kubernetes-ha", redundantKubernetesFiles(DEFAULT_BUNDLE_OPTIONS, version));

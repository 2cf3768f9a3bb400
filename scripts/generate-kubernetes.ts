import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { chartFiles } from "../src/bundle/helm/chart-files";
import { kubernetesFiles } from "../src/bundle/kubernetes/kubernetes-files";
import { mixinFiles } from "../src/bundle/mixin/mixin-files";
import { alertmanagerFiles } from "../src/bundle/kubernetes/alertmanager/alertmanager-files";
import { redundantKubernetesFiles } from "../src/bundle/kubernetes/redundant-files";
import { DEFAULT_BUNDLE_OPTIONS } from "../src/bundle/options/options";
import { alertmanagerTexts } from "../src/bundle/write-bundle";
import type { BundleFile } from "../src/bundle/terms/bundle-file";

const root = join(__dirname, "..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };

/** Writes the files into a folder below deploy/, and removes whatever else is in it. */
function writeFolder(name: string, files: readonly BundleFile[]): void {
  const folder = join(root, "deploy", name);
  const paths = new Set(files.map(({ path }) => path));
  const present = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : [];
  for (const path of present) {
    if (!paths.has(path) && statSync(join(folder, path)).isFile()) rmSync(join(folder, path));
  }
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** All folders of manifests. */
async function writeFolders(): Promise<void> {
  const options = DEFAULT_BUNDLE_OPTIONS;
  const alertmanager = await alertmanagerTexts(options, join(root, "alerts"));
  writeFolder("kubernetes", kubernetesFiles(options, version));
  writeFolder("kubernetes-ha", redundantKubernetesFiles(options, version));
  writeFolder("kubernetes-alertmanager", alertmanagerFiles(alertmanager));
  writeFolder("helm/tidaldb-exporter", chartFiles(options, version, alertmanager));
  writeFolder("mixin", mixinFiles(options));
}

void writeFolders();

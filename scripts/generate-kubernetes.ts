import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { kubernetesFiles } from "../src/bundle/kubernetes/kubernetes-files";
import { DEFAULT_BUNDLE_OPTIONS } from "../src/bundle/options/options";

const root = join(__dirname, "..");
const folder = join(root, "deploy", "kubernetes");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
const files = kubernetesFiles(DEFAULT_BUNDLE_OPTIONS, version);

mkdirSync(folder, { recursive: true });
const paths = new Set(files.map(({ path }) => path));
for (const name of readdirSync(folder)) if (!paths.has(name)) rmSync(join(folder, name));
for (const { path, text } of files) writeFileSync(join(folder, path), text);

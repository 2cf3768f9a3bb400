import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { parseAllDocuments } from "yaml";

import type { Manifest } from "../bundle/kubernetes-manifests";

/** A Helm that was built without its version knows of no newer Kubernetes than 1.20. */
const KUBE_VERSION = "1.31.0";

/** What a program said. */
export interface Rendering {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. @throws Error when there is no such program. */
export function runProgram(program: string, ...args: readonly string[]): Rendering {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw error;
  return { status, stdout, stderr };
}

/**
 * Has Helm render a chart.
 *
 * @param scratch a folder for the file of the values.
 */
export function helmTemplate(chart: string, release: string, values: object, scratch: string): Rendering {
  const path = join(scratch, "values-of-the-test.json");
  writeFileSync(path, JSON.stringify(values));
  const flags = [`--kube-version=${KUBE_VERSION}`, "--namespace=monitoring", `--values=${path}`];
  return runProgram("helm", "template", release, chart, ...flags);
}

/** The objects in what `helm template` or `kustomize build` prints, by kind and name. @throws Error with what was said instead. */
export function objectsIn({ status, stdout, stderr }: Rendering): ReadonlyMap<string, Manifest> {
  if (status !== 0) throw new Error(stderr);
  const documents = parseAllDocuments(stdout, { version: "1.1" });
  const objects = Array.from(documents, (document) => document.toJS() as Manifest | null);
  return new Map(
    objects
      .filter((object): object is Manifest => object !== null)
      .map((object) => [`${object.kind}/${object.metadata.name}`, object]),
  );
}

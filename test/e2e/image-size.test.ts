import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { DockerfileParser } from "dockerfile-ast";

const ROOT = join(__dirname, "..", "..");

/** The folder in which deploy/Dockerfile builds, and where the image has everything from. */
const BUILD = "/build/";

/** Beside Node's own image. A quarter more than it takes today: whatever is larger is looked at. */
const LARGEST_BYTES = 48e6;

/** A file takes whole blocks, and ten thousand small files take more than what is in them. */
const BLOCK_BYTES = 4096;

/** As the Dockerfile deletes them. */
const DELETED = /\.(map|d\.[cm]?ts)$/;

interface LockedPackage {
  readonly dev?: boolean;
}

/** What the last stage copies out of the others, as paths from the project. */
function copiedIntoTheImage(): readonly string[] {
  const text = readFileSync(join(ROOT, "deploy", "Dockerfile"), "utf8");
  const instructions = DockerfileParser.parse(text).getInstructions();
  const last = instructions.findLastIndex((each) => each.getKeyword() === "FROM");
  return instructions
    .slice(last)
    .filter((each) => each.getKeyword() === "COPY")
    .flatMap((each) => each.getArguments().map(String))
    .filter((path) => path.startsWith(BUILD))
    .map((path) => path.slice(BUILD.length));
}

/** Packages that `npm ci --omit=dev` installs on this platform, without those that the Dockerfile removes. */
function installedPackages(): readonly string[] {
  const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as {
    packages: Readonly<Record<string, LockedPackage>>;
  };
  return Object.entries(lock.packages)
    .filter(([path, { dev }]) => path !== "" && dev !== true && !path.startsWith("node_modules/@types/"))
    .map(([path]) => path);
}

function bytesOf(path: string): number {
  const status = lstatSync(path, { throwIfNoEntry: false });
  // A package for another platform.
  if (status === undefined) return 0;
  if (!status.isDirectory())
    return DELETED.test(path) ? 0 : Math.ceil(status.size / BLOCK_BYTES) * BLOCK_BYTES;
  const names = readdirSync(path).filter((name) => name !== "node_modules");
  return names.reduce((sum, name) => sum + bytesOf(join(path, name)), BLOCK_BYTES);
}

describe("The image", () => {
  const copied = copiedIntoTheImage();
  const paths = copied.flatMap((path) => (path === "node_modules/" ? installedPackages() : [path]));
  const sizes = new Map(paths.map((path) => [path, bytesOf(join(ROOT, path))]));

  test("brings the program, its packages and what its commands need", () => {
    const some = [
      "dist/",
      "alerts/",
      "node_modules/express",
      "node_modules/@grafana/",
      "node_modules/@nats-io/",
    ];

    expect(some.filter((path) => (sizes.get(path) ?? 0) < 100_000)).toEqual([]);
  });

  test(`takes ${LARGEST_BYTES / 1e6} MB at most beside its base`, () => {
    const largest = [...sizes].sort(([, one], [, other]) => other - one).slice(0, 8);
    const total = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);

    // The largest parts stand in the message of a failure.
    expect({ largest, total, fits: total <= LARGEST_BYTES }).toEqual({ largest, total, fits: true });
  });
});

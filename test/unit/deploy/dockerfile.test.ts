import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { DockerfileParser } from "dockerfile-ast";
import { validate } from "dockerfile-utils";

import { YOUNG_GENERATION } from "../../../bench/young-generation";
import { DEFAULT_LISTEN_ADDRESS } from "../../../src/app/start-exporter";
import { routeTable } from "../../../src/http/route-table";

const ROOT = join(__dirname, "..", "..", "..");
const text = readFileSync(join(ROOT, "deploy", "Dockerfile"), "utf8");
const dockerfile = DockerfileParser.parse(text);

/** The instructions of the stage that becomes the image. */
function lastStage(): readonly string[] {
  const all = dockerfile.getInstructions();
  const start = all.findLastIndex((instruction) => instruction.getKeyword() === "FROM");
  return all.slice(start).map((instruction) => instruction.getTextContent());
}

function argumentsOf(keyword: string): readonly string[] {
  return lastStage()
    .filter((instruction) => instruction.startsWith(`${keyword} `))
    .map((instruction) => instruction.slice(keyword.length + 1));
}

/** What .dockerignore lets through: it ignores everything, and takes these out. */
function sentToTheBuild(): readonly string[] {
  const lines = readFileSync(join(ROOT, ".dockerignore"), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  expect(lines[0]).toBe("*");
  return lines.slice(1).map((line) => line.replace(/^!/, ""));
}

describe("deploy/Dockerfile", () => {
  test("has no finding of the linter", () => {
    expect(validate(text)).toEqual([]);
  });

  test("starts from one exact version of Debian's Node in every stage, because the lock has no build for Alpine", () => {
    const images = dockerfile.getFROMs().map((from) => from.getImage() ?? "");
    const bases = images.filter((image) => image.includes(":"));

    expect(new Set(bases).size).toBe(1);
    expect(bases[0]).toMatch(/^node:\d+\.\d+\.\d+-\w+-slim$/);
    expect(images.filter((image) => !image.includes(":"))).toEqual(["dependencies"]);
  });

  test("copies what is there, and what is sent to the build", () => {
    const sources = dockerfile
      .getCOPYs()
      .filter((copy) => copy.getFlags().length === 0)
      .flatMap((copy) => copy.getArguments().slice(0, -1).map(String));

    expect(sources.filter((source) => !existsSync(join(ROOT, source)))).toEqual([]);
    expect([...new Set(sources)].sort()).toEqual([...sentToTheBuild()].sort());
  });

  test("puts into the image what an installation needs and what `bundle` needs, and nothing that only the build does", () => {
    const copied = argumentsOf("COPY").filter((words) => words.includes("node_modules"));

    expect(copied).toEqual([
      "--from=dependencies /build/node_modules/ /opt/tidaldb-exporter/node_modules/",
      "--from=build /build/node_modules/@grafana/ /opt/tidaldb-exporter/node_modules/@grafana/",
      "--from=build /build/node_modules/tslib/ /opt/tidaldb-exporter/node_modules/tslib/",
      "--from=build /build/node_modules/@nats-io/ /opt/tidaldb-exporter/node_modules/@nats-io/",
      "--from=build /build/node_modules/tweetnacl/ /opt/tidaldb-exporter/node_modules/tweetnacl/",
    ]);
    expect(text).toMatch(/AS dependencies\n(?:(?!^FROM)[^\n]*\n)*?RUN npm ci --omit=dev --ignore-scripts\n/);
    expect(argumentsOf("RUN").filter((command) => command.includes("npm"))).toEqual([]);
  });

  test("runs as a user that is not root, known by its number", () => {
    expect(argumentsOf("USER")).toEqual(["1000:1000"]);
  });

  test("gives young objects as little room as the systemd unit does", () => {
    const unit = readFileSync(join(ROOT, "deploy", "systemd", "tidaldb-exporter.service"), "utf8");
    const [, options] = /^Environment=NODE_OPTIONS=(.*)$/m.exec(unit) ?? [];

    expect(options).toBe(YOUNG_GENERATION);
    expect(argumentsOf("ENV")).toEqual([`NODE_ENV=production NODE_OPTIONS=${YOUNG_GENERATION}`]);
  });

  test("starts the program with node itself, so that signals reach it", () => {
    expect(argumentsOf("ENTRYPOINT")).toEqual(['["node", "/opt/tidaldb-exporter/dist/main.js"]']);
    expect(argumentsOf("CMD")).toEqual(['["serve"]']);
  });

  test("is healthy by a probe of the program that needs neither a shell nor credentials", () => {
    const [check = ""] = argumentsOf("HEALTHCHECK");
    const [, port, path] = /fetch\('http:\/\/127\.0\.0\.1:(\d+)([^']+)'\)/.exec(check) ?? [];
    const route = routeTable("/metrics").find((each) => each.path === path);

    expect(check).toMatch(/CMD \["node", "--eval", /);
    expect(`:${port ?? ""}`).toBe(DEFAULT_LISTEN_ADDRESS);
    expect(argumentsOf("EXPOSE")).toEqual([port]);
    expect(route?.access).toBe("probe");
  });
});

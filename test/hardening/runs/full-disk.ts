import { mkdtemp, rm, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ask } from "../clients/ask";
import { homeOf, putShard } from "../clients/topology-client";
import { Witness } from "../clients/witness";
import type { Finding, Hardness, HardRun } from "../hard-run";
import { verdict } from "../hard-run";
import { ExporterProgram } from "../program/exporter-program";
import { SmallDisk } from "../program/small-disk";
import { witnessed } from "../stand-under";

const DISK_KIB = 256;
const CHANGES = 50;
const KEPT_REGION = 1;
const REFUSED_REGION = 2;

/** A disk that is full under the state file, and has room again later. */
export const FULL_DISK: HardRun = {
  name: "full-disk",
  title: "A full disk under the state file",
  thrown: () =>
    `The disk of the state file is filled to the last byte, ${CHANGES} changes of the topology are tried, room is made, and ` +
    "the exporter is restarted. The disk is a tmpfs of its own.",
  isQuick: true,
  run: async (hardness) => {
    const folder = await mkdtemp(join(tmpdir(), "hardening-"));
    const disk = SmallDisk.mount(folder, DISK_KIB);
    if (typeof disk === "string") {
      await rm(folder, { recursive: true });
      return { skipped: disk };
    }
    try {
      return { findings: await fillAndMakeRoom(folder, disk, hardness) };
    } finally {
      disk.unmount();
      await rm(folder, { recursive: true });
    }
  },
};

async function fillAndMakeRoom(
  folder: string,
  disk: SmallDisk,
  hardness: Hardness,
): Promise<readonly Finding[]> {
  const start = { folder, config: { storage: { kind: "file", path: "FOLDER/state.json" } } };
  const ballast = join(folder, "ballast");
  const exporter = await ExporterProgram.start(start);
  const witness = new Witness({ port: exporter.port, asksForReadiness: false });
  try {
    const { port } = exporter;
    const before = await putShard(port, 0, KEPT_REGION);
    await disk.fill(ballast);
    const refused = [];
    for (let change = 0; change < CHANGES; change += 1) refused.push(await putShard(port, 0, REFUSED_REGION));
    const [first] = refused;
    const reason = /ENOSPC[^"]*/.exec(exporter.lastLines.join("\n"))?.[0];
    const meanwhile = await homeOf(port, 0);
    const readiness = [(await ask({ port, path: "/-/ready" })).status];
    await unlink(ballast);
    const after = await putShard(port, 1, KEPT_REGION);
    readiness.push((await ask({ port, path: "/-/ready" })).status);
    const testimony = await witness.stop();
    const { code } = await exporter.stop();
    const restarted = await ExporterProgram.start(start);
    const homes = [await homeOf(restarted.port, 0), await homeOf(restarted.port, 1)];
    await restarted.remove();
    return [
      ...witnessed(testimony, hardness),
      verdict("a change is kept while there is room", before.status === 201, before.status),
      verdict(
        "no change is taken that cannot be kept",
        refused.every(({ status }) => status === 503),
        `${String(first?.status)} ${(JSON.parse(first?.text ?? "{}") as { detail?: string }).detail ?? ""}`,
      ),
      verdict("the log names the cause", reason !== undefined, reason ?? exporter.lastLines.join(" ")),
      verdict("a refused change is not in force", meanwhile === KEPT_REGION, `region ${String(meanwhile)}`),
      verdict(
        "it is not ready while no change can be kept, and ready again after the next one that is",
        readiness.join() === "503,200",
        readiness.join(", "),
      ),
      verdict("changes are taken again once there is room", after.status === 201, after.status),
      verdict("SIGTERM ends it with 0", code === 0, String(code)),
      verdict(
        "a restart finds what was kept",
        homes.every((home) => home === KEPT_REGION),
        homes.map(String).join(", "),
      ),
    ];
  } finally {
    await witness.stop();
    await exporter.remove();
  }
}

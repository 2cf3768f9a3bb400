import type { ShardAssignment } from "../domain/membership/topology";

/** Assignments as a text of base64: in JSON, those of all shards that there can be would take long in one piece. */
export function printAssignments(assignments: readonly ShardAssignment[]): string {
  const bytes = Buffer.allocUnsafe(4 * assignments.length);
  let at = 0;
  for (const { shardId, regionId } of assignments) {
    at = bytes.writeUInt16LE(shardId, at);
    at = bytes.writeUInt16LE(regionId, at);
  }
  return bytes.toString("base64");
}

/** What {@link printAssignments} made a text of. */
export function parseAssignments(text: string): ShardAssignment[] {
  const bytes = Buffer.from(text, "base64");
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, i) => ({
    shardId: bytes.readUInt16LE(4 * i),
    regionId: bytes.readUInt16LE(4 * i + 2),
  }));
}

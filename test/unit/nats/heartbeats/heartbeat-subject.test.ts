import {
  allHeartbeatSubjects,
  heartbeatSubject,
  subjectArea,
} from "../../../../src/nats/heartbeats/heartbeat-subject";

describe("The subject of a heartbeat", () => {
  test.each([
    ["prod", { regionId: 1, shardId: 65_535 }, "tidaldb.prod.heartbeat.1.65535"],
    ["prod", { regionId: 0 }, "tidaldb.prod.heartbeat.0.all"],
    ["prod", {}, "tidaldb.prod.heartbeat.all.all"],
    ["eu.west *", { regionId: 0, shardId: 0 }, "tidaldb.eu=2Ewest=20=2A.heartbeat.0.0"],
    [">", {}, "tidaldb.=3E.heartbeat.all.all"],
    ["a=2E", {}, "tidaldb.a=3D2E.heartbeat.all.all"],
    ["größe", {}, "tidaldb.gr=C3=B6=C3=9Fe.heartbeat.all.all"],
  ])("of cluster %s, %j, is %s", (cluster, area, subject) => {
    expect(heartbeatSubject(cluster, area)).toBe(subject);
    expect(subjectArea(subject)).toEqual(area);
  });

  test("one subscription covers them all", () => {
    expect(allHeartbeatSubjects("a.b")).toBe("tidaldb.a=2Eb.heartbeat.*.*");
  });

  test.each([
    "tidaldb.prod.heartbeat.1",
    "tidaldb.prod.heartbeat.us-east.1",
    "tidaldb.prod.heartbeat.01.1",
    "tidaldb.prod.heartbeat.1.65536",
    "tidaldb.prod.heartbeat.-1.0",
    "tidaldb.prod.heartbeat.1e3.0",
    "tidaldb.prod.heartbeat..0",
    "",
  ])("%j names no region and shard", (subject) => {
    expect(subjectArea(subject)).toBeUndefined();
  });
});

import { HeartbeatRecord } from "../../../heartbeats/heartbeat-record";

describe("the record of heartbeats", () => {
  test("finds the newest one of an age, else the oldest there is", () => {
    const record = new HeartbeatRecord();
    expect(record.find(0, 0)).toBeUndefined();
    for (let beat = 0; beat < 4; beat += 1) record.add(`beat ${beat}`, beat * 5_000);
    expect(record.find(10_000, 16_000)).toBe("beat 1");
    expect(record.find(60_000, 16_000)).toBe("beat 0");
    expect(record.find(0, 16_000)).toBe("beat 3");
  });

  test("keeps no more than two dozen", () => {
    const record = new HeartbeatRecord();
    for (let beat = 0; beat < 100; beat += 1) record.add(`beat ${beat}`, beat);
    expect(record.find(1_000_000, 100)).toBe("beat 76");
  });
});

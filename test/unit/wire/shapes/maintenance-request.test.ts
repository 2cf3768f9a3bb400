import {
  maintenanceRequestSchema,
  maintenanceRequestToWire,
} from "../../../../src/wire/shapes/maintenance-request";
import { readBack } from "../../../support/wire/read-back";

const DRAIN = { id: "drain", regionId: 1, by: "ada", reason: "disks" };

test.each([
  ["until a moment", { ...DRAIN, untilNs: 1_732_300_000_123_456_789n }],
  ["for a time", { ...DRAIN, shardId: 3, durationMs: 7_200_000 }],
])("work that is planned %s is read as it was printed", (_how, request) => {
  expect(readBack(maintenanceRequestSchema, maintenanceRequestToWire(request))).toEqual({
    ok: true,
    value: request,
  });
});

test("work that is planned both until a moment and for a time is rejected", () => {
  const both = maintenanceRequestToWire({ ...DRAIN, untilNs: 1n, durationMs: 1 });
  expect(readBack(maintenanceRequestSchema, both)).toMatchObject({
    ok: false,
    problems: [{ field: "duration_ms", message: expect.stringContaining("got both") as string }],
  });
});

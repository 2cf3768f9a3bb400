import fc from "fast-check";
import { formatByteSize, parseByteSize } from "../../../src/strict-yaml/byte-size";
import { propertyRuns } from "../../support/property-runs";

describe("parseByteSize", () => {
  test.each([
    ["0", 0],
    ["4096", 4096],
    ["100B", 100],
    ["512KiB", 524_288],
    ["4MiB", 4_194_304],
    ["1GiB", 1_073_741_824],
    ["2TiB", 2_199_023_255_552],
  ])("%s is %d bytes", (text, bytes) => {
    expect(parseByteSize(text)).toBe(bytes);
  });

  test.each(["", "MiB", "8MB", "8mib", "8 MiB", "1.5MiB", "-1", "1e3", "8192TiB", "9007199254740992"])(
    '"%s" is no size',
    (text) => {
      expect(parseByteSize(text)).toBeUndefined();
    },
  );
});

describe("formatByteSize", () => {
  test.each([
    [0, "0"],
    [1000, "1000"],
    [1024, "1KiB"],
    [1536, "1536"],
    [8_388_608, "8MiB"],
    [8_389_632, "8193KiB"],
  ])("%d bytes are written %s", (bytes, text) => {
    expect(formatByteSize(bytes)).toBe(text);
  });

  test("what is written reads back as the same size", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (bytes) => {
        expect(parseByteSize(formatByteSize(bytes))).toBe(bytes);
      }),
      propertyRuns(),
    );
  });
});

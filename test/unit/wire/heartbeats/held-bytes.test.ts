import fc from "fast-check";
import { HeldBytes } from "../../../../src/wire/heartbeats/held-bytes";
import { propertyRuns } from "../../../support/property-runs";

test("pieces are held one behind the other, and forgotten together", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 9_000 }), { maxLength: 6 }), (pieces) => {
      const held = new HeldBytes(100_000);
      for (const piece of pieces) held.append(piece);
      const whole = Buffer.concat(pieces);
      expect(held.isEmpty).toBe(whole.length === 0);
      expect(Buffer.compare(held.bytes, whole)).toBe(0);
      held.clear();
      expect([held.isEmpty, held.bytes.length]).toEqual([true, 0]);
    }),
    propertyRuns(),
  );
});

test("the caller's own bytes are not written to", () => {
  const piece = Uint8Array.of(1, 2, 3, 4);
  const held = new HeldBytes(100);
  held.append(piece.subarray(0, 2));
  held.append(Uint8Array.of(9));
  expect([...piece]).toEqual([1, 2, 3, 4]);
  expect([...held.bytes]).toEqual([1, 2, 9]);
});

test("blanks beyond the limit are dropped, anything else makes it too long", () => {
  const held = new HeldBytes(3);
  held.append(Buffer.from("12"));
  held.append(Buffer.from("3 \t\r\n"));
  held.append(Buffer.from("  "));
  expect([held.isTooLong, Buffer.from(held.bytes).toString()]).toEqual([false, "123"]);
  held.append(Buffer.from("  4"));
  expect([held.isTooLong, held.isEmpty, held.bytes.length]).toEqual([true, false, 0]);
  held.append(Buffer.from("5"));
  expect([held.isTooLong, held.bytes.length]).toEqual([true, 0]);
  held.clear();
  expect([held.isTooLong, held.isEmpty]).toEqual([false, true]);
});

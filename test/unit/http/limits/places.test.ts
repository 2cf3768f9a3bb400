import { Places } from "../../../../src/http/limits/places";

const LIMITS = { places: 4, addressShare: 50 };

test("one address has its share, all together have all", () => {
  const places = new Places();
  const taken = ["192.0.2.1", "192.0.2.1", "192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"].map(
    (address) => {
      const place = places.take(address, LIMITS);
      return typeof place === "function" ? "place" : place;
    },
  );
  expect(taken).toEqual(["place", "place", "share", "place", "place", "full"]);
});

test("a place that is given back can be taken again", () => {
  const places = new Places();
  for (let round = 0; round < 3; round += 1) {
    const held = [1, 2].map(() => places.take("192.0.2.1", LIMITS));
    expect(places.take("192.0.2.1", LIMITS)).toBe("share");
    for (const giveBack of held) if (typeof giveBack === "function") giveBack();
  }
});

test.each([
  [1, 1, 1],
  [40, 50, 20],
  [40, 100, 40],
  [3, 50, 1],
])("of %d places, %d percent are %d", (total, addressShare, expected) => {
  const places = new Places();
  let count = 0;
  while (typeof places.take("192.0.2.1", { places: total, addressShare }) === "function") count += 1;
  expect(count).toBe(expected);
});

test("IPv6 addresses of one customer are one", () => {
  const places = new Places();
  const limits = { places: 4, addressShare: 25 };
  expect(typeof places.take("2001:db8:0:1::1", limits)).toBe("function");
  expect(places.take("2001:db8:0:2::2", limits)).toBe("share");
  expect(typeof places.take("2001:db8:1:100::1", limits)).toBe("function");
});

test("without a limit there is none for an address either", () => {
  const places = new Places();
  for (let index = 0; index < 100; index += 1) {
    expect(typeof places.take("192.0.2.1", { places: 0, addressShare: 1 })).toBe("function");
  }
});

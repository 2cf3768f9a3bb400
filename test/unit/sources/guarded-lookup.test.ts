import { isIPv6 } from "node:net";
import { guardedLookup } from "../../../src/sources/guarded-lookup";

/** What a connection is given for a name that leads to some addresses: those, or the message of the refusal. */
function connectsTo(hostname: string, addresses: readonly string[], all: boolean): string {
  const found = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  let given = "nothing";
  const look = guardedLookup((_, __, callback) => {
    callback(null, found);
  });
  look(hostname, { all }, (error, address) => {
    if (error) given = error.message;
    else given = typeof address === "string" ? address : address.map((each) => each.address).join(", ");
  });
  return given;
}

describe("a name that is looked up for a connection", () => {
  const HIDDEN = [
    "127.0.0.1",
    "127.9.9.9",
    "0.0.0.0",
    "169.254.169.254",
    "100.100.100.200",
    "::1",
    "::",
    "fe80::1%eth0",
    "fd00:ec2::254",
    "::ffff:127.0.0.1",
    "::ffff:a9fe:a9fe",
  ];

  test.each(HIDDEN)("is refused when it leads to %s", (address) => {
    expect(connectsTo("leader.example", [address], true)).toContain("has to be written out in the URL");
  });

  test("is refused as a whole when one of its addresses is", () => {
    expect(connectsTo("leader.example", ["192.0.2.1", "127.0.0.1"], true)).toMatch(
      /^leader.example leads to 127/,
    );
    expect(connectsTo("leader.example", ["192.0.2.1", "127.0.0.1"], false)).toMatch(
      /^leader.example leads to 127/,
    );
  });

  const OPEN = ["10.0.0.1", "192.168.1.1", "172.16.0.1", "2001:db8::1", "fd00::1", "128.0.0.1"];

  test.each(OPEN)("is connected to at %s", (address) => {
    expect(connectsTo("leader.example", [address], true)).toBe(address);
    expect(connectsTo("leader.example", [address], false)).toBe(address);
  });

  test("may be loopback where it is localhost, and nothing else", () => {
    expect(connectsTo("localhost", ["127.0.0.1", "::1"], true)).toBe("127.0.0.1, ::1");
    expect(connectsTo("LOCALHOST", ["::1"], false)).toBe("::1");
    expect(connectsTo("localhost", ["192.0.2.1"], true)).toContain("leads to 192.0.2.1");
    expect(connectsTo("localhost.example", ["127.0.0.1"], true)).toContain("leads to 127.0.0.1");
  });

  test("is refused when it leads nowhere, and told of when it cannot be looked up", () => {
    expect(connectsTo("leader.example", [], true)).toContain("leads to no address");
    const look = guardedLookup((_, __, callback) => {
      callback(Object.assign(new Error("no"), { code: "ENOTFOUND" }), []);
    });
    look("leader.example", {}, (error) => {
      expect(error?.code).toBe("ENOTFOUND");
    });
    expect.assertions(2);
  });
});

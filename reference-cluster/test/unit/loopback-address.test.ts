import { parseLoopbackAddress } from "../../loopback-address";

describe("the address of the control interface", () => {
  test.each([
    ["127.0.0.1:10844", { host: "127.0.0.1", port: 10_844 }],
    ["127.8.9.1:0", { host: "127.8.9.1", port: 0 }],
    [":10844", { host: "127.0.0.1", port: 10_844 }],
    ["localhost:80", { host: "localhost", port: 80 }],
    ["[::1]:80", { host: "::1", port: 80 }],
  ])("is read from %s", (text, address) => {
    expect(parseLoopbackAddress(text)).toEqual({ ok: true, value: address });
  });

  test.each(["0.0.0.0:80", "[::]:80", "192.168.1.1:80", "example.org:80", "127.0.0.1.example.org:80"])(
    "is refused where other machines could reach it (%s)",
    (text) => {
      expect(parseLoopbackAddress(text)).toMatchObject({
        ok: false,
        message: expect.stringContaining("loopback") as string,
      });
    },
  );

  test.each(["", "127.0.0.1", "10844", "127.0.0.1:", "127.0.0.1:65536", "::1:80"])(
    "is not read from %p",
    (text) => {
      expect(parseLoopbackAddress(text).ok).toBe(false);
    },
  );
});

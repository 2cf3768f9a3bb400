import { once } from "node:events";
import { connect } from "node:net";

import { startHttp } from "../support/http/http-fixture";

/** The patience with clients that are still sending; behind it the answer would come anyway. Milliseconds. */
const PATIENCE_MS = 5_000;

beforeEach(() => {
  // It does not end before the test does.
  const start = setTimeout;
  jest
    .spyOn(globalThis, "setTimeout")
    .mockImplementation((callback, ms) => start(callback, ms === PATIENCE_MS ? 600_000 : ms));
});

afterEach(() => {
  jest.restoreAllMocks();
});

test("a HEAD request that is refused is answered at once, also while its client is still sending a body", async () => {
  const http = await startHttp();
  const socket = connect(http.port, "127.0.0.1");
  try {
    socket.write("HEAD /nothing HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    const [first] = (await once(socket, "data")) as [Buffer];
    // The client goes on sending after that: it was the answer, not the end of the server's patience.
    socket.write("0\r\n\r\n");

    expect(first.toString("latin1")).toMatch(/^HTTP\/1\.1 404 /);
  } finally {
    socket.destroy();
    await http.close();
  }
});

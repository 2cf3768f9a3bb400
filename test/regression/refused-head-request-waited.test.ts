import { once } from "node:events";
import { connect } from "node:net";

import { startHttp } from "../support/http/http-fixture";

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
  // Less than the patience with clients that are still sending, 5 s, behind which the answer would come anyway.
}, 4_000);

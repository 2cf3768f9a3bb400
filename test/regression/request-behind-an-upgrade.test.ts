import { once } from "node:events";
import { connect } from "node:net";

import { startHttp } from "../support/http/http-fixture";

test("a request that asks for an upgrade is the last of its connection, since Node drops what follows it", async () => {
  const http = await startHttp();
  try {
    const socket = connect(http.port, "127.0.0.1");
    const chunks: Buffer[] = [];
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.write(
      "GET /-/healthy HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n" +
        "GET /-/ready HTTP/1.1\r\nHost: a\r\n\r\n",
    );
    await once(socket, "close");

    expect(Buffer.concat(chunks).toString("latin1")).toMatch(
      /^HTTP\/1\.1 200 OK\r\n[^]*^connection: close\r\n[^]*is healthy\.\n$/im,
    );
  } finally {
    await http.close();
  }
});

import { exchange } from "../support/http/raw-connection";
import { startHttp } from "../support/http/http-fixture";

/**
 * The 408 for a body that did not arrive in time was written past the answer that the routes and the log know: the log line
 * said `status=200` and `aborted`, for a client that had been answered.
 */
test("a request that was answered 408 is logged as 408, and as answered", async () => {
  const http = await startHttp({ server: { timeouts: { requestMs: 300 } } });
  try {
    const head = "POST /api/v1/heartbeats HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n";
    expect(await exchange(http.port, `${head}Content-Length: 20\r\n\r\n[`)).toMatch(/^HTTP\/1\.1 408 /);
    const lines = http.logged.filter(({ msg }) => msg === "request");
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ method: "POST", route: "/api/v1/heartbeats", status: 408 });
    expect(lines[0]).not.toHaveProperty("aborted");
  } finally {
    await http.close();
  }
});

import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { startExporter } from "../../src/app/start-exporter";
import { createLogger } from "../../src/app/logging/logger";
import { ControlPlane } from "../../src/domain/control-plane";

test("an exporter whose address is taken never starts the background tick, which nobody would end", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const tick = jest.spyOn(ControlPlane.prototype, "tick");
  try {
    const exporter = await startExporter({
      listenAddresses: [`127.0.0.1:${(other.address() as AddressInfo).port}`],
      logger: createLogger("error", "json", { write: () => undefined }),
      env: {},
      buildInfo: { version: "1.2.3", revision: "abc", nodeVersion: "v20.0.0" },
    });

    expect(exporter).toBeUndefined();
    expect(tick).not.toHaveBeenCalled();
  } finally {
    tick.mockRestore();
    other.close();
  }
});

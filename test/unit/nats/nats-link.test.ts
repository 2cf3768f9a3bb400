import type { NatsConnection } from "@nats-io/transport-node";
import { NatsLink } from "../../../src/nats/nats-link";
import type { NatsPackages } from "../../../src/nats/nats-packages";
import type { NatsSettings } from "../../../src/nats/nats-settings";

const SETTINGS: NatsSettings = { servers: ["nats://one"], identity: { kind: "nobody" }, tls: undefined };

/** A connection that does with `close` what it is told to. */
function connection(close: (end: () => void) => Promise<void>): NatsConnection {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return {
    getServer: () => "one",
    info: { version: "2" },
    // eslint-disable-next-line @typescript-eslint/require-await -- the client's are asynchronous
    status: async function* () {
      yield { type: "ping" };
    },
    close: () => close(end),
    closed: () => ended,
  } as unknown as NatsConnection;
}

async function linkWith(close: (end: () => void) => Promise<void>): Promise<NatsLink> {
  const transport = { connect: () => Promise.resolve(connection(close)) };
  const link = NatsLink.open({
    settings: SETTINGS,
    packages: { transport } as unknown as NatsPackages,
    name: "test",
  });
  expect(await link.up(1_000)).toBe(true);
  return link;
}

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

test("a link is closed when its connection is", async () => {
  const link = await linkWith((end) => {
    end();
    return Promise.resolve();
  });

  await link.close();

  expect(jest.getTimerCount()).toBe(0);
});

test("a link whose connection never says that it is closed is left after two seconds", async () => {
  const link = await linkWith(() => new Promise(() => undefined));
  let isClosed = false;
  const closing = link.close().then(() => {
    isClosed = true;
  });

  await jest.advanceTimersByTimeAsync(1_999);
  expect(isClosed).toBe(false);
  await jest.advanceTimersByTimeAsync(1);
  await closing;

  expect(isClosed).toBe(true);
});

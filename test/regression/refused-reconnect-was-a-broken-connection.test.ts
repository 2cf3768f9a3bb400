import type { NatsConnection, Status } from "@nats-io/transport-node";
import { NatsLink } from "../../src/nats/nats-link";
import type { NatsLinkEvent } from "../../src/nats/nats-link";
import type { NatsPackages } from "../../src/nats/nats-packages";

const BROKE = "the connection to one broke";
const REFUSED = "Authorization Violation";

const disconnect: Status = { type: "disconnect", server: "one" };
const reconnecting: Status = { type: "reconnecting" };
const refusal: Status = { type: "error", error: new Error(REFUSED) };

/** What the client tells of a try that the server refuses: it also closes the connection. */
const REFUSED_TRY = [reconnecting, refusal, disconnect];

/** A link whose connection was up and tells all this; what became of its problem, and what it told itself. */
async function linkThatIsTold(statuses: readonly Status[]): Promise<{
  readonly problem: string | undefined;
  readonly events: readonly NatsLinkEvent[];
}> {
  const events: NatsLinkEvent[] = [];
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  let allTold = (): void => undefined;
  const isTold = new Promise<void>((resolve) => {
    allTold = resolve;
  });
  const connection = {
    getServer: () => "one",
    info: { version: "2" },
    status: async function* () {
      yield* statuses;
      allTold();
      await ended;
    },
    close: () => {
      end();
      return Promise.resolve();
    },
    closed: () => ended,
  } as unknown as NatsConnection;
  const link = NatsLink.open({
    settings: { servers: ["nats://one"], identity: { kind: "nobody" }, tls: undefined },
    packages: { transport: { connect: () => Promise.resolve(connection) } } as unknown as NatsPackages,
    name: "test",
    onEvent: (event) => events.push(event),
  });
  await isTold;
  const { problem } = link;
  await link.close();
  return { problem, events };
}

test.each<[string, readonly Status[], string | undefined]>([
  ["breaks", [disconnect], BROKE],
  ["breaks, and a try to get it back is refused", [disconnect, ...REFUSED_TRY], REFUSED],
  ["is refused again and again", [disconnect, ...REFUSED_TRY, ...REFUSED_TRY, ...REFUSED_TRY], REFUSED],
  ["is refused, and the next try is under way", [disconnect, ...REFUSED_TRY, reconnecting], REFUSED],
  [
    "is refused, and then its server is gone",
    [disconnect, ...REFUSED_TRY, reconnecting, reconnecting],
    BROKE,
  ],
  [
    "is refused, and comes back",
    [disconnect, ...REFUSED_TRY, { type: "reconnect", server: "one" }],
    undefined,
  ],
])("the problem of a connection that %s is said", async (_, statuses, problem) => {
  expect((await linkThatIsTold(statuses)).problem).toBe(problem);
});

test("a connection that is refused over and over is told of once for each reason", async () => {
  const { events } = await linkThatIsTold([disconnect, ...REFUSED_TRY, ...REFUSED_TRY, ...REFUSED_TRY]);

  expect(events).toEqual([
    { kind: "connected", server: "one", version: "2" },
    { kind: "lost", reason: BROKE },
    { kind: "refused", reason: REFUSED },
  ]);
});

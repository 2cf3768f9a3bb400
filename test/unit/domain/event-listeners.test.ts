import { EventListeners } from "../../../src/domain/event-listeners";
import type { RegionTransition } from "../../../src/domain/regions/region-transitions";

const TRANSITION: RegionTransition = {
  regionId: 1,
  name: "eu-west",
  from: "Healthy",
  to: "Offline",
  atNs: 1n,
  reasons: [],
};

function failing(message: string): () => never {
  return () => {
    throw new Error(message);
  };
}

describe("EventListeners", () => {
  test("tell everybody, in the order in which they came, until they leave", () => {
    const listeners = new EventListeners<RegionTransition>();
    const told: string[] = [];
    const leave = listeners.add(() => told.push("first"));
    listeners.add(({ name }) => told.push(name));
    listeners.tell(TRANSITION);
    leave();
    listeners.tell(TRANSITION);
    expect(told).toEqual(["first", "eu-west", "eu-west"]);
  });

  test("an error keeps nobody else from being told, and is thrown once, when it is asked for", () => {
    const listeners = new EventListeners<RegionTransition>();
    const told: string[] = [];
    listeners.add(failing("no network"));
    listeners.add(({ to }) => told.push(to));
    listeners.tell(TRANSITION);
    expect(told).toEqual(["Offline"]);
    expect(() => {
      listeners.throwPending();
    }).toThrow(new Error("no network"));
    listeners.throwPending();
  });

  test("several errors are thrown together; of very many only the first hundred are kept", () => {
    const listeners = new EventListeners<RegionTransition>();
    listeners.add(failing("a"));
    listeners.add(failing("b"));
    for (let i = 0; i < 60; i += 1) listeners.tell(TRANSITION);
    let thrown: unknown;
    try {
      listeners.throwPending();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(AggregateError);
    const { message, errors } = thrown as AggregateError;
    expect(message).toBe("120 calls of listeners failed; give onListenerError to hear of each");
    expect(errors).toHaveLength(100);
    expect(errors.slice(0, 2)).toEqual([new Error("a"), new Error("b")]);
  });

  test("a handler is told each error with its transition, and nothing is thrown then", () => {
    const heard: unknown[] = [];
    const listeners = new EventListeners((error, transition) => heard.push([error, transition]));
    listeners.add(failing("no network"));
    listeners.tell(TRANSITION);
    listeners.throwPending();
    expect(heard).toEqual([[new Error("no network"), TRANSITION]]);
  });

  test("an error of the handler itself is not lost either", () => {
    const listeners = new EventListeners(failing("no log"));
    listeners.add(failing("no network"));
    listeners.tell(TRANSITION);
    expect(() => {
      listeners.throwPending();
    }).toThrow(new Error("no log"));
  });
});

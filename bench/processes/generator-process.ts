/** Sends heartbeats over HTTP, from a process of its own so that making load does not slow down what is under load. */
import { serveCommands } from "./command-server";
import { Load } from "./load";
import type { LoadPlan, LoadResult, Pace, PacedResult } from "./load";

const loads = new Map<string, Load>();

function theLoad(name: string): Load {
  const load = loads.get(name);
  if (!load) throw new Error(`no load ${name} was prepared`);
  return load;
}

const generatorCommands = {
  /** Builds every request. A load of the same name is closed. */
  prepare({ name, ...plan }: LoadPlan & { readonly name: string }): void {
    loads.get(name)?.close();
    loads.set(name, new Load(plan));
  },

  flood({ name, seconds }: { readonly name: string; readonly seconds: number }): Promise<LoadResult> {
    return theLoad(name).flood(seconds);
  },

  refresh: (name: string): Promise<LoadResult> => theLoad(name).refresh(),

  pace({ name, ...pace }: Pace & { readonly name: string }): Promise<PacedResult> {
    return theLoad(name).pace(pace);
  },
};

export type GeneratorCommands = typeof generatorCommands;

serveCommands(generatorCommands);

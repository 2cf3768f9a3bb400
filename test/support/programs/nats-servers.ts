import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { eventually } from "./eventually";
import { RunningProgram } from "./running-program";

const START_DEADLINE_MS = 20_000;

interface Member {
  readonly name: string;
  readonly port: number;
  readonly configPath: string;
  program: RunningProgram | undefined;
}

/** What a server is asked beside what it needs to run: lines of its configuration. */
export interface NatsServersOptions {
  readonly count?: number;
  readonly extra?: string;
  /** Users of another account see none of the first one's; undefined for no accounts. */
  readonly scheme?: "nats" | "tls";
}

/** One real NATS server, or a cluster of several, on loopback, with JetStream in a folder of their own. */
export class NatsServers {
  readonly #folder: string;
  readonly #members: readonly Member[];
  readonly #scheme: string;

  private constructor(folder: string, members: readonly Member[], scheme: string) {
    this.#folder = folder;
    this.#members = members;
    this.#scheme = scheme;
  }

  /** Starts them and waits until each is ready for clients. */
  static async start({
    count = 1,
    extra = "",
    scheme = "nats",
  }: NatsServersOptions = {}): Promise<NatsServers> {
    const folder = await mkdtemp(join(tmpdir(), "nats-test-"));
    const ports = await freePorts(2 * count);
    const clusterPorts = ports.slice(count);
    const members: Member[] = [];
    for (let index = 0; index < count; index += 1) {
      const name = `n${index + 1}`;
      const configPath = join(folder, `${name}.conf`);
      const port = ports[index] ?? 0;
      const routes = clusterPorts.map((each) => `nats://127.0.0.1:${each}`).join(", ");
      const cluster = `cluster { name: test, listen: "127.0.0.1:${clusterPorts[index]}", routes: [${routes}] }`;
      await writeFile(
        configPath,
        [
          `server_name: ${name}`,
          `listen: "127.0.0.1:${port}"`,
          `jetstream { store_dir: "${join(folder, name)}" }`,
          count > 1 ? cluster : "",
          extra,
        ].join("\n"),
      );
      members.push({ name, port, configPath, program: undefined });
    }
    const servers = new NatsServers(folder, members, scheme);
    try {
      await servers.startAll();
      return servers;
    } catch (error) {
      await servers.stop();
      throw error;
    }
  }

  /** For the section `nats` of a configuration. */
  get urls(): readonly string[] {
    return this.#members.map(({ port }) => `${this.#scheme}://127.0.0.1:${port}`);
  }

  async startAll(): Promise<void> {
    await Promise.all(this.#members.map((_, index) => this.startOne(index)));
    await eventually("JetStream has a leader", START_DEADLINE_MS, () =>
      this.#members.length === 1 ||
      this.#log().some((line) => line.includes("JetStream cluster new metadata leader"))
        ? true
        : undefined,
    );
  }

  async startOne(index: number): Promise<void> {
    const member = this.#member(index);
    member.program ??= new RunningProgram("nats-server", ["--config", member.configPath]);
    await member.program.line(/Server is ready/, START_DEADLINE_MS);
  }

  /** Ends one at once, as a machine that loses its power. */
  async kill(index: number): Promise<void> {
    const member = this.#member(index);
    const { program } = member;
    member.program = undefined;
    await program?.stop("SIGKILL");
  }

  async killAll(): Promise<void> {
    await Promise.all(this.#members.map((_, index) => this.kill(index)));
  }

  indexOf(name: string): number {
    return this.#members.findIndex((member) => member.name === name);
  }

  /** Stands still, without closing a connection. */
  freeze(index: number): void {
    this.#members[index]?.program?.signal("SIGSTOP");
  }

  thaw(index: number): void {
    this.#members[index]?.program?.signal("SIGCONT");
  }

  async stop(): Promise<void> {
    await this.killAll();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #member(index: number): Member {
    const member = this.#members[index];
    if (member === undefined) throw new Error(`there is no server ${index}`);
    return member;
  }

  #log(): readonly string[] {
    return this.#members.flatMap(({ program }) => program?.lines ?? []);
  }
}

/** Ports that nobody listens on. Somebody may take one before it is used; then the server says so. */
async function freePorts(count: number): Promise<readonly number[]> {
  const listeners = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(listeners.map((each) => new Promise((resolve) => each.once("listening", resolve))));
  const ports = listeners.map((each) => (each.address() as AddressInfo).port);
  await Promise.all(listeners.map((each) => new Promise((resolve) => each.close(resolve))));
  return ports;
}

import type { JetStreamManager, MsgRequest, NextMsgRequest, StoredMsg } from "@nats-io/jetstream";
import type { KV } from "@nats-io/kv";
import type { NatsConnection } from "@nats-io/transport-node";
import type { NatsLink } from "../../nats/nats-link";
import type { NatsPackages } from "../../nats/nats-packages";
import { WrongRevisionError } from "./bucket";
import type { Bucket, BucketEntry } from "./bucket";
import { assertCounts, lastThatCounts } from "./key-history";
import type { KeptWrite, KeyHistory } from "./key-history";

/** Which bucket, and how it is made where it is not there yet. */
export interface NatsBucketSettings {
  readonly bucket: string;
  /** On how many servers: 1, 3 or 5. */
  readonly replicas: number;
}

/** A leader that does not answer for so long is gone. Milliseconds. */
const ANSWER_MS = 2_500;
/** Values of a key that are kept, for whoever wants an earlier one back. */
const HISTORY = 10;

/** A bucket of NATS JetStream. Reads and writes are answered by its leader, so that each sees all that was acknowledged. */
export class NatsBucket implements Bucket {
  readonly #link: NatsLink;
  readonly #packages: NatsPackages;
  readonly #settings: NatsBucketSettings;
  readonly #servers: string;
  #opened: { readonly connection: NatsConnection; readonly kv: KV } | undefined;

  /** @param servers - for messages. */
  constructor(link: NatsLink, packages: NatsPackages, settings: NatsBucketSettings, servers: string) {
    this.#link = link;
    this.#packages = packages;
    this.#settings = settings;
    this.#servers = servers;
  }

  get place(): string {
    return `the bucket ${this.#settings.bucket} of NATS at ${this.#servers}`;
  }

  get problem(): string | undefined {
    return this.#link.problem;
  }

  reachable(withinMs: number): Promise<boolean> {
    return this.#link.up(withinMs);
  }

  onReachable(listener: () => void): () => void {
    return this.#link.onUp(listener);
  }

  async prepare(): Promise<void> {
    const { bucket, replicas } = this.#settings;
    await this.#explained(async () => {
      const made = await new this.#packages.kv.Kvm(this.#jetstream()).create(bucket, {
        replicas,
        history: HISTORY,
        allow_direct: false,
        description: "What tidaldb-exporter keeps of a cluster",
      });
      const { streamInfo } = await made.status();
      const { storage, max_age: maxAge } = streamInfo.config;
      if (storage !== "file") throw new Error(`it keeps its values in memory: make it with file storage`);
      if (maxAge > 0) throw new Error("it forgets values after some time: make it without a max age");
    });
  }

  revision(): Promise<number> {
    return this.#explained(async () => {
      const { state } = await (await this.#manager()).streams.info(this.#stream);
      return state.last_seq;
    });
  }

  read(key: string): Promise<BucketEntry | undefined> {
    return this.#explained(async () => lastThatCounts(await this.#history(key)));
  }

  write(key: string, value: Uint8Array, onto: number | undefined): Promise<number> {
    return this.#explained(async () => {
      const { max_payload: mostBytes } = this.#connection().info ?? {};
      if (mostBytes !== undefined && value.length > mostBytes) {
        throw new Error(`${value.length} bytes are more than its max_payload of ${mostBytes}: raise that`);
      }
      const options = { timeout: ANSWER_MS, ...(onto !== undefined && { previousSeq: onto }) };
      const revision = await (await this.#kv()).put(key, value, options);
      if (onto !== undefined) await assertCounts(revision, onto, await this.#history(key));
      return revision;
    });
  }

  async watch(key: string, listener: (revision: number) => void): Promise<() => void> {
    return this.#explained(async () => {
      const { kv } = this.#packages;
      const entries = await (await this.#kv()).watch({ key, include: kv.KvWatchInclude.UpdatesOnly });
      void (async () => {
        for await (const { revision } of entries) listener(revision);
      })().catch(() => undefined);
      return () => {
        entries.stop();
      };
    });
  }

  close(): Promise<void> {
    return this.#link.close();
  }

  #connection(): NatsConnection {
    const { connection, problem } = this.#link;
    if (connection === undefined) throw new Error(problem ?? "not connected");
    return connection;
  }

  #jetstream() {
    const { jetstream } = this.#packages;
    return jetstream.jetstream(this.#connection(), { timeout: ANSWER_MS });
  }

  #manager(): Promise<JetStreamManager> {
    const options = { checkAPI: false, timeout: ANSWER_MS };
    return this.#packages.jetstream.jetstreamManager(this.#connection(), options);
  }

  get #stream(): string {
    return `KV_${this.#settings.bucket}`;
  }

  /** Answered by the leader of the stream: followers are not asked. */
  async #history(key: string): Promise<KeyHistory> {
    const { streams } = await this.#manager();
    const subject = `$KV.${this.#settings.bucket}.${key}`;
    const get = async (query: MsgRequest | NextMsgRequest): Promise<KeptWrite | undefined> => {
      // The leader takes it as well, and not only a direct request, as the types have it.
      const message = await streams.getMessage(this.#stream, query as MsgRequest);
      return message === null ? undefined : keptWrite(message);
    };
    return {
      last: () => get({ last_by_subj: subject }),
      at: (seq) => get({ seq }),
      after: (revision) => get({ seq: revision + 1, next_by_subj: subject }),
    };
  }

  /** A handle, which is not there before the bucket is; a new connection needs a new one. */
  async #kv(): Promise<KV> {
    const connection = this.#connection();
    if (this.#opened?.connection !== connection) {
      const kvm = new this.#packages.kv.Kvm(this.#jetstream());
      const kv = await kvm.open(this.#settings.bucket, { allow_direct: false });
      this.#opened = { connection, kv };
    }
    return this.#opened.kv;
  }

  async #explained<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      const { JetStreamApiError, JetStreamApiCodes } = this.#packages.jetstream;
      if (error instanceof JetStreamApiError && error.code === JetStreamApiCodes.StreamWrongLastSequence) {
        throw new WrongRevisionError(error.message);
      }
      if (!(error instanceof Error)) throw error;
      throw new Error(explanationOf(error), { cause: error });
    }
  }
}

function keptWrite({ seq, header, data }: StoredMsg): KeptWrite {
  const onto = header.get("Nats-Expected-Last-Subject-Sequence");
  const isValue = header.get("KV-Operation") === "";
  return {
    revision: seq,
    value: isValue ? new Uint8Array(data) : undefined,
    onto: onto === "" ? undefined : Number(onto),
  };
}

function explanationOf(error: Error): string {
  // The client takes a stream without a leader for a server without JetStream.
  if (error.name === "JetStreamNotEnabled")
    return "nobody answers for it: it has no leader, or JetStream is off";
  if (error.name === "TimeoutError") return "no answer came in time";
  return error.message;
}

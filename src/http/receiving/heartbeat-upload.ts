import type { ServerResponse } from "node:http";

import type { BatchProblem, HeartbeatReader } from "../../wire/heartbeats/heartbeat-entries";
import { HeartbeatStream } from "../../wire/heartbeats/heartbeat-stream";
import type { HeartbeatFormat } from "../../wire/heartbeats/heartbeat-stream";
import { sendJson, sendProblem } from "../sending/answer";
import type { HttpLimits, HttpServices } from "../routing/http-services";
import type { Call } from "../routing/route";
import { problemOf } from "../sending/problem";
import type { Problem } from "../sending/problem";
import { receiveBody } from "./receive-body";
import type { BodyConsumer, BodyEnd, BodyFlow } from "./receive-body";
import { HeartbeatTally } from "../../wire/heartbeats/heartbeat-tally";
import { SharedTurns } from "../../concurrency/shared-turns";
import type { IngestArea } from "../access/ingest-area";
import { ingestAreaOf } from "../access/ingest-areas";

/** How long one body may keep all others waiting. Milliseconds; a heartbeat for the general parser comes on top. */
const SLICE_MS = 2;

/** How long all bodies together may keep the event loop from everything else. There is one event loop for all servers of a process. */
const turns = new SharedTurns(3);

/** Takes a request's heartbeats in, and answers. Rejects only with a defect of this program. */
export function takeHeartbeats(
  call: Call,
  services: HttpServices,
  format: HeartbeatFormat,
  reader: HeartbeatReader,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: unknown): void => {
      if (error === undefined) resolve();
      else
        reject(error instanceof Error ? error : new Error("taking heartbeats in failed", { cause: error }));
    };
    const { request, response, settings } = call;
    const upload = new HeartbeatUpload(call, services, format, reader, settle);
    receiveBody(request, response, settings.limits.maxBodyBytes, upload);
  });
}

/** One request with heartbeats: recorded while they arrive, answered when they have. */
class HeartbeatUpload implements BodyConsumer {
  readonly #response: ServerResponse;
  readonly #services: HttpServices;
  readonly #rate: HttpLimits["rateLimit"];
  /** Asked for at the beginning: once a client has left, its socket does not know it any more. */
  readonly #client: string | undefined;
  readonly #settle: (error?: unknown) => void;
  readonly #area: IngestArea | undefined;
  readonly #tally: HeartbeatTally;
  readonly #stream: HeartbeatStream;
  readonly #startedMs = performance.now();
  #busyMs = 0;
  #isWaiting = false;
  /** The body's end, when it came before all that had arrived was read. */
  #pendingEnd: BodyEnd | undefined;

  constructor(
    { request, response, settings }: Call,
    services: HttpServices,
    format: HeartbeatFormat,
    reader: HeartbeatReader,
    settle: (error?: unknown) => void,
  ) {
    const { controlPlane } = services;
    const { limits } = settings;
    this.#rate = limits.rateLimit;
    this.#response = response;
    this.#services = services;
    this.#client = request.socket.remoteAddress;
    this.#settle = settle;
    this.#area = ingestAreaOf(response);
    this.#tally = new HeartbeatTally(controlPlane, this.#area, { passOn: services.passOnHeartbeat });
    const batchLimits = { maxHeartbeats: limits.maxBatch, maxLineBytes: limits.maxLineBytes };
    this.#stream = new HeartbeatStream(format, batchLimits, reader, this.#tally);
  }

  chunk(bytes: Buffer, flow: BodyFlow): void {
    this.#tally.nextChunk();
    this.#stream.push(bytes);
    if (turns.hasRoom) {
      turns.take(() => {
        this.#read(flow);
      });
    } else this.#pause(flow);
  }

  end(end: BodyEnd): void {
    if (this.#isWaiting) this.#pendingEnd = end;
    else {
      turns.take(() => {
        this.#finish(end);
      });
    }
  }

  /** Reads for one slice; if that was not enough, or was as much as a slice may be, the request is paused until others had a turn. */
  #read(flow: BodyFlow): void {
    const startMs = performance.now() - this.#busyMs;
    try {
      let isRead = false;
      do {
        isRead = this.#stream.advance();
        this.#busyMs = performance.now() - startMs;
      } while (!isRead && this.#busyMs < SLICE_MS);
    } catch (error) {
      flow.stop();
      this.#settle(error);
      return;
    }
    if (this.#stream.refusal) {
      flow.stop();
      this.#refuse(this.#stream.refusal);
    } else if (this.#busyMs < SLICE_MS) this.#goOn(flow);
    else this.#pause(flow);
  }

  #pause(flow: BodyFlow): void {
    if (!this.#isWaiting) flow.pause();
    this.#isWaiting = true;
    turns.later(() => {
      this.#busyMs = 0;
      this.#read(flow);
    });
  }

  #goOn(flow: BodyFlow): void {
    if (!this.#isWaiting) return;
    this.#isWaiting = false;
    if (this.#pendingEnd) this.#finish(this.#pendingEnd);
    else flow.resume();
  }

  #finish(end: BodyEnd): void {
    try {
      if (end.ok) this.#answer();
      else if (end.gone) this.#abandon();
      else this.#refuseBody(end.problem);
      this.#settle();
    } catch (error) {
      this.#settle(error);
    }
  }

  #answer(): void {
    const refusal = this.#stream.finish();
    if (refusal) this.#refuse(refusal);
    else {
      this.#account(0);
      const { outside } = this.#tally;
      if (this.#area && outside > 0 && outside === this.#stream.count) {
        const { detail, ingest } = this.#area.refusal;
        sendProblem(this.#response, problemOf(403, detail, { ingest }));
      } else sendJson(this.#response, 202, this.#tally.reportJson());
    }
  }

  /** The heartbeats are refused: all of them, or all behind the limit. */
  #refuse({ reason, message }: BatchProblem): void {
    if (reason === "too_many") {
      this.#account(1);
      this.#services.refusals.note("batch_length", { client: this.#client });
      sendProblem(this.#response, this.#withTally(problemOf(413, message)));
    } else {
      this.#account(this.#tally.refused === 0 ? 1 : 0);
      sendProblem(this.#response, problemOf(reason === "too_long" ? 413 : 400, message));
    }
    this.#settle();
  }

  /** The body is refused, for a reason that has nothing to do with heartbeats. */
  #refuseBody(problem: Problem): void {
    this.#account(0);
    if (problem.status === 413) this.#services.refusals.note("body_size", { client: this.#client });
    sendProblem(this.#response, this.#withTally(problem));
  }

  #abandon(): void {
    this.#stream.cutOff();
    this.#account(0);
  }

  /**
   * Counts what never reached the control plane and how long it all took, and charges the client.
   *
   * @param unread - heartbeats that were certainly there and were not read.
   */
  #account(unread: number): void {
    const { controlPlane, exposition, heartbeatBudget, refusals } = this.#services;
    exposition.ingestLatency.observe((performance.now() - this.#startedMs) / 1000);
    const { count, tooLongCount } = this.#stream;
    controlPlane.countRejectedHeartbeats(this.#tally.refused + unread);
    heartbeatBudget.charge(this.#client, count + unread, this.#rate);
    if (tooLongCount > 0) refusals.note("heartbeat_size", { client: this.#client, count: tooLongCount });
  }

  /** A problem that also says what had been taken in before it was found. */
  #withTally(problem: Problem): Problem {
    const { sentence } = this.#tally;
    return sentence === "" ? problem : { ...problem, detail: `${problem.detail}; ${sentence}` };
  }
}

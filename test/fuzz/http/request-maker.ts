import { gzipSync } from "node:zlib";

import type { Random } from "../engine/random";
import { FUZZ_TOKENS } from "./exporter-under-test";
import { JsonMaker } from "./json-maker";
import type { ApiDescription, Operation, Schema } from "./operation";

/** One request whose end can be told: after it the connection can be used for the next. */
export interface FuzzRequest {
  readonly method: string;
  readonly target: string;
  readonly bytes: Buffer;
  /**
   * Whether the exporter may close the connection behind its answer. Nothing should be sent behind it before that: unread
   * bytes make the system reset the connection, and a reset takes answers with it that are still on their way.
   */
  readonly mayClose: boolean;
}

/** One value in so many is wrong, by how broken a request is meant to be. */
const WRONG_ONE_IN = [1_000_000, 25, 4] as const;

const OTHER_METHODS = ["HEAD", "OPTIONS", "PATCH", "TRACE", "PROPFIND", "GET", "PUT", "POST", "DELETE"];
const IDS = ["0", "1", "2", "3", "65535"];
const ODD_VALUES = [
  ...[
    "",
    "65536",
    "-1",
    "00",
    "1e3",
    "%31",
    "%00",
    "%zz",
    "%",
    "%ff",
    "..",
    "%2e%2e",
    "%2F",
    "a".repeat(300),
  ],
  ...[
    "18446744073709551616",
    "1.0",
    "+1",
    "%F0%9F%98%80",
    "us-east",
    "eu%20%22west%22",
    "__proto__",
    "constructor",
    "*",
  ],
];
const ODD_TARGETS = [
  ...[
    "/",
    "//",
    "/x",
    "/metrics/",
    "/METRICS",
    "/-/",
    "/api/v1",
    "/api/v1/tenants/1/2",
    "/%",
    "/%00",
    "/?",
    "/health?%",
  ],
  ...[
    "*",
    "http://example.com/metrics",
    "/..%2f..%2fetc/passwd",
    "/metrics;a=b",
    "/metrics#a",
    `/${"a/".repeat(200)}`,
  ],
];
const WORDS = [
  "healthy",
  "degraded",
  "offline",
  "true",
  "false",
  "cluster",
  "region",
  "shard",
  "follower",
  "exporter",
];

/** An upgrade, the end of the connection, or a body that may be refused while it is still being sent. */
const CLOSING = /^(?:Upgrade|Connection|Expect|Transfer-Encoding):|^Content-Length: \d{5}/m;

/** Headers beside those that frame a request; each line is valid HTTP. */
const HEADERS = [
  ...[
    "Accept: application/openmetrics-text;version=1.0.0,text/plain;q=0.5",
    "Accept: */*;q=0",
    "Accept: ,;q=,",
  ],
  ...[
    "Accept-Encoding: gzip",
    "Accept-Encoding: gzip;q=0,*",
    "Accept-Encoding: br, ,x",
    "Origin: http://evil.example",
  ],
  ...[
    "Origin: null",
    "Origin: http://127.0.0.1",
    "Sec-Fetch-Site: cross-site",
    "Sec-Fetch-Site: same-origin",
  ],
  ...[
    "X-Forwarded-For: 1.2.3.4",
    "Range: bytes=0-1",
    'If-None-Match: "a"',
    "If-Modified-Since: yesterday",
    "Cookie: a=b",
  ],
  ...[
    "X-HTTP-Method-Override: DELETE",
    "TE: trailers",
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Upgrade: h2c",
  ],
  ...[
    "X-Odd: \x80\xff",
    "X-Empty:",
    "User-Agent: Prometheus/3.0",
    "Prefer: x",
    `X-Long: ${"a".repeat(2000)}`,
  ],
];
const CONTENT_TYPES = [
  ...["application/json", "application/x-ndjson", "application/json; charset=utf-8", "Application/JSON"],
  ...[
    "text/plain",
    "application/json; charset=utf-16",
    "application/json;;",
    "json",
    "multipart/form-data; boundary=a",
  ],
];

/** Makes requests for every operation of an API: valid ones, nearly valid ones and broken ones, all framed well. */
export class RequestMaker {
  /** Those that take a body several times, because there is more to try with them. */
  readonly #operations: readonly Operation[];
  readonly #random: Random;
  readonly #json: readonly JsonMaker[];

  constructor(api: ApiDescription, random: Random) {
    this.#operations = api.operations.flatMap((operation) =>
      Object.keys(operation.bodies).length === 0 ? [operation] : [operation, operation, operation],
    );
    this.#random = random;
    this.#json = WRONG_ONE_IN.map((oneIn) => new JsonMaker(api.schemas, random, oneIn));
  }

  next(): FuzzRequest {
    const random = this.#random;
    const operation = random.pick(this.#operations);
    const brokenness = random.below(WRONG_ONE_IN.length);
    const isOdd = brokenness > 0 && random.oneIn(4);
    const method = isOdd
      ? random.pick(OTHER_METHODS)
      : operation.method === "GET" && random.oneIn(8)
        ? "HEAD"
        : operation.method;
    const target = isOdd && random.oneIn(3) ? random.pick(ODD_TARGETS) : this.#target(operation, brokenness);
    const body = this.#body(operation, brokenness);
    const head = [`${method} ${target} HTTP/1.1`, "Host: 127.0.0.1", ...this.#headers(operation, brokenness)];
    const bytes = this.#framed(head, body, brokenness);
    return { method, target, bytes, mayClose: CLOSING.test(bytes.toString("latin1")) };
  }

  #target({ path, parameters }: Operation, brokenness: number): string {
    const random = this.#random;
    const value = (schema: Schema): string => {
      if (brokenness > 0 && random.oneIn(4)) return random.pick(ODD_VALUES);
      return (schema.enum ?? schema.items?.enum)
        ? String(random.pick(schema.enum ?? schema.items?.enum ?? []))
        : random.pick(IDS);
    };
    const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) =>
      value(parameters.find((parameter) => parameter.name === name)?.schema ?? {}),
    );
    const query = parameters
      .filter((parameter) => parameter.in === "query" && !random.oneIn(3))
      .map(({ name, schema }) => `${encodeURIComponent(name)}=${value(schema)}`);
    if (brokenness > 0 && random.oneIn(6)) query.push(`${random.pick(ODD_VALUES)}=${random.pick(WORDS)}`);
    if (brokenness > 0 && random.oneIn(6)) query.push(query[0] ?? "a&&=");
    return query.length === 0 ? filled : `${filled}?${query.join("&")}`;
  }

  #headers({ bodies }: Operation, brokenness: number): readonly string[] {
    const random = this.#random;
    const headers: string[] = [];
    const [first, second = first] = Object.keys(bodies);
    if (first !== undefined && second !== undefined) {
      const isWrong = brokenness > 0 && random.oneIn(5);
      headers.push(`Content-Type: ${isWrong ? random.pick(CONTENT_TYPES) : random.pick([first, second])}`);
    }
    if (!random.oneIn(4)) headers.push(`Authorization: ${this.#authorization(brokenness)}`);
    for (let i = random.below(3); i > 0; i -= 1) headers.push(random.pick(HEADERS));
    if (random.oneIn(500)) headers.push("Connection: close");
    return headers;
  }

  #authorization(brokenness: number): string {
    const random = this.#random;
    if (brokenness < 2 || random.oneIn(2)) return `Bearer ${random.pick(Object.values(FUZZ_TOKENS))}`;
    return random.pick([
      "Bearer",
      "Bearer x",
      "Basic YTpi",
      "Basic %%%",
      `Bearer ${"x".repeat(3000)}`,
      "bearer \x80",
      "Digest a=b",
    ]);
  }

  #body({ bodies }: Operation, brokenness: number): Buffer | undefined {
    const random = this.#random;
    const schemas = Object.values(bodies);
    if (schemas.length === 0 && !random.oneIn(30)) return undefined;
    const json = this.#json[brokenness];
    const text = Array.from(
      { length: random.oneIn(4) ? random.below(5) : 1 },
      () => json?.text(schemas[0]?.schema ?? {}) ?? "",
    ).join("\n");
    const cut = brokenness === 2 && random.oneIn(10) ? text.slice(0, random.below(text.length + 1)) : text;
    if (brokenness === 2 && random.oneIn(50)) return Buffer.alloc(70 * 1024, cut || " ");
    return brokenness === 2 && random.oneIn(20) ? Buffer.from(`${cut}\xff\xfe`, "latin1") : Buffer.from(cut);
  }

  /** With its length or in chunks, plain or gzipped, or called gzip when it is none. */
  #framed(head: readonly string[], body: Buffer | undefined, brokenness: number): Buffer {
    const random = this.#random;
    if (body === undefined) return Buffer.from(`${head.join("\r\n")}\r\n\r\n`, "latin1");
    const isGzip = random.oneIn(8);
    const sent = isGzip && !(brokenness > 0 && random.oneIn(3)) ? gzipSync(body) : body;
    const isChunked = random.oneIn(8);
    const lines = [
      ...head,
      ...(isGzip
        ? ["Content-Encoding: gzip"]
        : brokenness === 2 && random.oneIn(20)
          ? ["Content-Encoding: br"]
          : []),
      ...(random.oneIn(40) ? ["Expect: 100-continue"] : []),
      isChunked ? "Transfer-Encoding: chunked" : `Content-Length: ${sent.length}`,
    ];
    const headBytes = Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
    return Buffer.concat([headBytes, ...(isChunked ? inChunks(sent, random) : [sent])]);
  }
}

function inChunks(body: Buffer, random: Random): readonly Buffer[] {
  const cut = random.below(body.length + 1);
  const parts = [body.subarray(0, cut), body.subarray(cut)].filter((part) => part.length > 0);
  return [
    ...parts.flatMap((part) => [Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from("\r\n")]),
    Buffer.from("0\r\n\r\n"),
  ];
}

import { printJson } from "#exporter/wire/json/json";

/** A body that is made while it is sent, as fast as its reader takes it. */
export interface StreamedBody {
  /** The next piece, made in a few milliseconds: "" when there is none yet, undefined at the end. @throws Error to break off. */
  next(): string | undefined;
  /** Called once, however the sending ended. */
  close(): void;
}

/** What the control interface answers. */
export interface ControlAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | StreamedBody;
  readonly headers?: Readonly<Record<string, string>>;
}

export function textAnswer(body: string): ControlAnswer {
  return { status: 200, contentType: "text/plain; charset=utf-8", body };
}

/** JSON for people as well as programs. bigints keep all their digits. */
export function jsonAnswer(status: number, value: unknown): ControlAnswer {
  return { status, contentType: "application/json", body: `${printJson(value, 2)}\n` };
}

/** An error as RFC 9457 has it; `detail` says what was wrong and what to do. */
export function problemAnswer(
  status: number,
  title: string,
  detail: string,
  extensions: Readonly<Record<string, unknown>> = {},
): ControlAnswer {
  const body = printJson({ type: "about:blank", title, status, detail, ...extensions }, 2);
  return { status, contentType: "application/problem+json", body: `${body}\n` };
}

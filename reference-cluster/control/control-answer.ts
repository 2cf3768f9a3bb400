import { printJson } from "#exporter/wire/json/json";

/** What the control interface answers. */
export interface ControlAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
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

import { Command, InvalidArgumentError } from "commander";
import type { LineOutput } from "#exporter/process/line-output";
import { EXPORT_PARAMETERS } from "./export/export-query";

/** The address under which a reference cluster is reached unless it was told another one. */
export const DEFAULT_CONTROL_URL = "http://127.0.0.1:10844";

/** What a program's output needs to be for an export. */
export type ExportOutput = Pick<LineOutput, "write" | "settled" | "failure">;

/** The command `reference-cluster export`: prints signals of a running cluster, one a line. Commander throws what it refuses. */
export function exportCommand(): Command {
  const command = new Command("reference-cluster export")
    .description(
      "Prints the signals that lie in the log of a running reference cluster, as of this moment, as one JSON object a line.",
    )
    .option("--control-url <url>", "where the cluster is", httpUrl, new URL(DEFAULT_CONTROL_URL))
    .exitOverride();
  for (const [name, meaning] of Object.entries(EXPORT_PARAMETERS))
    command.option(`--${name} <value>`, meaning);
  return command;
}

/**
 * Runs it: as fast as `output` is read, and to its end or as long as anybody reads.
 *
 * @throws Error when the cluster cannot be reached, refuses, or breaks the export off: what was printed is then not all.
 */
export async function printExport(
  { controlUrl, ...parameters }: { readonly controlUrl: URL } & Readonly<Record<string, string | URL>>,
  output: ExportOutput,
): Promise<void> {
  const url = new URL("/export", controlUrl);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, String(value));
  const response = await reach(url);
  if (!response.ok || response.body === null) throw new Error(await detailOf(response));
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for await (const bytes of response.body as AsyncIterable<Uint8Array>) {
      const text = rest + decoder.decode(bytes, { stream: true });
      const end = text.lastIndexOf("\n") + 1;
      output.write(text.slice(0, end));
      rest = text.slice(end);
      await output.settled();
      if (output.failure !== undefined) return;
    }
  } catch (cause) {
    throw new Error(
      "the export was broken off, what was printed is not all; ask for less, or read it faster",
      { cause },
    );
  }
}

async function reach(url: URL): Promise<Response> {
  try {
    return await fetch(url);
  } catch (cause) {
    throw new Error(`no reference cluster answers at ${url.origin}; give its --control-url`, { cause });
  }
}

/** What a problem document says, or that the answer is none. */
async function detailOf(response: Response): Promise<string> {
  const text = await response.text();
  try {
    const { detail } = JSON.parse(text) as { readonly detail?: unknown };
    if (typeof detail === "string") return detail;
  } catch {
    // Another program listens there.
  }
  return `expected an export, got an answer with status ${response.status}; is that a reference cluster?`;
}

function httpUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    throw new InvalidArgumentError(`Expected an address such as ${DEFAULT_CONTROL_URL}.`);
  }
  return url;
}

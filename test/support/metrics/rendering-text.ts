import type { Exposition, ExpositionRequest, Rendering } from "../../../src/metrics/exposition";

/** The whole body, taken chunk by chunk; each is read before the next is asked for, as it must be. */
export function renderingText({ chunks }: Pick<Rendering, "chunks">): string {
  const copies: Uint8Array[] = [];
  for (const chunk of chunks) copies.push(chunk.slice());
  return Buffer.concat(copies).toString("utf8");
}

/** One whole scrape. */
export async function scrapeText(exposition: Exposition, request: ExpositionRequest): Promise<string> {
  return renderingText(await exposition.render(request));
}

/**
 * What leads from the page at the root of this application to that root, as the beginning of a link: "." usually. Relative, so
 * that it also holds behind a proxy that takes a path away which we never see.
 *
 * @param request - as express has it: where an application that this one is mounted in has it, "" for nowhere, and the whole URL.
 */
export function relativeBase({
  baseUrl,
  originalUrl,
}: Readonly<Record<"baseUrl" | "originalUrl", string>>): string {
  if (baseUrl === "") return ".";
  const [path = ""] = originalUrl.split("?", 1);
  // A browser goes from "/tidaldb" to "/", and from "/tidaldb/" to itself: a mounted application answers both.
  const lastSegment = path.slice(path.lastIndexOf("/") + 1);
  return lastSegment === "" ? "." : `./${lastSegment}`;
}

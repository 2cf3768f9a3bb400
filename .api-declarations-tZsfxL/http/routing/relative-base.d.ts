/**
 * What leads from the page at the root of this application to that root, as the beginning of a link: "." usually. Relative, so
 * that it also holds behind a proxy that takes a path away which we never see.
 *
 * @param request - as express has it: where an application that this one is mounted in has it, "" for nowhere, and the whole URL.
 */
export declare function relativeBase({ baseUrl, originalUrl, }: Readonly<Record<"baseUrl" | "originalUrl", string>>): string;

import type { IncomingMessage, ServerResponse } from "node:http";

import type { WireSchemaName } from "../../wire/shapes/json-schemas";
import type { Access } from "../access/access-rules";
import type { HttpServices, RequestSettings } from "./http-services";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** A piece of JSON Schema, as the OpenAPI document has it. */
export type SchemaObject = Readonly<Record<string, unknown>>;

/** A parameter in the path or the query. */
export interface RouteParameter {
  readonly name: string;
  readonly in: "path" | "query";
  readonly description: string;
  readonly required?: boolean;
  readonly schema: SchemaObject;
}

/** A body that a route takes or answers with: its schema by media type. */
export type RouteContent = Readonly<Record<string, SchemaObject>>;

/** One answer that is not an error, or an error that the route gives for reasons of its own. */
export interface RouteAnswer {
  readonly description: string;
  /** Left out: nothing for a 204, a problem from 400 on. */
  readonly content?: RouteContent;
}

/** One request as a route sees it. */
export interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What leads from the status page to the root of this application, as the beginning of a relative link: "." usually. */
  readonly basePath: string;
  /** The decoded parameter of the path, "" when the path has none. No path has two. */
  readonly parameter: string;
  /** Checked before: only parameters that the route names, none twice unless it is a list. */
  readonly query: URLSearchParams;
  readonly settings: RequestSettings;
}

/**
 * One method on one path: what it is, for the guards, the OpenAPI document and the status page, and what it does. Nothing else
 * says anything about a route but the route table, which holds it. The answers that every route can give (401, 403, 405, 429,
 * 500) are added to the document by its access, not listed here.
 */
export interface Route {
  /** Unique; its operationId in the OpenAPI document. */
  readonly name: string;
  readonly method: Method;
  /** As OpenAPI spells it: `/api/v1/tenants/{tenant}`. */
  readonly path: string;
  readonly access: Access;
  /**
   * The places that its answers take. `answers` beside the scrape: the kernel may not take all of one at once, so that it is
   * held until its reader has it. `streams` and `pageStreams` last for as long as their reader likes.
   */
  readonly places?: "scrapes" | "answers" | "streams" | "pageStreams";
  /** Whether it is asked for again and again, and so is answered past express. Its path has no parameters then. */
  readonly isDirect?: true;
  /** Whether a query that names other parameters is taken too: people keep addresses of pages, and others add to them. */
  readonly takesForeignQuery?: true;
  /** A sentence. */
  readonly summary: string;
  readonly parameters?: readonly RouteParameter[];
  readonly body?: { readonly description: string; readonly content: RouteContent };
  readonly answers: Readonly<Record<number, RouteAnswer>>;
  readonly handle: (call: Call, services: HttpServices) => void | Promise<void>;
}

/** A schema that the document's components hold. */
export function schemaRef(name: WireSchemaName): SchemaObject {
  return { $ref: `#/components/schemas/${name}` };
}

/** An answer, or a body, of one JSON type. */
export function jsonContent(schema: SchemaObject): RouteContent {
  return { "application/json": schema };
}

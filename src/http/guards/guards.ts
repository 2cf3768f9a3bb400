import { answerHeaders } from "../sending/answer-headers";
import type { Guard } from "./guard";
import type { HttpServices } from "../routing/http-services";
import { authorize } from "./authorize";
import { checkQuery } from "./check-query";
import { limitAnswers } from "./limit-answers";
import { limitHeartbeats } from "./limit-heartbeats";
import { limitRate } from "./limit-rate";
import { limitScrapes } from "./limit-scrapes";
import { limitPageStreams, limitStreams } from "./limit-streams";
import { logRequest, nameRoute } from "./log-request";
import { refuseForeignPages } from "./refuse-foreign-pages";
import { asksForCredentials } from "./access-decision";
import { SettingsOfRequests } from "./settings-of-requests";
import type { Route } from "../routing/route";
import { setSecureHeaders } from "../sending/secure-headers";
import { whileConnected } from "./while-connected";

/**
 * What requests pass before they reach a route: the only place that says so, for express and for what is answered without
 * it. One for both, because some guards count.
 */
export class Guards {
  readonly #services: HttpServices;
  readonly #rateLimiter: Guard;
  readonly #scrapeLimiter: Guard;
  readonly #answerLimiter: Guard;
  readonly #streamLimiter: Guard;
  readonly #pageStreamLimiter: Guard;
  /** Those of every request, also of one that no route is found for. */
  readonly ofAll: readonly Guard[];
  /** What each request is answered by. */
  readonly settings: SettingsOfRequests;

  constructor(services: HttpServices) {
    this.#services = services;
    this.settings = new SettingsOfRequests(services);
    const limiting = { settings: this.settings, refusals: services.refusals };
    this.#rateLimiter = limitRate(limiting);
    this.#scrapeLimiter = limitScrapes(limiting);
    this.#answerLimiter = limitAnswers(limiting);
    this.#streamLimiter = limitStreams(limiting);
    this.#pageStreamLimiter = limitPageStreams(limiting);
    this.ofAll = [logRequest(services.logger), setHeaders(services)];
  }

  /** Those of one route besides, cheapest first; nothing of a body is read before all of them have been passed. */
  of(route: Route): readonly Guard[] {
    const services = this.#services;
    const { access, places } = route;
    const named: Guard = (_request, response, next) => {
      nameRoute(response, route.path);
      next();
    };
    const guards = [named];
    if (access !== "probe") guards.push(this.#rateLimiter);
    if (route.method !== "GET") {
      guards.push(refuseForeignPages((request) => asksForCredentials(this.settings.of(request))));
    }
    guards.push(authorize(access, this.settings), whileConnected);
    if (places === "scrapes") guards.push(this.#scrapeLimiter);
    if (places === "answers") guards.push(this.#answerLimiter);
    if (places === "streams") guards.push(this.#streamLimiter);
    if (places === "pageStreams") guards.push(this.#pageStreamLimiter);
    if (access === "ingest") guards.push(limitHeartbeats(this.settings, services));
    const parameters = route.parameters ?? [];
    const isChecked =
      route.takesForeignQuery !== true && parameters.some(({ in: where }) => where === "query");
    if (isChecked) guards.push(checkQuery(parameters));
    return guards;
  }
}

function setHeaders({ extraHeaders }: HttpServices): Guard {
  const headers = answerHeaders(extraHeaders);
  return (_request, response, next) => {
    setSecureHeaders(response, headers());
    next();
  };
}

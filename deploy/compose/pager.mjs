/**
 * Stands in for PagerDuty, Slack and the dead man's switch of a real installation: prints what Alertmanager sends to them, with the
 * titles and texts that people would get. The last part of the path is the receiver's name. Listens on port 8080, or on PORT.
 */
import { createServer } from "node:http";

const MOST_BYTES = 4 * 1024 * 1024;

/** The whole body, or undefined when it is larger than any notification: read all the same, or its sender would see a broken connection. */
async function readBody(request) {
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) {
    if (body.length <= MOST_BYTES) body += chunk;
  }
  return body.length <= MOST_BYTES ? body : undefined;
}

const indent = (text) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => `  ${line}`);

/** A detail as text: newer Alertmanagers read details as YAML, so that an empty one is null and one with a colon an object. */
const asText = (detail) =>
  typeof detail === "object" && detail !== null
    ? Object.entries(detail)
        .map(([name, value]) => `${name}: ${value ?? ""}`)
        .join("\n")
    : String(detail ?? "");

/** An event of PagerDuty: the title that a phone shows, and the details below it. */
function pagerDutyLines({ event_action: action, payload, links = [] }) {
  const { summary, severity, custom_details: details = {} } = payload;
  return [
    `${action.toUpperCase()} (${severity}) ${summary}`,
    // Alertmanager adds numbers of its own.
    ...[details.firing, details.resolved].map(asText).flatMap(indent),
    ...links.map(({ text, href }) => `  ${text}: ${href}`),
  ];
}

/** Slack's own marks, as they look there. */
const asShown = (text) =>
  text
    .replace(/<([^|>]*)\|([^>]*)>/g, "$2: $1")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");

/** A message of Slack: its title, its text, and the buttons below it. */
function slackLines({ attachments }) {
  return attachments.flatMap(({ title, text, actions = [] }) => [
    asShown(title),
    ...indent(asShown(text)),
    ...actions.map((button) => `  [${button.text}] ${button.url}`),
  ]);
}

/** What Alertmanager sends to any other address: one line, and for each alert where it is and what. */
function webhookLines({ status, alerts }) {
  return [
    status.toUpperCase(),
    ...alerts.flatMap(({ status: state, labels, annotations = {} }) => [
      `  ${state.padEnd(8)} ${labels.alertname} (${labels.severity})${labels.region ? ` in ${labels.region}` : ""}`,
      ...(annotations.description ? [`           ${annotations.description}`] : []),
    ]),
  ];
}

/** A notification for people, below the time and who was to get it. */
function toLines(receiver, message, now) {
  const lines =
    "event_action" in message
      ? pagerDutyLines(message)
      : "attachments" in message
        ? slackLines(message)
        : webhookLines(message);
  const [first, ...rest] = lines;
  return [`${now.toISOString().slice(11, 19)} ${receiver}: ${first}`, ...rest];
}

async function answer(request, response) {
  if (request.method !== "POST") {
    response.end("A stand-in for a pager. Alertmanager posts here.\n");
    return;
  }
  const body = await readBody(request);
  if (body === undefined) {
    response.writeHead(413).end("larger than any notification\n");
    return;
  }
  try {
    const lines = toLines(request.url.split("/").at(-1), JSON.parse(body), new Date());
    console.log(lines.join("\n"));
    // As Slack answers, which Alertmanager looks at; the others ask for the status alone.
    response.end("ok");
  } catch (error) {
    response.writeHead(400).end(`expected a notification of Alertmanager: ${error.message}\n`);
  }
}

const server = createServer((request, response) => {
  answer(request, response).catch((error) => {
    console.error(`a notification broke off: ${error.message}`);
    response.destroy();
  });
});
for (const signal of ["SIGTERM", "SIGINT"]) {
  process.on(signal, () => {
    server.close();
    server.closeAllConnections();
  });
}
server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log(`waiting for notifications on port ${server.address().port}`);
});

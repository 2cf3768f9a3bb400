/**
 * Stands in for the pager, the chat and the dead man's switch of a real installation: prints what Alertmanager sends.
 * The last part of the path is the receiver's name. Listens on port 8080, or on PORT.
 */
import { createServer } from "node:http";

const MOST_BYTES = 4 * 1024 * 1024;

/** The whole body, or undefined when it is larger than any notification. */
async function readBody(request) {
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) {
    body += chunk;
    if (body.length > MOST_BYTES) return undefined;
  }
  return body;
}

/** A notification for people: one line, and for each alert where, what, and what to open. */
function toLines(receiver, { status, alerts }, now) {
  const time = now.toISOString().slice(11, 19);
  return [
    `${time} ${receiver}: ${status.toUpperCase()}`,
    ...alerts.flatMap(({ status: state, labels, annotations = {} }) => [
      `  ${state.padEnd(8)} ${labels.alertname} (${labels.severity})${labels.region ? ` in ${labels.region}` : ""}`,
      ...["description", "runbook_url", "dashboard_url"]
        .filter((name) => annotations[name])
        .map((name) => `           ${annotations[name]}`),
    ]),
  ];
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
    response.end();
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

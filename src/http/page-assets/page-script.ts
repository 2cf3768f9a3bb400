/**
 * The status page's own script: it keeps the page up to date and chooses replicas without loading anything but that. Allowed by its
 * hash in the Content-Security-Policy, so it stands in the page exactly like this. All that it shows is made by the server; it
 * puts a part's HTML, whose every value was escaped there, in the place of what the part said before.
 *
 * It changes only what differs, so that focus, selection, opened details and places in tables stay. While the page is hidden it
 * has no stream: browsers allow few connections to one server, and nobody reads it. Where no stream can be had it asks for the
 * page itself, as a browser without a script does.
 */
export const PAGE_SCRIPT = `
(() => {
"use strict";
const bar = document.getElementById("live");
const [words, pause] = bar.children;
const base = bar.dataset.base;
const LOST_MS = 5000, SILENT_MS = 12000, ASK_MS = 5000;
let stream, asking, refusal, isPaused = false, isLost = false, lastMs = Date.now();
let query = document.getElementById("replicas").dataset.query;

const clock = (ms) => new Date(ms).toISOString().slice(11, 19) + " UTC";

function say(text, isStale) {
  if (words.textContent !== text) words.textContent = text;
  document.body.classList.toggle("stale", isStale);
}

function tell() {
  if (isPaused) say("Paused: as of " + clock(lastMs), true);
  else if (refusal) say("Not up to date since " + clock(lastMs) + ". The exporter refuses: " + refusal, true);
  else if (Date.now() - lastMs > (isLost ? LOST_MS : SILENT_MS)) say("Not up to date since " + clock(lastMs) + ": the exporter cannot be reached. Trying again.", true);
  else say(asking ? "Refreshed every 5 s: no stream to be had" : "Live", false);
}

function keyOf(node) {
  return node.nodeType === 1 ? node.id || node.dataset.key || "" : "";
}

function isEdited(node) {
  return node === document.activeElement && /^(INPUT|SELECT)$/.test(node.nodeName);
}

function morph(from, to) {
  if (from.nodeType !== 1) {
    if (from.nodeValue !== to.nodeValue) from.nodeValue = to.nodeValue;
    return;
  }
  if (isEdited(from)) return;
  for (const { name } of [...from.attributes]) if (!to.hasAttribute(name) && !(name === "open" && from.nodeName === "DETAILS")) from.removeAttribute(name);
  for (const { name, value } of to.attributes) if (from.getAttribute(name) !== value) from.setAttribute(name, value);
  morphChildren(from, to);
  if (from.nodeName === "INPUT") from.value = to.getAttribute("value") || "";
  if (from.nodeName === "SELECT") from.value = to.value;
}

function morphChildren(from, to) {
  const keyed = new Map();
  for (const child of from.children) if (keyOf(child)) keyed.set(keyOf(child), child);
  let at = from.firstChild;
  for (const wanted of [...to.childNodes]) {
    const key = keyOf(wanted);
    const known = key ? keyed.get(key) : undefined;
    if (known && known !== at) from.insertBefore(known, at);
    const match = known || (at && at.nodeName === wanted.nodeName && keyOf(at) === key ? at : undefined);
    if (match) {
      morph(match, wanted);
      at = match.nextSibling;
    } else from.insertBefore(wanted, at);
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

function show(id, html) {
  const part = document.getElementById(id);
  if (!part) return;
  const made = document.createElement("template");
  made.innerHTML = html;
  put(part, made.content, ".");
}

function put(part, content, from) {
  if (from !== base) for (const link of content.querySelectorAll('a[href^="./"]')) link.setAttribute("href", base + link.getAttribute("href").slice(1));
  morphChildren(part, content);
  lastMs = Date.now();
  isLost = false;
  refusal = undefined;
  const { title, status } = (part.querySelector("[data-title]") || part).dataset;
  if (title && document.title !== title) document.title = title;
  if (status) mark(status);
}

function mark(status) {
  const colour = { Healthy: "1a7f37", Degraded: "bf8700", Offline: "cf222e" }[status] || "57606a";
  const picture = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'%3E%3Ccircle cx='4' cy='4' r='4' fill='%23" + colour + "'/%3E%3C/svg%3E";
  const icon = document.querySelector("link[rel=icon]");
  if (icon.getAttribute("href") !== picture) icon.setAttribute("href", picture);
}

async function ask() {
  const asked = query;
  try {
    const answer = await fetch(base + "/" + asked, { headers: { accept: "text/html" } });
    if (!answer.ok) {
      const { detail } = await answer.json().catch(() => ({}));
      if (asked === query) refusal = detail || answer.status + " " + answer.statusText;
      return tell();
    }
    if (asked !== query) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const made of page.querySelectorAll("[data-part]")) {
      const part = document.getElementById(made.id);
      if (part) put(part, made, base);
    }
  } catch {
    isLost = true;
  }
  tell();
}

function stop() {
  if (stream) stream.close();
  stream = undefined;
  clearInterval(asking);
  asking = undefined;
}

function start() {
  stop();
  if (isPaused || document.hidden) return;
  const mine = (stream = new EventSource(base + "/status/stream" + query));
  mine.addEventListener("part", ({ data }) => {
    if (mine !== stream) return;
    const { id, html } = JSON.parse(data);
    show(id, html);
    tell();
  });
  mine.onerror = () => {
    if (mine !== stream) return;
    isLost = true;
    tell();
    if (mine.readyState !== EventSource.CLOSED) return;
    stop();
    ask();
    let asked = 0;
    asking = setInterval(() => {
      if (++asked % 6) ask();
      else start();
    }, ASK_MS);
  };
}

function choose(wanted, isNew) {
  query = wanted || "?";
  refusal = undefined;
  if (isNew) history.pushState(null, "", query + "#replicas");
  if (isPaused) ask();
  else start();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-choice]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  choose(link.getAttribute("href").split("#")[0], true);
});
function submit(form) {
  if (!form.reportValidity()) return;
  const given = [...new FormData(form)].filter(([, value]) => value !== "");
  choose("?" + new URLSearchParams(given), true);
}
document.addEventListener("submit", (event) => {
  if (event.target.id !== "filter") return;
  event.preventDefault();
  submit(event.target);
});
document.addEventListener("change", (event) => {
  if (event.target.form && event.target.form.id === "filter") submit(event.target.form);
});
window.addEventListener("popstate", () => choose(location.search, false));
document.addEventListener("visibilitychange", () => {
  if (document.hidden) stop();
  else start();
});
pause.addEventListener("click", () => {
  isPaused = !isPaused;
  pause.textContent = isPaused ? "Go on" : "Pause";
  if (isPaused) stop();
  else start();
  tell();
});
pause.hidden = false;
mark((document.querySelector("[data-status]") || bar).dataset.status);
setInterval(tell, 1000);
start();
})();
`;

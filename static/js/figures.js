// A page of figures: the reading ruler, charts that answer the pointer, new figures in place when the filter changes.
// The charts are drawn by the server and stay as they are until somebody reaches for one: then Plotly takes over.
// Everything shown is made by the server; nothing is computed from figures here.

const form = document.getElementById("filter");
const figures = document.getElementById("figurer");
const narrow = matchMedia("(max-width: 47.99rem)"); // as in the style sheet: the charts' heights change there
const small = matchMedia("(max-width: 63.99rem)");
const dark = matchMedia("(prefers-color-scheme: dark)");

const CONFIG = {
  displayModeBar: false,
  showSendToCloud: false,
  displaylogo: false,
  responsive: true,
  scrollZoom: false,
  doubleClick: false,
};
const DWELL_MS = 250; // a pointer on its way across the page is no question
const SLOW_MS = 400;
const NOTICE_MS = 3000;
const WORDS = JSON.parse(document.getElementById("ord").textContent);

// ---------- charts ----------

let plotly;

// The map part of plotly.js would write a style element into the page, which the content policy forbids. It does not
// when it finds one of its id. No map is drawn here; a test holds that the vendored script has this id.
const MAP_STYLE = "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53";

function loadPlotly() {
  plotly ??= new Promise((done, failed) => {
    document.head.append(Object.assign(document.createElement("meta"), { id: MAP_STYLE }));
    const script = document.createElement("script");
    script.src = figures.dataset.plotly;
    script.onload = () => done(window.Plotly);
    script.onerror = failed;
    document.head.append(script);
  });
  return plotly;
}

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** The figure's colours are those of light mode; each says by which token it is known in the style sheet. */
function recolour({ data, layout }) {
  for (const trace of data) {
    if (trace.line) trace.line.color = token(trace.meta);
    trace.marker.color = token(trace.meta);
  }
  for (const shape of layout.shapes ?? []) shape.line.color = token(shape.name);
  for (const note of layout.annotations ?? []) note.font.color = token(note.name);
  layout.font.color = token("blekk");
  layout.hoverlabel = {
    bgcolor: token("blekk"),
    bordercolor: token("blekk"),
    font: { color: token("papir"), family: layout.font.family, size: 14 },
  };
  for (const axis of [layout.xaxis, layout.yaxis]) {
    Object.assign(axis, { gridcolor: token("rute"), linecolor: token("blekk"), zerolinecolor: token("blekk") });
    axis.tickfont = { ...axis.tickfont, color: token("blekk-2") };
  }
}

function read(plot) {
  return JSON.parse(document.getElementById(plot.dataset.figur).textContent);
}

function rulerOf(plot) {
  return document.querySelector(`[data-linjal="${plot.id}"]`);
}

function markYear(plot, layout) {
  const ruler = rulerOf(plot);
  if (!ruler) return;
  const line = { color: token("rav"), width: 2 };
  const at = { x0: ruler.valueAsNumber, x1: ruler.valueAsNumber, yref: "paper", y0: 0, y1: 1 };
  layout.shapes = [...(layout.shapes ?? []), { type: "line", layer: "below", line, ...at }];
}

/** The server's drawing fits any paper, in its colours; Plotly's is as wide as the screen was, and may be dark. */
function keepForPaper(plot, drawing) {
  plot.paper ??= Object.assign(document.createElement("div"), { className: "bare-papir" });
  plot.paper.replaceChildren(...drawing);
  plot.after(plot.paper);
}

async function draw(plot) {
  const Plotly = await loadPlotly();
  await document.fonts.ready; // labels are measured when they are drawn
  const figure = read(plot)[narrow.matches ? "smal" : "bred"];
  recolour(figure);
  markYear(plot, figure.layout);
  if (plot.dataset.tegnet) return Plotly.react(plot, figure.data, figure.layout, CONFIG);
  keepForPaper(plot, plot.childNodes);
  plot.dataset.tegnet = "ja";
  return Plotly.newPlot(plot, figure.data, figure.layout, CONFIG);
}

const redraw = () => document.querySelectorAll(".plot[data-tegnet]").forEach(draw);

function answer(plot) {
  const come = () => plot.dataset.tegnet || draw(plot).catch(() => {}); // the server's drawing stays
  let timer;
  plot.addEventListener("pointerenter", () => (timer = setTimeout(come, DWELL_MS)), { passive: true });
  plot.addEventListener("pointerleave", () => clearTimeout(timer), { passive: true });
  plot.addEventListener("click", come, { once: true });
}

// ---------- reading ruler ----------

function readYear(ruler) {
  const plot = document.getElementById(ruler.dataset.linjal);
  const year = document.createElement("b");
  year.textContent = `${ruler.value}: `;
  const values = read(plot).les[ruler.value];
  document.querySelector(`output[for="${ruler.id}"]`).replaceChildren(year, values);
  ruler.setAttribute("aria-valuetext", `${ruler.value}: ${values}`);
  if (plot.dataset.tegnet) draw(plot);
  for (const line of plot.querySelectorAll(".les")) line.classList.toggle("paa", line.dataset.aar === ruler.value);
}

// ---------- new figures in place ----------

let pending;

/** Only what differs from the default is in the address; the year follows `til` until it has been moved. */
function address() {
  const { aar, til } = form.elements;
  if (aar.value === aar.dataset.standard) aar.value = til.value;
  aar.dataset.standard = til.value;
  const query = new URLSearchParams();
  for (const field of form.elements) {
    const left = !field.name || field.disabled || (field.type === "radio" && !field.checked);
    if (!left && field.value !== field.dataset.standard) query.set(field.name, field.value);
  }
  const path = form.getAttribute("action");
  return query.size ? `${path}?${query}` : path;
}

function keepOrder(changed) {
  const { fra, til } = form.elements;
  if (Number(fra.value) <= Number(til.value)) return;
  if (changed === fra) til.value = fra.value;
  else fra.value = til.value;
}

/** Whether the page has the parts that this one has: tiles over time have a table more than others. */
function sameParts(page) {
  const named = (root) => [...root.querySelectorAll("[data-bytt]")].map((part) => part.id).join();
  return named(page) === named(document);
}

function swap(page) {
  const focused = document.activeElement?.dataset.omr;
  for (const old of document.querySelectorAll("[data-bytt]")) {
    const fresh = page.getElementById(old.id);
    if (old.dataset.bytt === "href") old.href = fresh.getAttribute("href");
    else if (old.innerHTML !== fresh.innerHTML) old.replaceChildren(...fresh.childNodes);
  }
  if (focused) document.querySelector(`.rutekart [data-omr="${focused}"]`)?.focus();
  for (const plot of document.querySelectorAll(".plot")) {
    const data = document.getElementById(plot.dataset.figur);
    data.textContent = page.getElementById(plot.dataset.figur).textContent;
    const drawing = page.getElementById(plot.id).childNodes;
    if (plot.dataset.tegnet) {
      keepForPaper(plot, drawing);
      draw(plot);
    } else plot.replaceChildren(...drawing);
  }
  for (const ruler of document.querySelectorAll("[data-linjal]")) {
    const fresh = page.getElementById(ruler.id);
    const last = ruler.value === ruler.max;
    Object.assign(ruler, { min: fresh.min, max: fresh.max });
    if (last) ruler.value = ruler.max;
    readYear(ruler);
  }
}

async function update() {
  const url = address();
  pending?.abort();
  const request = (pending = new AbortController());
  const main = document.querySelector("main");
  const waiting = document.getElementById("henter");
  const slow = setTimeout(() => (waiting.hidden = false), SLOW_MS);
  main.setAttribute("aria-busy", "true");
  document.getElementById("feil").replaceChildren();
  try {
    const answer = await fetch(url, { signal: request.signal });
    if (answer.status === 400) return location.assign(url);
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!sameParts(page)) return location.assign(url);
    swap(page);
    history.replaceState(null, "", url);
  } catch (error) {
    if (error.name !== "AbortError") fail();
  } finally {
    clearTimeout(slow);
    if (request === pending) {
      waiting.hidden = true;
      main.removeAttribute("aria-busy");
    }
  }
}

function fail() {
  const again = Object.assign(document.createElement("button"), { type: "button", className: "knapp liten-kn" });
  again.textContent = WORDS.again;
  again.onclick = update;
  document.getElementById("feil").replaceChildren(WORDS.failed, again);
}

function reset() {
  for (const field of form.elements) {
    if (field.type === "radio") field.checked = field.value === field.dataset.standard;
    else if ("standard" in field.dataset) field.value = field.dataset.standard;
  }
  for (const ruler of document.querySelectorAll("[data-linjal]")) ruler.value = ruler.max;
  update();
}

// ---------- copying ----------

function say(text) {
  document.querySelector(".beskjed")?.remove();
  const notice = Object.assign(document.createElement("div"), { className: "beskjed", role: "status" });
  document.body.append(notice);
  notice.textContent = text;
  setTimeout(() => notice.remove(), NOTICE_MS);
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    say(WORDS.copied);
  } catch {
    say(WORDS.not_copied);
  }
}

// ---------- start ----------

// Only the page of one medicine can be renewed in place; the others' forms are sent as they are.
const inPlace = Boolean(form?.elements.aar);

document.addEventListener("change", ({ target }) => {
  if (!inPlace || target.form !== form) return;
  keepOrder(target);
  update();
});

document.addEventListener("input", ({ target }) => {
  if (target.dataset.linjal) readYear(target);
  else if (target.name === "aar") document.querySelector('output[for="l-alder"]').textContent = target.value;
});

const ACTIONS = "[data-kopier-lenke], [data-kopier], [data-nullstill], [data-skriv-ut], :is(.rutekart, .kart) a[data-omr]";

document.addEventListener("click", (event) => {
  const link = event.target.closest(ACTIONS);
  if (!link) return;
  if ("skrivUt" in link.dataset) print();
  else if ("kopierLenke" in link.dataset) copy(`${location.href.split("#")[0]}#${link.closest("section").id}`);
  else if (link.dataset.kopier) {
    const source = document.getElementById(link.dataset.kopier);
    copy(source.value ?? source.textContent);
  } else if (inPlace && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    if ("nullstill" in link.dataset) return reset();
    form.elements.omr.value = link.dataset.omr;
    update();
  }
});

if (inPlace) form.elements.aar.disabled = false;
const bar = document.querySelector(".filter details");
if (bar && small.matches) bar.open = false;
document.querySelectorAll(".tvilling").forEach((twin) => (twin.open = false));
addEventListener("beforeprint", () => document.querySelectorAll(".tvilling").forEach((twin) => (twin.open = true)));
dark.addEventListener("change", redraw);
narrow.addEventListener("change", redraw);
small.addEventListener("change", () => {
  if (bar && !small.matches) bar.open = true;
});
document.querySelectorAll("[data-linjal]").forEach(readYear);
document.querySelectorAll(".plot").forEach(answer);

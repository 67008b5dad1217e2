// Search suggestions: a combobox by the ARIA pattern on top of an ordinary GET form.
const WAIT_MS = 120;
const WORDS = JSON.parse(document.getElementById("ord").textContent);

function option(hit, id) {
  const item = document.createElement("li");
  item.id = id;
  item.role = "option";
  item.ariaSelected = "false";
  item.dataset.href = hit.url;
  const code = Object.assign(document.createElement("span"), { className: "kode", textContent: hit.code });
  const name = Object.assign(document.createElement("b"), { textContent: hit.label });
  const note = Object.assign(document.createElement("small"), { textContent: hit.note });
  item.append(code, name, note);
  return item;
}

class Combobox {
  constructor(form) {
    this.input = form.querySelector("input");
    this.list = form.querySelector(".treff");
    this.status = form.querySelector("[role=status]");
    this.url = form.dataset.sok;
    this.chosen = -1;
    Object.assign(this.input, { role: "combobox", ariaExpanded: "false", ariaAutoComplete: "list" });
    this.input.setAttribute("aria-controls", this.list.id);
    this.input.addEventListener("input", () => this.later());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    // A press must not take the focus away, or the list is gone before the click.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.go(event.target.closest("li")));
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT_MS);
  }

  async ask() {
    const q = this.input.value.trim();
    this.pending?.abort();
    if (!q) return this.close();
    this.pending = new AbortController();
    try {
      const answer = await fetch(`${this.url}?${new URLSearchParams({ q })}`, { signal: this.pending.signal });
      if (answer.ok && document.activeElement === this.input) this.show((await answer.json()).hits);
    } catch (error) {
      if (error.name !== "AbortError") this.close(); // without suggestions the form still works
    }
  }

  show(hits) {
    this.list.replaceChildren(...hits.map((hit, i) => option(hit, `${this.list.id}-${i}`)));
    this.list.hidden = !hits.length;
    this.input.ariaExpanded = String(hits.length > 0);
    this.choose(-1);
    this.status.textContent = hits.length ? `${hits.length} ${WORDS.suggestions}` : WORDS.no_suggestions;
  }

  close() {
    clearTimeout(this.timer);
    this.pending?.abort();
    this.list.hidden = true;
    this.input.ariaExpanded = "false";
    this.status.textContent = "";
    this.choose(-1);
  }

  choose(number) {
    this.chosen = number;
    [...this.list.children].forEach((item, i) => (item.ariaSelected = String(i === number)));
    const item = this.list.children[number];
    if (!item) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      return this.close();
    }
    const count = this.list.hidden ? 0 : this.list.children.length;
    if (!count) return;
    if (event.key === "Enter" && this.chosen >= 0) {
      event.preventDefault();
      this.go(this.list.children[this.chosen]);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const start = this.chosen < 0 && event.key === "ArrowUp" ? count : this.chosen;
      this.choose((start + (event.key === "ArrowDown" ? 1 : -1) + count) % count);
    }
  }

  go(item) {
    if (item) location.assign(item.dataset.href);
  }
}

for (const form of document.querySelectorAll("form[data-sok]")) new Combobox(form);

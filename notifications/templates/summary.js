"use strict";
(() => {
const FIRST = 200; // rows laid out at once: a list of thousands must not make anyone wait
document.documentElement.classList.add("js");

const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

class Listing {
  constructor(box) {
    this.body = box.querySelector("tbody");
    this.rows = [...this.body.rows];
    this.heads = [...box.querySelectorAll("thead th")];
    this.sieve = box.querySelector("form");
    this.tally = box.querySelector("[role=status]");
    this.more = box.querySelector(".more button");
    this.limit = FIRST;
    this.column = -1;
    this.down = false;
    this.box = box;
    this.heads.forEach((head, column) => this.makeSortable(head, column));
    if (this.sieve) this.makeSieve();
    if (this.more) this.more.addEventListener("click", () => { this.limit = Infinity; this.draw(); });
    addEventListener("beforeprint", () => { this.limit = Infinity; this.draw(); });
  }

  makeSortable(head, column) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      this.down = this.column === column && !this.down;
      this.column = column;
      this.heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", this.down ? "descending" : "ascending");
      this.pick();
    });
  }

  makeSieve() {
    this.sieve.hidden = false;
    this.sieve.addEventListener("submit", (event) => event.preventDefault());
    this.sieve.addEventListener("input", () => { this.limit = FIRST; this.pick(); this.remember(); });
    this.sieve.addEventListener("reset", () => setTimeout(() => { this.pick(); this.remember(); }));
    addEventListener("hashchange", () => this.recall(true));
    this.recall(false);
  }

  fields() { return [...this.sieve.elements].filter((field) => field.name); }

  remember() {
    const chosen = new URLSearchParams(this.fields().filter((f) => f.value).map((f) => [f.name, f.value]));
    history.replaceState(null, "", `#${chosen}`);
    this.mark();
  }

  recall(moved) {
    if (!location.hash.includes("=")) return;
    const chosen = new URLSearchParams(location.hash.slice(1));
    for (const field of this.fields()) {
      field.value = chosen.get(field.name) ?? "";
      if (field.selectedIndex === -1) field.value = "";
    }
    this.pick();
    this.mark();
    if (moved) { this.box.scrollIntoView(); this.tally.focus({ preventScroll: true }); }
  }

  mark() {
    const now = decodeURIComponent(location.hash);
    for (const link of document.querySelectorAll('a[href^="#"][href*="="]')) {
      if (decodeURIComponent(link.hash) === now) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  pick() {
    const wanted = this.sieve ? this.fields().filter((field) => field.value) : [];
    const sought = (text) => text.trim().toLowerCase();
    const passes = (row) => wanted.every((field) => field.name === "q"
      ? sought(row.cells[0].textContent).includes(sought(field.value))
      : row.dataset[field.name] === field.selectedOptions[0].dataset.i);
    this.shown = wanted.length ? this.rows.filter(passes) : [...this.rows];
    if (this.column >= 0) this.sort();
    this.draw();
  }

  sort() {
    const { by } = this.heads[this.column].dataset;
    const value = ({ dataset, textContent }) => dataset.v ?? textContent.trim();
    const keyed = this.shown.map((row) => [by ? row.dataset[by] : value(row.cells[this.column]), row]);
    const sign = this.down ? -1 : 1;
    keyed.sort(([one], [other]) => (one === "—") - (other === "—") || sign * collator.compare(one, other));
    this.shown = keyed.map(([, row]) => row);
  }

  draw() {
    this.shown ??= [...this.rows];
    this.box.classList.add("drawn");
    this.body.replaceChildren(...this.shown.slice(0, this.limit));
    const n = Math.min(this.limit, this.shown.length);
    if (this.tally) this.tally.textContent = filled(this.tally.dataset.says, { n, found: this.shown.length, all: this.rows.length });
    if (this.more) {
      this.more.parentElement.hidden = n === this.shown.length;
      this.more.textContent = filled(this.more.dataset.says, { n: this.shown.length });
    }
  }
}

addEventListener("DOMContentLoaded", () => {
  for (const box of document.querySelectorAll(".list")) {
    const listing = new Listing(box);
    if (!listing.shown) listing.draw();
  }
});
})();

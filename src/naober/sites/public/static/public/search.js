// The search box suggests while somebody types (a combobox with a list box), and filters that were
// opened stay open when the results change. Without this file both work as plain forms.
const box = document.getElementById("search-q");
const list = document.getElementById("search-suggestions");
const said = document.getElementById("search-suggested");
const options = () => [...list.querySelectorAll("[role=option]")];
const chosen = () => list.querySelector("[aria-selected=true]");

function choose(option) {
  for (const one of options()) one.setAttribute("aria-selected", String(one === option));
  if (option) {
    box.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else {
    box.removeAttribute("aria-activedescendant");
  }
}

function show(open) {
  list.hidden = !open;
  box.setAttribute("aria-expanded", String(open));
  said.textContent = open ? list.querySelector("[data-said]").dataset.said : "";
  choose(null);
}

function take(option) {
  show(false);
  if (option.dataset.url) {
    window.location.assign(option.dataset.url);
  } else {
    box.value = option.dataset.text;
    box.form.requestSubmit();
  }
}

function step(by) {
  const all = options();
  if (!all.length) return;
  if (list.hidden) show(true);
  const here = all.indexOf(chosen());
  const next = here < 0 && by < 0 ? all.length - 1 : here + by;
  choose(all[next] ?? null); // past the last the words themselves are next
}

function onKey(event) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    step(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter" && !list.hidden && chosen()) {
    event.preventDefault();
    take(chosen());
  } else if (event.key === "Escape" && !list.hidden) {
    event.preventDefault();
    show(false);
  }
}

if (box && list) {
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  show(false);
  box.addEventListener("keydown", onKey);
  box.addEventListener("blur", () => show(false));
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
  list.addEventListener("htmx:afterSwap", () => {
    show(document.activeElement === box && options().length > 0);
  });
}

let opened = new Map();
let focused = "";
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.id !== "found") return;
  const folds = document.querySelectorAll("#filters, #filters details");
  opened = new Map([...folds].map((one) => [one.id, one.open]));
  focused = document.activeElement?.closest("#filters") ? document.activeElement.id : "";
});
document.addEventListener("htmx:afterSettle", () => {
  for (const [id, open] of opened) {
    const one = document.getElementById(id);
    if (one) one.open = open;
  }
  if (focused) document.getElementById(focused)?.focus(); // what is folded could not get it
  opened = new Map();
  focused = "";
});

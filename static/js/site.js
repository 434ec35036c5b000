/* Enhances what already works: menu, colours, contents, share, video, 'open now', forms. */
const root = document.documentElement;
const all = (selector, scope = document) => [...scope.querySelectorAll(selector)];

/* Colours: the visitor's choice stays in this browser; the same as the device's is no choice. */
const device = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : device.matches);
function showTheme() {
  const dark = isDark();
  root.toggleAttribute("data-dark-now", dark);
  all("[data-theme-switch]").forEach((button) => {
    button.hidden = false;
    button.querySelector("[data-theme-label]").textContent = dark ? button.dataset.light : button.dataset.dark;
  });
}
all("[data-theme-switch]").forEach((button) => button.addEventListener("click", () => {
  const dark = !isDark();
  try {
    if (dark === device.matches) localStorage.removeItem("theme");
    else localStorage.setItem("theme", dark ? "dark" : "light");
  } catch { /* kept for this page only */ }
  if (dark === device.matches) delete root.dataset.theme;
  else root.dataset.theme = dark ? "dark" : "light";
  showTheme();
}));
device.addEventListener("change", showTheme);
showTheme();

/* Menu groups close with Escape, with a click elsewhere, and when the keyboard moves on. */
all("details[name='site-menu-group']").forEach((group) => {
  const wide = matchMedia("(min-width: 62em)");
  group.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !group.open) return;
    group.open = false;
    group.querySelector("summary").focus();
    event.stopPropagation();
  });
  group.addEventListener("focusout", (event) => {
    if (wide.matches && event.relatedTarget && !group.contains(event.relatedTarget)) group.open = false;
  });
  document.addEventListener("click", (event) => {
    if (wide.matches && !group.contains(event.target)) group.open = false;
  });
});

/* Contents: mark the section that is being read. */
const links = new Map(all("[data-contents] a").map((a) => [decodeURIComponent(a.hash.slice(1)), a]));
const heads = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
if (heads.length && "IntersectionObserver" in window) {
  let now;
  const mark = () => {
    const passed = heads.filter((head) => head.getBoundingClientRect().top < innerHeight * 0.35).pop();
    if (passed === now) return;
    now = passed;
    links.forEach((a, id) => (now && id === now.id ? a.setAttribute("aria-current", "true") : a.removeAttribute("aria-current")));
  };
  const watch = new IntersectionObserver(mark, { rootMargin: "0px 0px -65% 0px" });
  heads.forEach((head) => watch.observe(head));
}

/* Share, copy, print. */
all("[data-share]").forEach((list) => {
  list.hidden = false;
  const native = list.querySelector("[data-share-native]");
  if (navigator.share) {
    native.hidden = false;
    native.addEventListener("click", () => navigator.share({ title: document.title, url: location.href }).catch(() => {}));
  }
  const copy = list.querySelector("[data-share-copy]");
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href.split("#")[0]);
      copy.querySelector("[role=status]").textContent = copy.dataset.done;
    } catch { /* no right to the clipboard: the address bar has it */ }
  });
  list.querySelector("[data-share-print]").addEventListener("click", () => print());
});
addEventListener("beforeprint", () => all("main details").forEach((part) => { if (!part.open) { part.open = true; part.dataset.printed = ""; } }));
addEventListener("afterprint", () => all("details[data-printed]").forEach((part) => { part.open = false; delete part.dataset.printed; }));

/* A video loads when somebody presses play, never before. */
all("[data-video-src]").forEach((link) => link.addEventListener("click", (event) => {
  const file = link.dataset.videoKind === "file";
  const player = document.createElement(file ? "video" : "iframe");
  player.src = link.dataset.videoSrc;
  player.title = link.dataset.videoTitle;
  if (file) { player.controls = true; player.autoplay = true; player.tabIndex = 0; }
  else { player.allow = "autoplay; fullscreen"; player.referrerPolicy = "strict-origin-when-cross-origin"; }
  event.preventDefault();
  link.replaceWith(player);
  player.focus();
}));

/* 'Open now', by the clinic's clock: pages are kept, so the server can't say. */
all("[data-hours]").forEach((box) => {
  let parts;
  try {
    parts = Object.fromEntries(new Intl.DateTimeFormat("en-CA", { timeZone: box.dataset.timeZone, weekday: "short", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).formatToParts(new Date()).map((p) => [p.type, p.value]));
  } catch { return; }
  const day = String(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(parts.weekday.replace(".", "")));
  const time = `${parts.hour}:${parts.minute}`;
  const closed = (box.dataset.closedDates || "").split(" ").includes(`${parts.year}-${parts.month}-${parts.day}`);
  const row = all("[data-days]", box).find((tr) => tr.dataset.days.split(" ").includes(day));
  const note = box.querySelector("[data-open-now]");
  if (!row || !note) return;
  row.toggleAttribute("data-today", true);
  const open = !closed && row.dataset.spans.split(" ").some((span) => { const [a, b] = span.split("-"); return a && a <= time && time < b; });
  note.dataset.openNow = open ? "yes" : "no";
  note.textContent = open ? box.dataset.open : box.dataset.shut;
  note.hidden = false;
});

/* Forms: errors take the focus; a double press sends once. */
document.querySelector("[data-error-summary]")?.focus();
all("main form[method=post]").forEach((form) => {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) { event.preventDefault(); return; }
    sent = true;
    form.setAttribute("aria-busy", "true");
    setTimeout(() => { sent = false; form.removeAttribute("aria-busy"); }, 8000);
  });
  addEventListener("pageshow", () => { sent = false; form.removeAttribute("aria-busy"); });
});

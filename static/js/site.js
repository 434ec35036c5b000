/* Enhances what already works. */
const root = document.documentElement;
const all = (selector, scope = document) => [...scope.querySelectorAll(selector)];

/* Before the first paint. */
root.classList.add("js");
if (navigator.share) root.classList.add("can-share");
try {
	const theme = localStorage.getItem("theme");
	if (/^(dark|light)$/.test(theme)) root.dataset.theme = theme;
} catch { /* storage is off: the device decides */ }

addEventListener("DOMContentLoaded", () => {
/* Colors: the choice stays in this browser; one that equals the device's is none. */
const device = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : device.matches);
const switches = all("[data-theme-switch]");
const showTheme = () => {
	for (const button of switches) button.querySelector("[data-theme-label]").textContent = button.dataset[isDark() ? "light" : "dark"];
};
for (const button of switches) button.addEventListener("click", () => {
	const theme = isDark() ? "light" : "dark";
	const same = (theme === "dark") === device.matches;
	if (same) delete root.dataset.theme; else root.dataset.theme = theme;
	try { localStorage[same ? "removeItem" : "setItem"]("theme", theme); } catch { /* for this page only */ }
	showTheme();
});
device.addEventListener("change", showTheme);
showTheme();

/* Groups of the menu close with Escape, a click elsewhere, and when focus moves on. */
for (const group of all("details[name=site-menu-group]")) {
	const leave = (where) => { if (matchMedia("(min-width: 62em)").matches && where && !group.contains(where)) group.open = false; };
	group.addEventListener("keydown", (event) => {
		if (event.key !== "Escape" || !group.open) return;
		event.stopPropagation();
		event.preventDefault();
		group.open = false;
		group.querySelector("summary").focus();
	});
	group.addEventListener("focusout", (event) => leave(event.relatedTarget));
	document.addEventListener("click", (event) => leave(event.target));
}

/* Contents: open beside the text; mark the section being read. */
const contents = document.querySelector("[data-contents]");
if (contents) {
	const beside = matchMedia("(min-width: 66em)");
	const fold = () => { contents.open = beside.matches; contents.firstElementChild.tabIndex = beside.matches ? -1 : 0; };
	beside.addEventListener("change", fold);
	fold();
	const links = all("a", contents);
	const heads = links.map((a) => document.getElementById(decodeURIComponent(a.hash.slice(1))));
	const mark = () => {
		const now = heads.findLastIndex((head) => head && head.getBoundingClientRect().top < innerHeight * 0.35);
		links.forEach((a, i) => (i === now ? a.setAttribute("aria-current", "true") : a.removeAttribute("aria-current")));
	};
	const watch = new IntersectionObserver(mark, { rootMargin: "0px 0px -65% 0px" });
	heads.forEach((head) => head && watch.observe(head));
}

/* Share, copy, print. */
for (const list of all("[data-share]")) {
	const part = (name) => list.querySelector(`[data-share-${name}]`);
	part("native").addEventListener("click", () => navigator.share({ title: document.title, url: location.href }).catch(() => {}));
	const copy = (button, read) => button?.addEventListener("click", async () => {
		try {
			await navigator.clipboard.writeText(await read());
			for (const words of [button.lastElementChild, button.nextElementSibling]) words.textContent = button.dataset.done;
		} catch { /* refused */ }
	});
	copy(part("copy"), () => location.href.split("#")[0]);
	copy(part("text"), () => fetch("index.md").then((page) => (page.ok ? page.text() : Promise.reject())));
	part("print").addEventListener("click", () => print());
}
let shut = [];
addEventListener("beforeprint", () => { shut = all("main details:not([open], [data-contents])"); shut.forEach((part) => { part.open = true; }); });
addEventListener("afterprint", () => shut.forEach((part) => { part.open = false; }));

/* A video loads when somebody presses play, never before. */
for (const link of all("[data-video-src]")) link.addEventListener("click", (event) => {
	const file = link.dataset.videoKind === "file";
	const player = document.createElement(file ? "video" : "iframe");
	const how = file ? { controls: true, autoplay: true } : { allow: "autoplay; fullscreen" };
	Object.assign(player, { src: link.dataset.videoSrc, title: link.dataset.videoTitle, tabIndex: 0, ...how });
	event.preventDefault();
	link.replaceWith(player);
	player.focus();
});

/* 'Open now', by the clinic's clock, which the page tells: a look-up costs 20 ms. */
for (const box of all("[data-hours]")) try {
	const now = new Date(Date.now() + 6e4 * box.dataset.utcMinutes);
	const [date, time] = now.toISOString().split("T");
	const day = `${(now.getUTCDay() + 6) % 7}`;
	const row = all("[data-days]", box).find((tr) => tr.dataset.days.split(" ").includes(day));
	const open = !box.dataset.closedDates.includes(date) && row.dataset.spans.split(" ").some((span) => span && span.slice(0, 5) <= time && time < span.slice(6));
	const note = box.querySelector("[data-open-now]");
	row.dataset.today = "";
	note.dataset.openNow = open ? "yes" : "no";
	note.textContent = open ? box.dataset.open : box.dataset.shut;
	note.hidden = false;
} catch {}

/* Search: suggestions in the browser's own list; help in a crisis is read out at once. */
const search = document.querySelector("[data-suggest]");
if (search) {
	const list = document.createElement("datalist");
	const help = document.createElement("output");
	list.id = "suggestions";
	search.after(list, help);
	search.setAttribute("list", list.id);
	let wait;
	search.addEventListener("input", () => {
		clearTimeout(wait);
		wait = setTimeout(async () => {
			if (search.value.trim().length < 2) return;
			try {
				const answer = await fetch(`${search.dataset.suggest}?q=${encodeURIComponent(search.value)}`);
				const { suggestions, crisis } = await answer.json();
				list.replaceChildren(...suggestions.map(({ title }) => new Option(title, title)));
				help.value = crisis ?? "";
			} catch { /* the button still searches */ }
		}, 200);
	});
}

/* Sums a day, of pages and never of people (docs/privacy.md), as a page is left. */
const page = document.body.dataset.counted;
if (page && !navigator.globalPrivacyControl) {
	const before = document.referrer && new URL(document.referrer);
	const from = before.host === location.host ? before.pathname : before.hostname;
	const count = (kind) => navigator.sendBeacon("/_count/", new URLSearchParams({ kind, page, from }));
	let read = from !== location.pathname;
	addEventListener("visibilitychange", () => { if (read && document.hidden) read = !count("view"); });
	addEventListener("click", ({ target }) => {
		const kind = target.closest("a")?.protocol;
		if (/^(tel|sms):/.test(kind)) count(kind);
	});
}
});

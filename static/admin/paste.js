/*
 * What somebody pastes from Word, Google Docs, Pages or a web page into a text: the editor would drop tables, pictures and
 * headings without a word, and let deleted words of tracked changes come back. Here it is put into what the field can hold
 * before the editor reads it, and what was left out or changed is said below the field.
 */
(() => {
  const words = JSON.parse(document.currentScript.dataset.words);
  const RAISED = { 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹", "+": "⁺", "-": "⁻", "−": "⁻" };
  const LOWERED = { 0: "₀", 1: "₁", 2: "₂", 3: "₃", 4: "₄", 5: "₅", 6: "₆", 7: "₇", 8: "₈", 9: "₉" };
  // Copied inside this editor: source marks travel in it, nothing may be touched.
  const OWN = "data-draftjs-conductor-fragment";

  const styleOf = (node) => node.dataset?.style ?? "";
  const textOf = (node) => node.textContent.replace(/\s+/g, " ").trim();

  /** Read HTML. The page's policy refuses styles in tags and would complain of each, so they are read as data. */
  function parse(html) {
    const quiet = html.replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\sstyle=/gi, " data-style="));
    return new DOMParser().parseFromString(quiet, "text/html");
  }

  /** Put `name` in the place of `node`, with what it holds. */
  function rename(node, name) {
    const made = node.ownerDocument.createElement(name);
    made.append(...node.childNodes);
    node.replaceWith(made);
    return made;
  }

  /** Put a `name` between `node` and what it holds. */
  function fill(node, name) {
    const made = node.ownerDocument.createElement(name);
    made.append(...node.childNodes);
    node.append(made);
  }

  const unwrap = (node) => node.replaceWith(...node.childNodes);

  function dropAll(body, selector) {
    const found = [...body.querySelectorAll(selector)];
    found.forEach((node) => node.remove());
    return found.length > 0;
  }

  /** Deleted words, remarks: they are no part of the text, though they lie in what was copied. */
  function dropWithdrawn(body, told) {
    for (const node of body.querySelectorAll("[data-style*='line-through']")) rename(node, "s");
    if (dropAll(body, "del, s, strike")) told.add("struck");
    const remarks =
      ".MsoCommentReference, .msocomtxt, [data-style*='mso-element:comment'], [data-style*='mso-comment-reference'], a[href*='#_msocom'], a[href*='#cmnt'], [id^='cmnt']";
    for (const node of body.querySelectorAll("a[href^='#cmnt_ref'], a[id^='cmnt']:not([id^='cmnt_ref'])")) node.closest("p, div")?.remove();
    if (dropAll(body, remarks)) told.add("remarks");
    dropAll(body, "style, script, title, meta, link, xml, template, noscript, hr, head");
  }

  function dropPictures(body, told) {
    for (const node of body.querySelectorAll("img, picture, svg, video, audio, iframe, object, canvas")) {
      // Spacers and counting pixels are no pictures to anybody.
      if (!node.matches("img") || Number(node.getAttribute("width") ?? 9) > 2) told.add("pictures");
      node.remove();
    }
  }

  /** A word processor's bold and slanted letters stand in styles; a bold that says ‘normal’ is none. */
  function readLetters(body) {
    for (const node of body.querySelectorAll("span, font, b, strong")) {
      const style = styleOf(node);
      const weight = /font-weight:\s*(\w+)/.exec(style)?.[1];
      const bold = weight === "bold" || Number(weight) >= 600;
      if (node.matches("b, strong")) {
        if (weight && !bold) unwrap(node);
        continue;
      }
      if (bold) fill(node, "b");
      if (/font-style:\s*italic/.test(style)) fill(node, "i");
    }
    body.querySelectorAll(":is(h1, h2, h3, h4, h5, h6, th) :is(b, strong)").forEach(unwrap);
  }

  /** Small raised and lowered figures keep their meaning: 10³ is not 103. */
  function readFigures(body) {
    for (const node of body.querySelectorAll("sup, sub, [data-style*='vertical-align:super'], [data-style*='vertical-align: super']")) {
      const table = node.matches("sub") ? LOWERED : RAISED;
      const letters = [...textOf(node)];
      if (!node.querySelector("a") && letters.length && letters.every((each) => each in table)) {
        node.replaceWith(letters.map((each) => table[each]).join(""));
      } else unwrap(node);
    }
  }

  function readFootnotes(body, told) {
    const marks = body.querySelectorAll("a[href*='#_ftn'], a[href*='#_edn'], a[href*='#ftnt'], a[href*='#sdfootnote'], a[href*='#cite_note'], a[role='doc-noteref']");
    if (marks.length) told.add("footnotes");
    marks.forEach(unwrap);
    // A link that leads nowhere outside the text it was copied from.
    body.querySelectorAll("a:not([href]), a[href^='#'], a[href^='file:'], a[href^='javascript:']").forEach(unwrap);
  }

  /** Word writes a list as paragraphs with a sign and spaces in front. */
  function readWordLists(body) {
    let open = [];
    for (const node of [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")]) {
      const level = /mso-list:\s*(?!none|skip)[^;]*level(\d)/.exec(styleOf(node));
      const listed = level || (/MsoListParagraph/.test(node.className) && /^\s*([·•▪§o◦–-]|\w{1,3}[.)])[\s\u00a0]/.test(node.textContent));
      if (!listed) {
        open = [];
        continue;
      }
      const sign = node.querySelector("[data-style*='mso-list:Ignore'], [data-style*='mso-list: Ignore'], span[data-style*='Symbol']");
      const shown = sign ? sign.textContent : node.textContent;
      const name = /^[\s\u00a0]*(\d+|[a-z]|[ivxlc]+)[.)]/i.test(shown) ? "ol" : "ul";
      sign?.remove();
      if (!sign) node.innerHTML = node.innerHTML.replace(/^(\s|&nbsp;)*([·•▪§o◦–-]|\w{1,3}[.)])(\s|&nbsp;)+/, "");
      const depth = Math.max(1, Number(level?.[1] ?? 1));
      if (open.length && open[0].list !== node.previousElementSibling) open = [];
      open.length = Math.min(open.length, depth);
      while (open.length < depth) {
        const list = body.ownerDocument.createElement(name);
        if (open.length) (open.at(-1).list.lastElementChild ?? open.at(-1).list).append(list);
        else node.before(list);
        open.push({ list });
      }
      open.at(-1).list.append(rename(node, "li"));
    }
  }

  /** The rows of a table, as text can hold them: one line a row. */
  function readTables(body, told) {
    for (const table of [...body.querySelectorAll("table")].reverse()) {
      const rows = [...table.querySelectorAll("tr")].map((row) => [...row.cells].map(textOf));
      const filled = rows.filter((row) => row.some(Boolean));
      if (filled.length > 1 && filled.some((row) => row.length > 1)) {
        told.add("tables");
        const lines = filled.map((row) => Object.assign(body.ownerDocument.createElement("p"), { textContent: row.join(" | ") }));
        table.replaceWith(...lines);
      } else {
        // One cell or one row is how mails and old pages lay out text.
        const cells = [...table.querySelectorAll("td, th")].map((cell) => rename(cell, "div"));
        table.replaceWith(...cells);
      }
    }
  }

  /** Headings of every depth become the two that a text has. */
  function readHeadings(body, types, told) {
    body.querySelectorAll("p.MsoTitle").forEach((node) => rename(node, "h1"));
    const all = [...body.querySelectorAll("h1, h2, h3, h4, h5, h6")];
    all.filter((node) => !textOf(node)).forEach((node) => node.remove());
    const heads = all.filter(textOf);
    if (!heads.length) return;
    if (!types.has("header-two")) {
      told.add("headings");
      heads.forEach((node) => rename(node, "p"));
      return;
    }
    const depths = heads.map((node) => Number(node.tagName[1]));
    const highest = Math.min(...depths);
    // One on top is the title of what was copied; the sections below it are not its subsections here.
    const titled = depths[0] === highest && depths.filter((depth) => depth === highest).length === 1 && depths.length > 1;
    const first = titled ? Math.min(...depths.slice(1)) : highest;
    heads.forEach((node, n) => rename(node, depths[n] <= first ? "h2" : "h3"));
  }

  function readRest(body, types, told) {
    for (const quote of body.querySelectorAll("blockquote")) {
      told.add("quotes");
      rename(quote, "div");
    }
    body.querySelectorAll("dt, dd, figcaption, caption, pre, address").forEach((node) => rename(node, "p"));
    if (!types.has("unordered-list-item") && body.querySelector("li")) told.add("lists");
    for (const item of body.querySelectorAll("li > p, li > div")) unwrap(item);
    // A list right inside a list (Google Docs) belongs to the entry before it.
    for (const list of body.querySelectorAll(":is(ul, ol) > :is(ul, ol)")) list.previousElementSibling?.append(list);
    body.querySelectorAll("p, li").forEach((node) => !node.textContent.trim() && !node.querySelector("br") && node.remove());
    for (const node of body.querySelectorAll("*")) {
      for (const { name } of [...node.attributes]) if (name !== "href") node.removeAttribute(name);
    }
  }

  /** Return what is pasted as a text of these `types` holds it; what it can't hold is added to `told`. */
  function clean(html, types, told) {
    const { body } = parse(html);
    dropWithdrawn(body, told);
    dropPictures(body, told);
    readWordLists(body);
    readFootnotes(body, told);
    readLetters(body);
    readFigures(body);
    readTables(body, told);
    readHeadings(body, types, told);
    readRest(body, types, told);
    return body.innerHTML;
  }

  /** What to do instead is said only where it can be done: a notice takes no blocks, a crisis line no source. */
  function instead(wrapper, editor, what) {
    const possible =
      what === "footnotes"
        ? editor?.props.entityTypes.some(({ type }) => type === "REFERENCE")
        : wrapper.closest("[data-streamfield-stream-container]");
    return (possible && words[`${what}_instead`]) || "";
  }

  function tell(wrapper, editor, told) {
    wrapper.parentElement.querySelector(":scope > .clinic-pasted")?.remove();
    if (!told.size) return;
    const note = document.createElement("ul");
    note.className = "clinic-pasted";
    note.setAttribute("role", "status");
    wrapper.after(note);
    // A screen reader speaks what changes in a place that is there already.
    requestAnimationFrame(() => {
      for (const what of told) {
        const textContent = `${words[what]} ${instead(wrapper, editor, what)}`.trim();
        note.append(Object.assign(document.createElement("li"), { textContent }));
      }
    });
  }

  document.addEventListener(
    "paste",
    (event) => {
      const wrapper = event.target.closest?.(".Draftail-Editor__wrapper");
      const data = event.clipboardData;
      const html = data?.getData("text/html");
      if (!wrapper) return;
      const told = new Set();
      const editor = wrapper.parentElement.querySelector(":scope > input")?.draftailEditor;
      const types = new Set((editor?.props.blockTypes ?? []).map(({ type }) => type));
      if (html && editor) {
        const cleaned = clean(html, types, told);
        if (!html.includes(OWN)) {
          const read = { "text/html": cleaned };
          const getData = (kind) => read[kind] ?? data.getData(kind);
          Object.defineProperty(event, "clipboardData", {
            value: { types: data.types, items: data.items, files: [], getData },
          });
        }
      } else if (data?.files.length) told.add("pictures");
      tell(wrapper, editor, told);
    },
    true,
  );
})();

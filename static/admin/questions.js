/* The questions of a form in the editor: conditions are chosen, not typed; only what a kind needs is shown; each
   question can be told apart when it is folded. Without this script the fields work as they are. */
(() => {
  const words = document.currentScript.dataset;
  const ROW = "[data-inline-panel-child][id^='inline_child_form_fields-']";

  const part = (row, name) => row.querySelector(`[name^='form_fields-'][name$='-${name}']`);
  const kindOf = (row) => part(row, "field_type")?.selectedOptions[0];
  const plain = (text) => text.trim().replace(/\s+/g, " ").replace(/[ .:?]+$/, "").toLowerCase();
  const box = (field) => field?.closest(".w-panel__wrapper") ?? null;

  function listRows() {
    const order = (row) => Number(part(row, "ORDER")?.value || 0);
    return [...document.querySelectorAll(ROW)]
      .filter((row) => part(row, "label") && !part(row, "DELETE")?.value)
      .sort((one, other) => order(one) - order(other));
  }

  const CONDITIONS = ["show_if", "also_if"];
  const trimLine = (line) => line.trim().replace(/,+$/, "").trim();
  const splitLines = (text) => text.split("\n").map(trimLine);
  const ownKind = (kind) => JSON.parse(kind?.dataset.answers || "[]");

  /** The answers that another question can wait for; null where they are known to the server alone. */
  function answersOf(row) {
    const kind = kindOf(row);
    if (!kind || kind.value === "location") return null;
    if ("own" in kind.dataset) {
      return [...new Set(splitLines(part(row, "choices").value).filter(Boolean))];
    }
    const ours = ownKind(kind);
    const words = "reworded" in kind.dataset ? splitLines(part(row, "own_words").value).filter(Boolean) : [];
    return words.length === ours.length ? words : ours;
  }

  /** Put a list in the place of a field that is typed; the field itself stays, hidden, and is what is sent. */
  function listFor(field) {
    if (field.clinicList) return field.clinicList;
    const list = document.createElement("select");
    list.id = `${field.id}-list`;
    list.setAttribute("aria-describedby", field.getAttribute("aria-describedby") || "");
    const label = document.querySelector(`label[for='${CSS.escape(field.id)}']`);
    if (label) label.htmlFor = list.id;
    field.after(list);
    list.addEventListener("change", () => {
      field.value = list.value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
    field.clinicList = list;
    return list;
  }

  /** Offer `texts` in a list, with `value` chosen; what is none of them is named as a stranger. */
  function offer(list, value, texts, none, stranger) {
    const found = texts.find((text) => plain(text) === plain(value));
    const options = [["", none], ...texts.map((text) => [text, text])];
    if (value && found === undefined) options.push([value, stranger.replace("%s", value)]);
    const made = options.map(([each, text]) => new Option(text, each));
    if (list.options.length !== made.length || made.some((each, at) => each.text !== list.options[at].text)) {
      list.replaceChildren(...made);
    }
    list.value = found ?? value;
    list.hidden = false;
  }

  function fill(field, texts, none, stranger) {
    offer(listFor(field), field.value, texts, none, stranger);
    field.hidden = true;
  }

  /** One more list below the others, for an answer that will do as well. */
  function makeOther(field) {
    const list = document.createElement("select");
    list.setAttribute("aria-label", words.or);
    list.className = "clinic-or";
    list.addEventListener("change", () => writeAnswers(field));
    (field.clinicOthers.at(-1) ?? listFor(field)).after(list);
    field.clinicOthers.push(list);
    return list;
  }

  function writeAnswers(field) {
    const chosen = [listFor(field), ...field.clinicOthers].map((list) => list.value).filter(Boolean);
    field.value = [...new Set(chosen)].join("\n");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** The answers of which any will do: a list for each that is chosen, and one more while there are others. */
  function fillAnswers(field, texts) {
    if (!field.clinicOthers) {
      field.clinicOthers = [];
      const first = listFor(field);
      first.addEventListener("change", (event) => {
        event.stopImmediatePropagation();
        writeAnswers(field);
      }, { capture: true });
    }
    const chosen = splitLines(field.value).filter(Boolean);
    offer(listFor(field), chosen[0] ?? "", texts, words.any, words.gone);
    const wanted = chosen.length && chosen.length < texts.length - 1 ? chosen.length : Math.max(chosen.length - 1, 0);
    while (field.clinicOthers.length < wanted) makeOther(field);
    field.clinicOthers.splice(wanted).forEach((list) => list.remove());
    field.clinicOthers.forEach((list, at) => {
      const taken = chosen.filter((_text, place) => place !== at + 1).map(plain);
      const free = texts.filter((text) => !taken.includes(plain(text)));
      offer(list, chosen[at + 1] ?? "", free, `${words.or} …`, words.gone);
    });
    field.hidden = true;
  }

  function leaveTyped(field) {
    if (field.clinicList) field.clinicList.hidden = true;
    field.clinicOthers?.splice(0).forEach((list) => list.remove());
    field.hidden = false;
  }

  function updateCondition(row, earlier, later) {
    for (const name of CONDITIONS) updateOne(row, name, earlier, later);
    // A second one is offered where there is a first one.
    const [first, second] = CONDITIONS.map((name) => part(row, name));
    if (box(second)) box(second).hidden = !first.value && !second.value;
  }

  function updateOne(row, name, earlier, later) {
    const question = part(row, name);
    const answer = part(row, `${name}_answer`);
    if (!question || !answer) return;
    const labels = earlier.map((each) => part(each, "label").value.trim()).filter(Boolean);
    const comesLater = later.some((each) => plain(part(each, "label").value) === plain(question.value));
    fill(question, labels, name === CONDITIONS[0] ? words.always : words.alone, comesLater ? words.later : words.gone);
    const parent = earlier.find((each) => plain(part(each, "label").value) === plain(question.value));
    const texts = parent ? answersOf(parent) : [];
    if (texts === null) leaveTyped(answer);
    else fillAnswers(answer, texts);
    const place = box(answer);
    if (place) place.hidden = !question.value && !answer.value;
  }

  function updateKind(row) {
    const kind = kindOf(row);
    const consent = Boolean(kind && "consent" in kind.dataset);
    const own = Boolean(kind && "own" in kind.dataset);
    const typed = Boolean(kind && "typed" in kind.dataset);
    const reworded = Boolean(kind && "reworded" in kind.dataset);
    if (reworded) part(row, "own_words").placeholder = ownKind(kind).join("\n");
    const hidable = Boolean(kind && "private" in kind.dataset) || Boolean(part(row, "sensitive")?.checked);
    for (const [name, shown] of [
      ["choices", own], ["own_words", reworded], ["wording", consent], ["autocomplete", typed], ["sensitive", hidable],
    ]) {
      const field = part(row, name);
      // What stands there is never hidden together with its complaint.
      const complains = Boolean(box(field)?.querySelector(".error-message, .w-field--error"));
      if (box(field)) box(field).hidden = !shown && !complains;
    }
  }

  /** Put the question's words and kind behind 'Question 3', which Wagtail counts itself. */
  function updateHeading(row) {
    const heading = row.querySelector("[data-panel-heading-text]");
    if (!heading) return;
    let name = heading.querySelector("[data-clinic-question]");
    if (!name) {
      name = document.createElement("span");
      name.setAttribute("data-clinic-question", "");
      heading.append(name);
    }
    const label = part(row, "label").value.trim();
    const kind = kindOf(row);
    // 'First name (First name)' and '(Who is asking: new, current, …)' say the same twice.
    const called = kind?.value ? kind.text.split(":")[0] : "";
    const told = called && plain(called) !== plain(label);
    const text = label ? `· ${label}${told ? ` (${called})` : ""}` : "";
    if (name.textContent !== text) name.textContent = text;
  }

  /** A row of Wagtail's own, right below another: added at the end, then moved up as its arrow does. */
  function addBelow(row) {
    document.getElementById("id_form_fields-ADD").click();
    const rows = listRows();
    const added = rows[rows.length - 1];
    for (let last = rows.length - 2; rows[last] !== row && last > 0; last -= 1) {
      added.querySelector("[data-inline-panel-child-move-up]").click();
    }
    return added;
  }

  const COPIED = ["field_type", "required", "help_text", "why", "choices", "own_words", "wording", "show_if", "show_if_answer",
    "also_if", "also_if_answer", "sensitive", "autocomplete"];

  /** The same question once more, below it, under a label of its own: conditions go by labels. */
  function copyRow(row) {
    const added = addBelow(row);
    for (const name of COPIED) {
      const [from, to] = [part(row, name), part(added, name)];
      if (!from || !to) continue;
      if (from.type === "checkbox") to.checked = from.checked;
      else to.value = from.value;
    }
    const label = part(row, "label").value.trim();
    part(added, "label").value = label ? words.copied.replace("%s", label) : "";
    part(added, "label").dispatchEvent(new Event("change", { bubbles: true }));
    return added;
  }

  function makeButton(icon, title, press) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--icon text-replace white";
    button.title = title;
    button.innerHTML = `<svg class="icon icon-${icon}" aria-hidden="true"><use href="#icon-${icon}"></use></svg>`;
    button.append(title);
    button.addEventListener("click", () => goTo(press()));
    return button;
  }

  /** Put the cursor where one types first: its words. */
  function goTo(row) {
    update();
    const label = part(row, "label");
    label.focus();
    label.select();
    label.scrollIntoView({ block: "center" });
  }

  function offerButtons(row) {
    const up = row.querySelector("[data-inline-panel-child-move-up]");
    if (!up || row.clinicButtons) return;
    row.clinicButtons = true;
    up.before(
      makeButton("copy", words.copy, () => copyRow(row)),
      makeButton("plus", words.below, () => addBelow(row)),
    );
  }

  function update() {
    const rows = listRows();
    rows.forEach((row, at) => {
      offerButtons(row);
      updateKind(row);
      updateCondition(row, rows.slice(0, at), rows.slice(at + 1));
      updateHeading(row);
    });
  }

  /** A question that is reworded takes the conditions along that name it. */
  function followLabel(field) {
    const before = field.clinicBefore ?? field.defaultValue;
    if (!plain(field.value)) return; // emptied to be written anew
    field.clinicBefore = field.value;
    const rows = listRows();
    // While it was typed it may have had the words of another question: conditions stay with that one.
    const named = (row) => part(row, "label") !== field && plain(part(row, "label").value) === plain(before);
    if (!plain(before) || rows.some(named)) return;
    for (const question of rows.flatMap((row) => CONDITIONS.map((name) => part(row, name)))) {
      if (question?.value && plain(question.value) === plain(before)) question.value = field.value;
    }
  }

  /** An answer that is reworded takes them along, too. A line that comes or goes rewords none. */
  function followAnswers(field) {
    const row = field.closest(ROW);
    const before = field.clinicBefore ?? splitLines(field.defaultValue || field.placeholder);
    const now = splitLines(field.value);
    const same = now.length === before.length;
    field.clinicBefore = same ? now.map((line, at) => line || before[at]) : now;
    const label = part(row, "label").value;
    if (!same || !plain(label)) return;
    const renamed = new Map();
    before.forEach((line, at) => {
      const elsewhere = now.some((other, place) => place !== at && plain(other) === plain(line));
      if (line && now[at] && line !== now[at] && !elsewhere) renamed.set(plain(line), now[at]);
    });
    for (const [other, name] of renamed.size ? listRows().flatMap((each) => CONDITIONS.map((one) => [each, one])) : []) {
      const answer = part(other, `${name}_answer`);
      if (!answer.value || plain(part(other, name).value) !== plain(label)) continue;
      answer.value = splitLines(answer.value).map((line) => renamed.get(plain(line)) ?? line).join("\n");
    }
  }

  /** Who rewords our answers begins with ours. */
  function beginWithOurs(field) {
    if (!field.value) field.value = field.placeholder;
  }

  /** Fold the questions of a form that is there already, so that one sees all of them. */
  function fold(rows) {
    for (const row of rows) {
      const toggle = row.querySelector("[data-panel-toggle]");
      const complains = row.querySelector(".error-message, .w-field--error");
      // One without words is there to be written.
      if (!complains && part(row, "label").value && toggle?.getAttribute("aria-expanded") === "true") toggle.click();
    }
  }

  /** A new question takes comments as soon as a save has given it its key; until then its speech bubbles stay away. */
  function offerComments() {
    for (const row of listRows()) {
      const key = part(row, "clean_name")?.value;
      if (!key || !("contentpathDisabled" in row.dataset) || !window.comments) continue;
      delete row.dataset.contentpathDisabled;
      row.dataset.contentpath = `form_fields.${key}`;
      row.querySelectorAll("[data-component='add-comment-button']").forEach(window.comments.initAddCommentButton);
    }
  }

  function start() {
    const rows = document.getElementById("id_form_fields-FORMS");
    if (!rows) return;
    let waiting = 0;
    const soon = () => {
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(update);
    };
    const heard = (event) => {
      const name = event.target.name ?? "";
      if (name.endsWith("-label")) followLabel(event.target);
      if (name.endsWith("-choices") || name.endsWith("-own_words")) followAnswers(event.target);
      soon();
    };
    rows.addEventListener("input", heard);
    rows.addEventListener("change", heard);
    rows.addEventListener("focusin", ({ target }) => {
      if (target.name?.endsWith("-own_words")) beginWithOurs(target);
    });
    rows.addEventListener("click", () => setTimeout(soon, 400)); // moved, deleted: rows move for a while
    document.getElementById("id_form_fields-ADD")?.addEventListener("click", (event) => {
      if (event.isTrusted) setTimeout(() => goTo(listRows().at(-1)));
    });
    new MutationObserver(soon).observe(rows, { childList: true });
    // Wagtail enters the new keys right after it has told of the save.
    document.addEventListener("w-autosave:success", () => setTimeout(offerComments));
    update();
    fold(listRows());
  }

  if (document.readyState === "complete") start();
  else window.addEventListener("load", start);
})();

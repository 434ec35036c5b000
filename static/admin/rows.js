/*
 * Rows and blocks by keyboard. Wagtail takes a row out of the page while it moves or goes, and the cursor with it: whoever
 * has no mouse would begin again at the top of the page. It stays at the button that was pressed, or goes to the next row.
 * The handle to drag takes the arrow keys.
 */
(() => {
  const ROW = "[data-inline-panel-child], [data-streamfield-child]";
  const HANDLE = "[data-inline-panel-child-drag], [data-streamfield-action=DRAG]";
  const MOVES = {
    ArrowUp: "[data-inline-panel-child-move-up], [data-streamfield-action=MOVE_UP]",
    ArrowDown: "[data-inline-panel-child-move-down], [data-streamfield-action=MOVE_DOWN]",
  };
  const MOVE = Object.values(MOVES).join(", ");
  const DELETE = "[id$='-DELETE-button'], [data-streamfield-action=DELETE]";
  const LONGEST = 1500; // milliseconds until a row has come to rest

  const isSeen = (element) => element?.isConnected && element.offsetParent !== null;
  const ownButton = (row, what) => [...row.querySelectorAll(what)].find((button) => button.closest(ROW) === row);

  /** Give the cursor to the first place that takes it, whenever it is lost until `row` has come to rest. */
  function keepFocus(row, listPlaces) {
    const end = performance.now() + LONGEST;
    const look = () => {
      const now = document.activeElement;
      // Somebody who goes on meanwhile is left alone.
      const isLost = !now || now === document.body || !isSeen(now);
      if (!isLost && !row.contains(now) && !listPlaces().includes(now)) return;
      if (isLost) {
        listPlaces().find((place) => isSeen(place) && !place.disabled)?.focus({ preventScroll: true });
      }
      if (performance.now() < end) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }

  /** The buttons of a row that take the cursor when it has moved: the same one, unless it is the first or last now. */
  function keepAt(row, pressed) {
    keepFocus(row, () => [pressed, ...Object.values(MOVES).map((what) => ownButton(row, what))].filter(Boolean));
  }

  document.addEventListener(
    "click",
    ({ target, detail, isTrusted }) => {
      const button = target.closest?.("button");
      const row = button?.closest(ROW);
      if (!row || !isTrusted || detail) return; // detail: how often a mouse was clicked
      if (button.matches(MOVE)) keepAt(row, button);
      if (!button.matches(DELETE)) return;
      const others = [...row.parentElement.querySelectorAll(":scope > *")].filter((each) => each.matches(ROW));
      const at = others.indexOf(row);
      const order = [...others.slice(at + 1), ...others.slice(0, at).reverse()];
      keepFocus(row, () => order.filter(isSeen).map((each) => ownButton(each, DELETE)).filter(Boolean));
    },
    true,
  );

  document.addEventListener("keydown", (event) => {
    const handle = event.target.closest?.(HANDLE);
    const row = handle?.closest(ROW);
    if (!row || !(event.key in MOVES) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    ownButton(row, MOVES[event.key])?.click();
    keepFocus(row, () => [handle]);
  });
})();
